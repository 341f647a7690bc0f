package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.stream.Collectors;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.rule.Decision.Wants;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.AlarmSettings.Blind;
import meetpost.agent.settings.rule.AlarmSettings.Piece;
import meetpost.agent.settings.rule.AlarmSettings.Words;
import meetpost.agent.settings.rule.Behaviour.When;
import meetpost.agent.settings.rule.OnFault;

/** One alarm: whether it is on, off or unknown, by what it sees. One thread. */
final class Alarm {

    private final AlarmSettings settings;
    private final Observations observations;
    private final ConditionDecider decider;
    private Optional<State> state = Optional.empty();

    /**
     * How it is.
     *
     * @param word {@code ON}, {@code OFF} or {@code UNKNOWN}
     * @param message in words; empty while it is off
     */
    record State(String word, String message) {

        State {
            requireNonNull(word, "word");
            requireNonNull(message, "message");
        }
    }

    /**
     * @param start the tick from which a first value is waited for
     */
    Alarm(AlarmSettings settings, Knowledge knowledge, Timetable timetable, long start) {
        this.settings = requireNonNull(settings, "settings");
        this.observations =
                new Observations(
                        knowledge,
                        timetable,
                        new OnFault(settings.blindAfter(), new OnFault.Keep()),
                        start);
        this.decider =
                new ConditionDecider(new When(settings.when(), settings.until(), settings.after()));
    }

    AlarmSettings settings() {
        return settings;
    }

    /**
     * Looks. What it is said of it when that changed: the words of one that lasts stay the same.
     */
    Optional<State> look(Moment moment) {
        observations.look(moment);
        Decision decision = decider.decide(moment, observations);
        if (decision instanceof Wants wants) {
            return become(wants.on() ? "ON" : "OFF", wants.on() ? message() : "");
        }
        return observations.isEarly()
                ? Optional.empty()
                : blind(((Decision.Unknown) decision).why());
    }

    /** An alarm that cannot see is one, in its own words. */
    private Optional<State> blind(String why) {
        String text = "%s is not watched: %s".formatted(settings.title(), why);
        return become(settings.blind().name(), settings.blind() == Blind.OFF ? "" : text);
    }

    private Optional<State> become(String word, String message) {
        boolean same =
                state.filter(
                                before ->
                                        before.word().equals(word)
                                                && before.message().isEmpty() == message.isEmpty()
                                                && isOfSight(before) == isOfSight(message))
                        .isPresent();
        if (same) {
            return Optional.empty();
        }
        state = Optional.of(new State(word, message));
        return state;
    }

    private boolean isOfSight(State before) {
        return isOfSight(before.message());
    }

    private boolean isOfSight(String message) {
        return message.startsWith(settings.title() + " is not watched: ");
    }

    private String message() {
        return settings.message().isEmpty()
                ? settings.title()
                : settings.message().stream().map(this::text).collect(Collectors.joining());
    }

    private String text(Piece piece) {
        if (piece instanceof Words words) {
            return words.text();
        }
        var of = ((AlarmSettings.Value) piece).of();
        double value = observations.value(of);
        return Double.isNaN(value) ? "?" : Numbers.text(value, of.quantity().decimals());
    }
}
