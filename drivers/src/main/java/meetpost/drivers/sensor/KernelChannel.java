package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

/**
 * One value of a device of the kernel.
 *
 * @param name in the names of its files: {@code temp1}, {@code voltage0}
 */
public record KernelChannel(String name, ChannelType type) {

    public KernelChannel {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    /** What it measures. */
    public Quantity quantity() {
        return type.quantity();
    }
}
