package meetpost.agent.output;

import static meetpost.agent.output.Outcome.Obstacle.INTERLOCK;
import static meetpost.agent.output.Outcome.Obstacle.MIN_OFF;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.DurationText;
import meetpost.agent.time.Ticks;

/**
 * What forbids an output to be on: interlocks and too short an off-time.
 *
 * <p>An interlock holds in both directions, whichever of the two names the other; the longer dead
 * time of those that name the other counts. An output that may be on, because nobody can tell, is
 * on.
 */
final class Obstacles {

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
    Optional<Hindrance> toSwitchOn(Output output) {
        boolean isOn = output.shouldBeOn() && !output.isForced();
        return interlock(output, Output::mayBeOn)
                .or(() -> isOn ? Optional.empty() : minOff(output));
    }

    /** What forbids that the output, which somebody else keeps off, is driven on again. */
    Optional<Hindrance> toDriveAgain(Output output) {
        return interlock(output, Output::mayBeOn).or(() -> minOff(output));
    }

    /** What forbids that the output starts on, next to those that have started. */
    Optional<Hindrance> toStart(Output output) {
        return interlock(output, Output::shouldBeOn).or(() -> minOff(output));
    }

    /** What forbids that the output is driven on, by what the lines read: no {@code min-off}. */
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
        String was = mate.off().known() ? " was on" : " may have been on";
        return mate.off()
                .left(deadTime, now)
                .map(
                        left ->
                                new Hindrance(
                                        INTERLOCK,
                                        mate.name() + was + wait(left),
                                        Optional.of(left)));
    }

    private Optional<Hindrance> minOff(Output output) {
        String was = output.off().known() ? "it was on" : "it may have been on";
        return output.rules()
                .minOff()
                .flatMap(min -> output.off().left(min, ticks.now()))
                .map(left -> new Hindrance(MIN_OFF, was + wait(left), Optional.of(left)));
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
