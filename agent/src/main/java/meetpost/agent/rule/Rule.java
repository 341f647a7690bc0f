package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.command.Wish;
import meetpost.agent.output.Cause;
import meetpost.agent.rule.Decision.Unknown;
import meetpost.agent.rule.Decision.Wants;
import meetpost.agent.settings.rule.Behaviour;
import meetpost.agent.settings.rule.Behaviour.Thermostat;
import meetpost.agent.settings.rule.OnFault;
import meetpost.agent.settings.rule.Overriding;
import meetpost.agent.settings.rule.RuleSettings;
import org.tinylog.Logger;

/**
 * One rule: what it wants of its outputs, by what it sees and by what persons told it. One thread.
 */
final class Rule {

    private final RuleSettings settings;
    private final Observations observations;
    private final Decider decider;
    private final Optional<ThermostatDecider> thermostat;
    private Mode mode = Mode.AUTO;
    private Optional<Long> modeEnds = Optional.empty();
    private Optional<PersonsSetpoint> persons = Optional.empty();
    private Optional<Fault> fault = Optional.empty();

    /** What it wanted last while it could see; empty: it has not said anything yet. */
    private Optional<Wants> last = Optional.empty();

    private Verdict verdict = new Verdict(Optional.empty(), Cause.RULE, "it has not begun yet");

    /**
     * @param ends empty: not at a tick
     */
    private record PersonsSetpoint(double value, Optional<Long> ends, double planned) {}

    private record Fault(String text, long since) {}

    /**
     * What came of looking.
     *
     * @param wants empty: it does not speak yet
     */
    private record Verdict(Optional<Wants> wants, Cause cause, String why) {}

    Rule(RuleSettings settings, Knowledge knowledge, Timetable timetable, long start) {
        this.settings = requireNonNull(settings, "settings");
        this.observations = new Observations(knowledge, timetable, settings.onFault(), start);
        Behaviour behaviour = settings.behaviour();
        if (behaviour instanceof Thermostat governed) {
            thermostat = Optional.of(new ThermostatDecider(governed, timetable));
            decider = thermostat.get();
        } else {
            thermostat = Optional.empty();
            decider = Decider.of(behaviour, timetable);
        }
    }

    RuleSettings settings() {
        return settings;
    }

    /** What it was before a restart or before other settings; what these forbid is forgotten. */
    void restore(Kept kept, Moment moment) {
        mode = isOver(kept.until(), moment) ? Mode.AUTO : kept.mode();
        modeEnds =
                mode == Mode.SERVICE ? ends(kept.until(), moment, settings.serviceFor()) : none();
        if (thermostat.isPresent() && !isOver(kept.setpointUntil(), moment)) {
            persons =
                    kept.setpoint()
                            .filter(this::isWithin)
                            .map(
                                    value ->
                                            new PersonsSetpoint(
                                                    value,
                                                    kept.setpointUntil().isPresent()
                                                            ? ends(
                                                                    kept.setpointUntil(),
                                                                    moment,
                                                                    Duration.ofHours(2))
                                                            : none(),
                                                    planned(moment)));
        }
    }

    private static boolean isOver(Optional<Instant> end, Moment moment) {
        return moment.calendar().flatMap(now -> end.filter(time -> !time.isAfter(now))).isPresent();
    }

    private static Optional<Long> none() {
        return Optional.empty();
    }

    /** By the calendar; where that is not known, after all of it. */
    private static Optional<Long> ends(Optional<Instant> end, Moment moment, Duration whole) {
        Duration left =
                moment.calendar()
                        .flatMap(now -> end.map(time -> Duration.between(now, time)))
                        .orElse(whole);
        return Optional.of(moment.tick() + left.toNanos());
    }

    /** What of it outlives a restart. */
    Kept kept(Moment moment) {
        return new Kept(
                mode,
                time(modeEnds, moment),
                persons.map(PersonsSetpoint::value),
                time(persons.flatMap(PersonsSetpoint::ends), moment));
    }

    /** When a tick is; empty while nobody knows. */
    private static Optional<Instant> time(Optional<Long> tick, Moment moment) {
        return tick.flatMap(
                end -> moment.calendar().map(now -> now.plusNanos(end - moment.tick())));
    }

    Mode mode() {
        return mode;
    }

    void mode(Mode to, Moment moment) {
        thermostat.ifPresent(ThermostatDecider::forget);
        mode = to;
        modeEnds =
                to == Mode.SERVICE
                        ? Optional.of(moment.tick() + settings.serviceFor().toNanos())
                        : Optional.empty();
    }

    /** Why a person may not set it so; empty: he may. */
    Optional<String> refusal(double setpoint) {
        Thermostat governed = (Thermostat) settings.behaviour();
        if (settings.override() instanceof Overriding.Never) {
            return Optional.of("the rule has override: 0");
        }
        return isWithin(setpoint)
                ? Optional.empty()
                : Optional.of(
                        "%s, expected %s to %s"
                                .formatted(setpoint, governed.low(), governed.high()));
    }

