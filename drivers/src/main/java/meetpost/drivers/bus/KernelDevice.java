package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A device that the kernel has a driver for, and what of it is asked for.
 *
 * @param name what the kernel calls it, {@code mcp3008}, or where it is wired: {@code spi0.0}
 * @param channels as the kernel names them: {@code voltage0}; never empty
 */
public record KernelDevice(Kernel kernel, String name, List<String> channels) {

    public KernelDevice {
        requireNonNull(kernel, "kernel");
        requireNonNull(name, "name");
        channels = List.copyOf(channels);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("no channel of " + name + " is asked for");
        }
    }
}
