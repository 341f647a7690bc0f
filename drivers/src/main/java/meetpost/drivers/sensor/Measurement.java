package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

/** One value, in the unit of its quantity. Never NaN: a driver that has no value throws. */
public record Measurement(Quantity quantity, double value) {

    public Measurement {
        requireNonNull(quantity, "quantity");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(quantity + " is not finite: " + value);
        }
    }
}
