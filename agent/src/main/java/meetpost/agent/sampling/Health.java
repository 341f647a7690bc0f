package meetpost.agent.sampling;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import meetpost.drivers.sensor.Quantity;

/** How one sensor is. */
public sealed interface Health {

    /** Its last sample was a reading. */
    record Well() implements Health {}

    /**
     * Its last sample was a reading without some of its quantities.
     *
     * @param fault what is wrong with these
     * @param failed never empty, in the order of the part
     */
    record Partial(Ill fault, List<Quantity> failed) implements Health {

        public Partial {
            requireNonNull(fault, "fault");
            failed = List.copyOf(failed);
        }
    }

    /**
     * Its last sample was a fault.
     *
     * @param since when this row of faults began
     * @param count faults in this row, at least 1
     */
    record Ill(FaultKind kind, String message, Instant since, long count) implements Health {

        public Ill {
            requireNonNull(kind, "kind");
            requireNonNull(message, "message");
            requireNonNull(since, "since");
        }
    }
}
