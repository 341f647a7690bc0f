package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * One input of an analog-to-digital converter, as it is wanted.
 *
 * @param quantity what its voltage is called; its unit is V
 * @param positive the pin that is measured, from 0
 * @param negative the pin that it is measured against; empty: ground
 * @param range volts, in both directions, that the converter spreads its codes over
 */
public record AnalogInput(Quantity quantity, int positive, OptionalInt negative, double range) {

    public AnalogInput {
        requireNonNull(quantity, "quantity");
        requireNonNull(negative, "negative");
        if (!quantity.unit().equals("V")) {
            throw new IllegalArgumentException(quantity + " is not a voltage");
        }
    }

    /** Pins 0 to 3 against ground, over that range, as {@code ain0} to {@code ain3}. */
    static List<AnalogInput> fourAgainstGround(double range) {
        return List.of(
                againstGround(0, range),
                againstGround(1, range),
                againstGround(2, range),
                againstGround(3, range));
    }

    private static AnalogInput againstGround(int pin, double range) {
        return new AnalogInput(
                Quantity.named("ain" + pin, "V", 3), pin, OptionalInt.empty(), range);
    }
}
