package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

/**
 * One value of a device of the kernel.
 *
 * @param name in the names of its files: {@code temp1}, {@code voltage0}
 */
public record KernelChannel(String name, Type type) {

    public KernelChannel {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    /** What it measures. */
    public Quantity quantity() {
        return type.quantity();
    }

    /**
     * What channels of one kind have in common. Its bounds are what no part can measure.
     *
     * @param factor from the kernel's unit to the quantity's
     * @param low the least that is believed, in the quantity's unit
     * @param high the most
     */
    public record Type(Quantity quantity, double factor, double low, double high) {

        public Type {
            requireNonNull(quantity, "quantity");
        }
    }
}
