package meetpost.agent.sampling;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import meetpost.drivers.sensor.Measurement;

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
     * @param measurements one for each quantity of the part, in its order; never empty
     * @param timeKnown false where the calendar was not set when it was asked, and nobody can tell
     *     any more what time it was
     */
    record Reading(
            String sensor,
            Instant time,
            long seq,
            List<Measurement> measurements,
            boolean timeKnown)
            implements Sample {

        /** As the sampler gives it: what time it is is not its business. */
        public Reading(String sensor, Instant time, long seq, List<Measurement> measurements) {
            this(sensor, time, seq, measurements, true);
        }

        public Reading {
            requireNonNull(sensor, "sensor");
            requireNonNull(time, "time");
            measurements = List.copyOf(measurements);
            if (measurements.isEmpty()) {
                throw new IllegalArgumentException(sensor + ": a reading without a measurement");
            }
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
