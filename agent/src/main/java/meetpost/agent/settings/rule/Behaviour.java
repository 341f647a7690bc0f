package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.rule.Source.Measured;
import meetpost.agent.settings.rule.Source.Switch;

/** What makes a rule want something. */
public sealed interface Behaviour {

    /**
     * Holds a value.
     *
     * @param of the first that is well counts
     * @param heat an output that raises the value
     * @param cool an output that lowers it
     * @param band the whole width, around the setpoint
     * @param low and {@code high}: between these a person may set it
     * @param guard heats below this in every mode but service, and over a person
     * @param noProgress so long it may heat or cool without anything coming of it
     */
    record Thermostat(
            List<Measured> of,
            Optional<String> heat,
            Optional<String> cool,
            Setpoint setpoint,
            double band,
            double low,
            double high,
            Optional<Double> guard,
            Optional<Duration> noProgress)
            implements Behaviour {

        public Thermostat {
            of = List.copyOf(of);
            requireNonNull(heat, "heat");
            requireNonNull(cool, "cool");
            requireNonNull(setpoint, "setpoint");
            requireNonNull(guard, "guard");
            requireNonNull(noProgress, "noProgress");
        }
    }

    /** Times of the day. */
    record Schedule(List<Window> windows, List<Pulse> pulses) implements Behaviour {

        public Schedule {
            windows = List.copyOf(windows);
            pulses = List.copyOf(pulses);
        }
    }

    /**
     * While something is on.
     *
     * @param hold and so long after
     */
    record Follow(Switch leader, Duration hold) implements Behaviour {

        public Follow {
            requireNonNull(leader, "leader");
            requireNonNull(hold, "hold");
        }
    }

    /**
     * When something goes on.
     *
     * @param length on for so long from each press; empty: each press changes what is wanted
     */
    record Press(Switch button, Optional<Duration> length) implements Behaviour {

        public Press {
            requireNonNull(button, "button");
            requireNonNull(length, "length");
        }
    }

    /**
     * While a condition holds.
     *
     * @param until when it ends; empty: when {@code when} does not hold any more
     * @param after so long {@code when} must have held
     */
    record When(Condition when, Optional<Condition> until, Duration after) implements Behaviour {

        public When {
            requireNonNull(when, "when");
            requireNonNull(until, "until");
            requireNonNull(after, "after");
        }
    }
}
