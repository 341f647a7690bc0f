package meetpost.agent.run;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import meetpost.agent.command.CommandDesk;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.sampling.Sampler;
import meetpost.agent.time.Ticks;

/**
 * The signs of life of the threads that everything hangs on. A sensor's thread is not among them: a
 * bus that hangs is a fault of its sensors, and no reason to start the rest anew.
 */
record LivenessCheck(List<Vital> all) {

    LivenessCheck {
        all = List.copyOf(all);
    }

    /** How long a thread may be silent. The link's sleeps through the back-off, 30 s at most. */
    record Patience(Duration turn, Duration link) {

        static final Patience USUAL = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(60));
    }

    static LivenessCheck of(
            Sampler sampler, CommandDesk commands, AgentLink link, Patience patience) {
        return new LivenessCheck(
                List.of(
                        new Vital("sampler", sampler::turned, patience.turn()),
                        new Vital("command desk", commands::lastTurn, patience.turn()),
                        new Vital("link", link::turned, patience.link())));
    }

    /**
     * One thread.
     *
     * @param last the real tick of its last sign of life, also where the board is simulated
     * @param deadline silence for longer means that it hangs
     */
    record Vital(String name, LongSupplier last, Duration deadline) {

        Vital {
            requireNonNull(name, "name");
            requireNonNull(last, "last");
            requireNonNull(deadline, "deadline");
        }

        private Duration silence() {
            return Duration.ofNanos(Ticks.REAL.now() - last.getAsLong());
        }

        private Optional<String> problem() {
            Duration silence = silence();
            return silence.compareTo(deadline) <= 0
                    ? Optional.empty()
                    : Optional.of(
                            "the %s hangs: no sign of life for %s s, expected one within %s s"
                                    .formatted(name, silence.toSeconds(), deadline.toSeconds()));
        }
    }

    /** What hangs, in words; empty if nothing does. */
    Optional<String> problem() {
        return all.stream().map(Vital::problem).flatMap(Optional::stream).findFirst();
    }

    /** How long ago each gave its last sign of life, by name. */
    Map<String, Duration> silences() {
        return all.stream().collect(toUnmodifiableMap(Vital::name, Vital::silence));
    }
}
