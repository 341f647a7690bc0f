package meetpost.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import meetpost.agent.time.Ticks;

/**
 * The signs of life of the threads that everything hangs on. A sensor's thread is not among them: a
 * bus that hangs is a fault of its sensors, and no reason to start the rest anew.
 */
record Vitals(List<Vital> all) {

    Vitals {
        all = List.copyOf(all);
    }

    /**
     * One thread.
     *
     * @param ticks the clock that its signs of life are on
     * @param last the tick of its last one
     * @param deadline silence for longer means that it hangs
     */
    record Vital(String name, Ticks ticks, LongSupplier last, Duration deadline) {

        Vital {
            requireNonNull(name, "name");
            requireNonNull(ticks, "ticks");
            requireNonNull(last, "last");
            requireNonNull(deadline, "deadline");
        }

        private Optional<String> trouble() {
            var silence = Duration.ofNanos(ticks.now() - last.getAsLong());
            return silence.compareTo(deadline) <= 0
                    ? Optional.empty()
                    : Optional.of(
                            "the %s hangs: no sign of life for %d s, expected one within %d s"
                                    .formatted(name, silence.toSeconds(), deadline.toSeconds()));
        }
    }

    /** What hangs, in words; empty if nothing does. */
    Optional<String> trouble() {
        return all.stream().map(Vital::trouble).flatMap(Optional::stream).findFirst();
    }
}
