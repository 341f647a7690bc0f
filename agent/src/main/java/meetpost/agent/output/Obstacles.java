package meetpost.agent.output;

import static meetpost.agent.output.Outcome.Obstacle.INTERLOCK;
import static meetpost.agent.output.Outcome.Obstacle.MIN_OFF;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import meetpost.agent.output.Outcome.Refused;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.DurationText;

/**
 * What forbids an output to be on: interlocks and too short an off-time.
 *
 * <p>An interlock holds in both directions, whichever of the two names the other; the longer dead
 * time of those that name the other counts. An output that may be on, because nobody can tell, is
 * on.
 */
final class Obstacles {

    private final Map<String, Output> outputs;
    private final Map<String, Map<String, Duration>> deadTimes = new HashMap<>();

    Obstacles(Map<String, Output> outputs, List<ActuatorSettings> settings) {
        this.outputs = Map.copyOf(outputs);
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

    /** What forbids that the output is switched on now. */
    Optional<Refused> toSwitchOn(Output output) {
        return interlock(output, Output::mayBeOn).or(() -> minOff(output));
    }

    /** What forbids that the output is on together with those that are meant to be on. */
    Optional<Refused> toBeOn(Output output) {
        return interlock(output, Output::shouldBeOn);
    }

    private Optional<Refused> interlock(Output output, Predicate<Output> isOn) {
        return deadTimes.getOrDefault(output.name(), Map.of()).entrySet().stream()
                .map(mate -> interlock(mate.getKey(), mate.getValue(), isOn))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Refused> interlock(String name, Duration deadTime, Predicate<Output> isOn) {
        Output mate = outputs.get(name);
        if (mate == null) {
            throw new IllegalArgumentException("an interlock names an unknown output: " + name);
        }
        if (isOn.test(mate)) {
            return Optional.of(new Refused(INTERLOCK, name + " is on"));
        }
        return left(deadTime, mate)
                .map(left -> new Refused(INTERLOCK, name + " was on: wait another " + left));
    }

    private static Optional<Refused> minOff(Output output) {
        if (output.shouldBeOn()) {
            return Optional.empty();
        }
        return output.rules()
                .minOff()
                .flatMap(min -> left(min, output))
                .map(left -> new Refused(MIN_OFF, "it was on: wait another " + left));
    }

    /** How much of {@code least} the output has still to be off; empty if it was for so long. */
    private static Optional<String> left(Duration least, Output output) {
        return output.offFor()
                .map(least::minus)
                .filter(left -> left.compareTo(Duration.ZERO) > 0)
                .map(DurationText::of);
    }
}
