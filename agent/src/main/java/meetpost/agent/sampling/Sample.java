package meetpost.agent.sampling;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/** What came of asking a sensor once. */
public sealed interface Sample {

    /** The sensor's name in settings. */
    String sensor();

    /** When it was asked, by the calendar. */
    Instant time();

    /**
     * A right answer.
     *
     * @param seq counts this sensor's readings from 1 since the program started
     * @param measurements of the part's quantities that were measured, in its order; never empty
     * @param timeKnown false where the calendar was not set when it was asked, and nobody can tell
     *     any more what time it was
     * @param session the start of the program since which {@code seq} counts, as {@code info} has
     *     it; empty where that is not known: of readings that were kept by version 0.1.0
     */
    record Reading(
            String sensor,
            Instant time,
            long seq,
            List<Measurement> measurements,
            boolean timeKnown,
            String session)
            implements Sample {

        /** As the sampler gives it: what time it is, and who asks, is not its business. */
        public Reading(String sensor, Instant time, long seq, List<Measurement> measurements) {
            this(sensor, time, seq, measurements, true, "");
        }

        public Reading {
            requireNonNull(sensor, "sensor");
            requireNonNull(time, "time");
            requireNonNull(session, "session");
            measurements = List.copyOf(measurements);
            if (measurements.isEmpty()) {
                throw new IllegalArgumentException(sensor + ": a reading without a measurement");
            }
        }
    }

    /**
     * An answer that is right but for some quantities.
     *
     * @param reading the others
     * @param failed never empty
     */
    record Partial(Reading reading, List<Failed> failed) implements Sample {

        public Partial {
            requireNonNull(reading, "reading");
            failed = List.copyOf(failed);
            if (failed.isEmpty()) {
                throw new IllegalArgumentException(reading.sensor() + ": nothing has failed");
            }
        }

        @Override
        public String sensor() {
            return reading.sensor();
        }

        @Override
        public Instant time() {
            return reading.time();
        }
    }

    /**
     * A quantity that has no right value while others of the same sensor have.
     *
     * @param message names the value and the expectation
     */
    record Failed(Quantity quantity, FaultKind kind, String message) {

        public Failed {
            requireNonNull(quantity, "quantity");
            requireNonNull(kind, "kind");
            requireNonNull(message, "message");
        }
    }

    /**
     * No answer, or not a right one.
     *
     * @param message names the thing, the value and the expectation
     */
    record Fault(String sensor, Instant time, FaultKind kind, String message) implements Sample {

        public Fault {
            requireNonNull(sensor, "sensor");
            requireNonNull(time, "time");
            requireNonNull(kind, "kind");
            requireNonNull(message, "message");
        }
    }
}
