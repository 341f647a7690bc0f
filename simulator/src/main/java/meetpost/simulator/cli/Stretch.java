package meetpost.simulator.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import meetpost.simulator.time.Progress;

/** Says once where a machine is too slow for the speed that was asked for. One thread. */
final class Stretch {

    /** Of real time; how long a machine is watched, which is slower while Java warms up. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    /** The part of real time from which on it is worth a line. */
    private static final double MUCH = 0.1;

    private final double speed;
    private final Consumer<String> log;
    private Progress begun = new Progress(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    private boolean said;

    /** For that speed, to that log. */
    Stretch(double speed, Consumer<String> log) {
        this.speed = speed;
        this.log = requireNonNull(log, "log");
    }

    /** So far it came. */
    void look(Progress now) {
        if (now.real().minus(begun.real()).compareTo(WINDOW) >= 0) {
            say(now);
            begun = now;
        }
    }

    /** So far it came in all. */
    void end(Progress now) {
        say(now);
    }

    private void say(Progress now) {
        double real = now.real().minus(begun.real()).toNanos();
        double stretched = now.stretched().minus(begun.stretched()).toNanos();
        if (!said && real > 0 && stretched > MUCH * real) {
            said = true;
            double factor = now.simulated().minus(begun.simulated()).toNanos() / real;
            log.accept(
                    String.format(
                            Locale.ROOT,
                            "simulated time is stretched: this machine is not fast enough for"
                                    + " --speed %.0f, %.0f times as fast as life is what it"
                                    + " reaches; nothing is left out",
                            speed,
                            factor));
        }
    }
}
