package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.command.Wishes;
import meetpost.agent.publish.Publisher;
import meetpost.agent.rule.RuleInbox.Arrived;
import meetpost.agent.rule.RuleInbox.Refusal;
import meetpost.agent.rule.RuleMessage.ToMode;
import meetpost.agent.rule.RuleMessage.ToSetpoint;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import org.tinylog.Logger;

/** Executes what persons tell rules, and answers it. One thread, but for {@link #refuse}. */
final class RuleCommands {

    private final Publisher publisher;
    private final Wishes wishes;
    private final AnsweredIds answered;
    private boolean changed;
    private volatile boolean refusing;

    RuleCommands(Publisher publisher, Wishes wishes, Ticks ticks) {
        this.publisher = requireNonNull(publisher, "publisher");
        this.wishes = requireNonNull(wishes, "wishes");
        this.answered = new AnsweredIds(ticks);
    }

    /** From now on each is answered with shutting-down. */
    void refuse() {
        refusing = true;
    }

    /** Whether something was changed since the last time that this was asked. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** Executes it, and gives what is to be answered once the disk has it. */
    Runnable handle(Arrived arrived, Map<String, Rule> rules, Moment moment) {
        RuleMessage message = arrived.message();
        Optional<Rule> rule = Optional.ofNullable(rules.get(arrived.place().rule()));
        Optional<Refusal> refusal = refusal(arrived, rule);
        if (refusal.isEmpty() && !message.id().map(id -> isNew(arrived, id)).orElse(true)) {
            return () -> answer(arrived, rule, Optional.empty(), moment);
        }
        if (refusal.isEmpty() && rule.isPresent()) {
            if (message instanceof ToMode to) {
                Logger.info("rule {}: mode {} (command)", arrived.place().rule(), to.mode().text());
                rule.get().mode(to.mode(), moment);
                if (to.mode() == Mode.AUTO) {
                    wishes.giveBack(rule.get().settings().outputs());
                }
            } else if (message instanceof ToSetpoint to) {
                Logger.info("rule {}: setpoint {} (command)", arrived.place().rule(), to.value());
                rule.get().setpoint(to.value(), to.length(), moment);
            }
            changed = true;
        }
        refusal.ifPresent(
                why ->
                        Logger.warn(
                                "rule {}: command refused, {}: {}",
                                arrived.place().rule(),
                                why.reason(),
                                why.text()));
        return () -> answer(arrived, rule, refusal, moment);
    }

    private boolean isNew(Arrived arrived, String id) {
        return answered.add(arrived.topic() + " " + id);
    }

    private Optional<Refusal> refusal(Arrived arrived, Optional<Rule> rule) {
        if (refusing) {
            return Optional.of(new Refusal("shutting-down", "the program is stopping"));
        }
        if (arrived.refusal().isPresent()) {
            return arrived.refusal();
        }
        if (rule.isEmpty()) {
            return Optional.of(new Refusal("busy", "new settings are being taken over"));
        }
        return arrived.message() instanceof ToSetpoint to
                ? rule.get()
                        .refusal(to.value())
                        .map(
                                text ->
                                        new Refusal(
                                                text.startsWith("the rule") ? "rule" : "malformed",
                                                text))
                : Optional.empty();
    }

    private void answer(
            Arrived arrived, Optional<Rule> rule, Optional<Refusal> refusal, Moment moment) {
        JsonStringWriter json = JsonWriter.string().object();
        arrived.message().id().ifPresent(id -> json.value("id", id));
        json.value("accepted", refusal.isEmpty());
        refusal.ifPresent(why -> json.value("reason", why.reason()).value("message", why.text()));
        if (refusal.isEmpty() && rule.isPresent()) {
            json.value("mode", rule.get().mode().text());
            rule.get()
                    .setpoint(moment)
                    .ifPresent(
                            value ->
                                    json.value(
                                            "setpoint", new BigDecimal(RuleTeller.number(value))));
        }
        publisher.answer(Topics.resultOf(arrived.topic()), json.end().done(), () -> {});
    }
}
