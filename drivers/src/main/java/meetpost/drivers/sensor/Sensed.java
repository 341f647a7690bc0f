package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came of asking a sensor once: each quantity of its {@link Part} is measured or has failed.
 *
 * @param measurements in the order of the part; never empty: a sensor that has none throws
 * @param failures of the other quantities, in the order of the part
 */
public record Sensed(List<Measurement> measurements, List<Failure> failures) {

    public Sensed {
        measurements = List.copyOf(measurements);
        failures = List.copyOf(failures);
        if (measurements.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Quantity> all = quantities(measurements, failures);
        if (all.stream().distinct().count() < all.size()) {
            throw new IllegalArgumentException("a quantity is there twice: " + all);
        }
    }

    /** Every quantity was measured. */
    public static Sensed all(Measurement... measurements) {
        return new Sensed(List.of(measurements), List.of());
    }

    /** Those that were measured, then those that have failed. */
    public List<Quantity> quantities() {
        return quantities(measurements, failures);
    }

    private static List<Quantity> quantities(
            List<Measurement> measurements, List<Failure> failures) {
        return Stream.concat(
                        measurements.stream().map(Measurement::quantity),
                        failures.stream().map(Failure::quantity))
                .toList();
    }

    /** Why one quantity was not measured while others were. */
    public record Failure(Quantity quantity, SensorException.Kind kind, String message) {

        public Failure {
            requireNonNull(quantity, "quantity");
            requireNonNull(kind, "kind");
            requireNonNull(message, "message");
        }
    }
}
