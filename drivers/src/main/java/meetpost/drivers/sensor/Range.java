package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;

/**
 * What a part can measure of one quantity, in the quantity's unit. Not a number is outside of it.
 *
 * @param lowest the smallest value that is believed
 * @param highest the largest one
 */
record Range(Quantity quantity, double lowest, double highest) {

    Range {
        requireNonNull(quantity, "quantity");
    }

    private boolean contains(double value) {
        return value >= lowest && value <= highest;
    }

    /**
     * The value itself.
     *
     * @throws SensorException if {@code part} cannot have measured it
     */
    double checked(String part, double value) throws SensorException {
        if (!contains(value)) {
            throw refusal(part, value);
        }
        return value;
    }

    private SensorException refusal(String part, double value) {
        return new SensorException(
                CORRUPT,
                "%s gives a %s of %s %s, expected %s to %s"
                        .formatted(
                                part, quantity.english(), value, quantity.unit(), lowest, highest));
    }
}
