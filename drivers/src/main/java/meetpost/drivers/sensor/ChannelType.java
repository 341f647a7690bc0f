package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

/**
 * What channels of one type of a device of the kernel have in common. Its bounds are what no part
 * can measure.
 *
 * @param factor from the kernel's unit to the quantity's
 * @param low the least that is believed, in the quantity's unit
 * @param high the most
 */
public record ChannelType(Quantity quantity, double factor, double low, double high) {

    public ChannelType {
        requireNonNull(quantity, "quantity");
    }
}
