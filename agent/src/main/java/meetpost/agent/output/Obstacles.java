package meetpost.agent.output;

import static meetpost.agent.output.Outcome.Obstacle.INTERLOCK;
import static meetpost.agent.output.Outcome.Obstacle.MIN_OFF;
import static meetpost.agent.output.Outcome.Obstacle.MIN_ON;
import static meetpost.agent.output.Outcome.Obstacle.REST;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.DurationText;
import meetpost.agent.time.Ticks;

/**
 * What forbids an output to be on, or to go off: interlocks, too short an off-time and, for rules,
 * too short an on-time.
 *
 * <p>An interlock holds in both directions, whichever of the two names the other; the longer dead
 * time of those that name the other counts. An output that may be on, because nobody can tell, is
 * on.
 */
final class Obstacles {

    /** Of an output that a rule drives and that has no {@code rest}. */
    private static final Duration LEAST_REST = Duration.ofMinutes(1);

    private final Map<String, Output> outputs;
    private final Ticks ticks;
    private final Map<String, Map<String, Duration>> deadTimes = new HashMap<>();

    Obstacles(Map<String, Output> outputs, List<ActuatorSettings> settings, Ticks ticks) {
        this.outputs = Map.copyOf(outputs);
        this.ticks = ticks;
        for (ActuatorSettings one : settings) {
            for (String other : one.interlock()) {
                put(one.name(), other, one.deadTime());
                put(other, one.name(), one.deadTime());
            }
        }
    }

    private void put(String output, String mate, Duration deadTime) {
        deadTimes
                .computeIfAbsent(output, any -> new HashMap<>())
                .merge(mate, deadTime, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /** Those that must not be on together with it. */
    List<Output> mates(Output output) {
        return deadTimes.getOrDefault(output.name(), Map.of()).keySet().stream()
                .map(this::named)
                .toList();
    }

    /** What forbids that the output is switched on now. */
    Optional<Hindrance> toSwitchOn(Output output, Origin origin) {
        boolean isOn = output.shouldBeOn() && !output.isForced();
        return interlock(output, Output::mayBeOn)
                .or(
                        () ->
                                isOn
                                        ? Optional.empty()
                                        : offTime(output).or(() -> ofRule(output, origin)));
    }

    /** What forbids that the output is switched off now; nothing where a person asks. */
    Optional<Hindrance> toSwitchOff(Output output, Origin origin) {
        return output.rules()
                .minOn()
                .filter(any -> origin.isOfRule())
                .flatMap(min -> output.onSince().map(since -> min.minusNanos(ticks.now() - since)))
                .filter(left -> left.compareTo(Duration.ZERO) > 0)
                .map(left -> new Hindrance(MIN_ON, "it was off" + wait(left), Optional.of(left)));
    }

    /** What forbids that the output, which somebody else keeps off, is driven on again. */
    Optional<Hindrance> toDriveAgain(Output output) {
        return interlock(output, Output::mayBeOn).or(() -> offTime(output));
    }

    /** What forbids that the output starts on, next to those that have started. */
    Optional<Hindrance> toStart(Output output) {
        return interlock(output, Output::shouldBeOn).or(() -> offTime(output));
    }

    /** What forbids that the output is driven on, by what the lines read: no off-time. */
    Optional<Hindrance> toDriveOn(Output output) {
        return interlock(output, Output::mayBeOn);
    }

    /** What forbids that the output is on together with those that are meant to be on. */
    Optional<Hindrance> toBeOn(Output output) {
        return interlock(output, Output::shouldBeOn);
    }

    private Optional<Hindrance> interlock(Output output, Predicate<Output> isOn) {
        Map<String, Duration> mates = deadTimes.getOrDefault(output.name(), Map.of());
        Optional<Hindrance> on =
                mates.keySet().stream()
                        .filter(name -> isOn.test(named(name)))
                        .findFirst()
                        .map(name -> new Hindrance(INTERLOCK, name + " is on", Optional.empty()));
        return on.or(
                () ->
                        mates.entrySet().stream()
                                .map(
                                        mate ->
                                                deadTime(
                                                        named(mate.getKey()),
                                                        mate.getValue(),
                                                        ticks.now()))
                                .flatMap(Optional::stream)
                                .max(
                                        (a, b) ->
                                                a.left()
                                                        .orElseThrow()
                                                        .compareTo(b.left().orElseThrow())));
    }

    private static Optional<Hindrance> deadTime(Output mate, Duration deadTime, long now) {
        String was = mate.offTimes().off().known() ? " was on" : " may have been on";
        return mate.offTimes()
                .off()
                .left(deadTime, now)
                .map(
                        left ->
                                new Hindrance(
                                        INTERLOCK,
                                        mate.name() + was + wait(left),
                                        Optional.of(left)));
    }

    /** {@code min-off} and {@code rest}: what is left longer. */
    private Optional<Hindrance> offTime(Output output) {
        return Stream.concat(minOff(output).stream(), rest(output).stream())
                .max(Comparator.comparing(each -> each.left().orElseThrow()));
    }

    private Optional<Hindrance> minOff(Output output) {
        String was = output.offTimes().off().known() ? "it was on" : "it may have been on";
        return output.rules()
                .minOff()
                .flatMap(min -> output.offTimes().off().left(min, ticks.now()))
                .map(left -> new Hindrance(MIN_OFF, was + wait(left), Optional.of(left)));
    }

    private Optional<Hindrance> rest(Output output) {
        return output.rules().rest().flatMap(least -> rest(output, least));
    }

    /** Without it what still wants ON would make a {@code max-on} a blink. */
    private Optional<Hindrance> ofRule(Output output, Origin origin) {
        boolean usual =
                origin.isOfRule()
                        && output.rules().rest().isEmpty()
                        && output.offTimes().exhausted().known();
        Duration minOff = output.rules().minOff().orElse(LEAST_REST);
        Duration least = minOff.compareTo(LEAST_REST) < 0 ? LEAST_REST : minOff;
        return usual ? rest(output, least) : Optional.empty();
    }

    private Optional<Hindrance> rest(Output output, Duration least) {
        String was =
                output.offTimes().exhausted().known()
                        ? "it was on for max-on"
                        : "it may have been on for max-on";
        return output.offTimes()
                .exhausted()
                .left(least, ticks.now())
                .map(left -> new Hindrance(REST, was + wait(left), Optional.of(left)));
    }

    private static String wait(Duration left) {
        return ": wait another " + DurationText.of(left);
    }

    private Output named(String name) {
        Output output = outputs.get(name);
        if (output == null) {
            throw new IllegalArgumentException("an interlock names an unknown output: " + name);
        }
        return output;
    }
}
