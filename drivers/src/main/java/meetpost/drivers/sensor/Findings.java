package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.sensor.Sensed.Failure;

/** What came of asking a part once, quantity by quantity, in the order of the part. */
final class Findings {

    private final String part;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private Optional<SensorException> first = Optional.empty();

    /** For a part that messages call like that: {@code SHT3x}. */
    Findings(String part) {
        this.part = requireNonNull(part, "part");
    }

    /** One quantity: what {@code value} gives, or else its failure and no other quantity's. */
    void add(Range range, Value value) {
        try {
            double found = value.found();
            measurements.add(new Measurement(range.quantity(), range.checked(part, found)));
        } catch (SensorException e) {
            first = first.or(() -> Optional.of(e));
            failures.add(new Failure(range.quantity(), e.kind(), String.valueOf(e.getMessage())));
        }
    }

    /**
     * All of it.
     *
     * @throws SensorException the first failure, where no quantity was measured
     */
    Sensed sensed() throws SensorException {
        if (measurements.isEmpty() && first.isPresent()) {
            throw first.get();
        }
        return new Sensed(measurements, failures);
    }

    /** Makes a value of what was read. */
    @FunctionalInterface
    interface Value {

        /** In the unit of its quantity. */
        double found() throws SensorException;
    }
}