    private boolean isWithin(double setpoint) {
        return settings.behaviour() instanceof Thermostat governed
                && setpoint >= governed.low()
                && setpoint <= governed.high();
    }

    /** A person's setpoint, for so long; empty: as long as the rule lets a person override it. */
    void setpoint(double value, Optional<Duration> length, Moment moment) {
        Optional<Duration> whole =
                length.or(
                        () ->
                                settings.override() instanceof Overriding.Lasting lasting
                                        ? Optional.of(lasting.length())
                                        : Optional.empty());
        persons =
                Optional.of(
                        new PersonsSetpoint(
                                value,
                                whole.map(some -> moment.tick() + some.toNanos()),
                                planned(moment)));
    }

    private double planned(Moment moment) {
        return thermostat.map(each -> each.planned(moment.calendar())).orElse(Double.NaN);
    }

    /** What it aims at; empty where it is no thermostat. */
    Optional<Double> setpoint(Moment moment) {
        return thermostat.map(each -> each.setpoint(moment.calendar()));
    }

    /** Whether a person's setpoint counts. */
    boolean hasPersonsSetpoint() {
        return persons.isPresent();
    }

    /** Until when it does; empty: not until a time that is known. */
    Optional<Instant> personsSetpointEnds(Moment moment) {
        return time(persons.flatMap(PersonsSetpoint::ends), moment);
    }

    Optional<Instant> modeEnds(Moment moment) {
        return time(modeEnds, moment);
    }

    Optional<String> fault() {
        return fault.map(Fault::text);
    }

    /** Looks, and says what it wants of each of its outputs; nothing: it does not speak yet. */
    Map<String, Wish> look(Moment moment) {
        if (modeEnds.filter(end -> moment.tick() - end >= 0).isPresent()) {
            Logger.warn("rule {}: {} is over", settings.name(), mode.text());
            mode(Mode.AUTO, moment);
        }
        persons =
                persons.filter(each -> each.ends().filter(e -> moment.tick() - e >= 0).isEmpty())
                        .filter(
                                each ->
                                        each.ends().isPresent()
                                                || each.planned() == planned(moment));
        thermostat.ifPresent(each -> each.person(persons.map(PersonsSetpoint::value)));
        observations.look(moment);
        verdict = judge(moment);
        return wishes();
    }

    private Verdict judge(Moment moment) {
        Decision decision = decider.decide(moment, observations);
        if (decision instanceof Wants wants
                && wants.any()
                && last.filter(Wants::any).isEmpty()
                && settings.onlyIf().isPresent()) {
            decision = gated(wants);
        }
        if (decision instanceof Wants wants) {
            fault.ifPresent(any -> Logger.info("rule {}: sees again", settings.name()));
            fault = Optional.empty();
            last = Optional.of(wants);
            boolean pressed = settings.behaviour() instanceof Behaviour.Press && wants.on();
            return new Verdict(last, pressed ? Cause.PRESS : Cause.RULE, wants.why());
        }
        String why = ((Unknown) decision).why();
        if (observations.isEarly()) {
            return new Verdict(Optional.empty(), Cause.RULE, why);
        }
        if (fault.isEmpty()) {
            Logger.warn("rule {}: {}", settings.name(), why);
        }
        fault = Optional.of(new Fault(why, fault.map(Fault::since).orElse(moment.tick())));
        return new Verdict(Optional.of(blind(moment)), Cause.ON_FAULT, why);
    }

    private Decision gated(Wants wants) {
        var onlyIf = settings.onlyIf().orElseThrow();
        double holds = observations.condition(onlyIf);
        String text = onlyIf.expression().text();
        if (holds > 0) {
            return wants;
        }
        decider.dropped();
        return holds == 0
                ? new Wants(false, "only-if does not hold: " + text)
                : new Unknown("only-if is unknown: " + text);
    }

    /** What it wants without seeing. */
    private Wants blind(Moment moment) {
        OnFault.State state = settings.onFault().state();
        String why = fault.map(Fault::text).orElse("");
        boolean canHeat =
                !(settings.behaviour() instanceof Thermostat governed)
                        || governed.heat().isPresent();
        if (state instanceof OnFault.Keep) {
            return last.map(before -> new Wants(before.on(), before.cool(), why))
                    .orElse(new Wants(false, why));
        }
        boolean on;
        if (state instanceof OnFault.Duty duty) {
            long since = moment.tick() - fault.map(Fault::since).orElse(moment.tick());
            on = since % duty.period().toNanos() < duty.on().toNanos();
        } else {
            on = ((OnFault.Level) state).on();
        }
        return new Wants(on && canHeat, on && !canHeat, why);
    }

    private Map<String, Wish> wishes() {
        Optional<String> guard = thermostat.flatMap(each -> each.guard(observations));
        return new RuleWishes(settings, mode)
                .all(guard, verdict.wants(), verdict.cause(), verdict.why());
    }

    /** Why it wants what it wants, or does not, for people. */
    String why() {
        return verdict.why();
    }
}
