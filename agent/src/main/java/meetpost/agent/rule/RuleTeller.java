package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import meetpost.agent.command.Wish;
import meetpost.agent.command.Wishes;
import meetpost.agent.publish.Payload;
import meetpost.agent.publish.Publisher;
import meetpost.agent.topic.Topics;

/**
 * Publishes what rules want and why. What it sees changes all the time: the words alone are
 * published once a minute. One thread.
 */
final class RuleTeller {

    private static final int QOS = 1;
    private static final long WORDS_NANOS = Duration.ofMinutes(1).toNanos();

    private final Publisher publisher;
    private final Topics topics;
    private final Wishes wishes;
    private final Map<String, Told> told = new HashMap<>();
    private final Map<String, String> plain = new HashMap<>();

    /**
     * @param words all of the JSON
     * @param essence without what changes all the time
     */
    private record Told(String words, String essence, long at) {}

    RuleTeller(Publisher publisher, Topics topics, Wishes wishes) {
        this.publisher = requireNonNull(publisher, "publisher");
        this.topics = requireNonNull(topics, "topics");
        this.wishes = requireNonNull(wishes, "wishes");
    }

    /** A rule was looked at. */
    void tell(Rule rule, Map<String, Wish> wanted, Moment moment) {
        String words = json(rule, wanted, moment, true);
        String essence = json(rule, wanted, moment, false);
        Told before = told.get(rule.settings().name());
        boolean another = before == null || !before.essence().equals(essence);
        boolean old =
                before != null
                        && !before.words().equals(words)
                        && moment.tick() - before.at() >= WORDS_NANOS;
        if (!another && !old) {
            return;
        }
        told.put(rule.settings().name(), new Told(words, essence, moment.tick()));
        plain(topics.of(rule.settings()).mode(), rule.mode().text());
        rule.setpoint(moment)
                .ifPresent(value -> plain(topics.of(rule.settings()).setpoint(), number(value)));
        publisher.state(topics.of(rule.settings()).root(), words, QOS);
    }

    private void plain(String topic, String payload) {
        if (!payload.equals(plain.put(topic, payload))) {
            publisher.state(topic, payload, QOS);
        }
    }

    private String json(Rule rule, Map<String, Wish> wanted, Moment moment, boolean words) {
        JsonStringWriter json = JsonWriter.string().object().value("mode", rule.mode().text());
        rule.modeEnds(moment)
                .filter(any -> words)
                .ifPresent(end -> json.value("mode-until", Payload.time(end)));
        rule.setpoint(moment)
                .ifPresent(value -> json.value("setpoint", new BigDecimal(number(value))));
        if (rule.hasPersonsSetpoint()) {
            json.value("setpoint-by", "person");
            rule.personsSetpointEnds(moment)
                    .filter(any -> words)
                    .ifPresent(end -> json.value("setpoint-until", Payload.time(end)));
        }
        json.value("wants", word(wanted));
        if (wanted.size() > 1) {
            json.object("outputs");
            wanted.forEach((output, wish) -> json.value(output, word(wish.on())));
            json.end();
        }
        if (words) {
            json.value("why", why(rule, wanted));
        }
        rule.fault().ifPresent(text -> json.value("fault", text));
        if (moment.calendar().isEmpty()) {
            json.value("waiting", "clock");
        }
        rule.settings()
                .outputs()
                .forEach(
                        output ->
                                wishes.override(output)
                                        .ifPresent(
                                                person -> override(json, output, person, moment)));
        return json.end().done();
    }

    private static void override(
            JsonStringWriter json, String output, Wishes.Overridden person, Moment moment) {
        json.object("override-" + output).value("state", person.on() ? "ON" : "OFF");
        Optional<Instant> until =
                person.until()
                        .flatMap(
                                end ->
                                        moment.calendar()
                                                .map(now -> now.plusNanos(end - moment.tick())));
        until.ifPresent(end -> json.value("until", Payload.time(end)));
        json.end();
    }

    /** Of what it wants most: what switches on. */
    private static String why(Rule rule, Map<String, Wish> wanted) {
        return wanted.values().stream()
                .filter(wish -> wish.on().orElse(false))
                .findFirst()
                .or(() -> wanted.values().stream().findFirst())
                .flatMap(wish -> wish.origin().reason())
                .map(reason -> reason.why())
                .orElse(rule.why());
    }

    private static String word(Map<String, Wish> wanted) {
        if (wanted.values().stream().anyMatch(wish -> wish.on().orElse(false))) {
            return "ON";
        }
        return wanted.values().stream().anyMatch(wish -> wish.on().isPresent()) ? "OFF" : "nothing";
    }

    private static String word(Optional<Boolean> on) {
        return on.map(level -> level ? "ON" : "OFF").orElse("nothing");
    }

    static String number(double value) {
        String text = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return Objects.equals(text, "-0") ? "0" : text;
    }
}
