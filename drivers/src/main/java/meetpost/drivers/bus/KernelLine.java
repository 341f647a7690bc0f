package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

/**
 * A line of the header that a driver of the kernel has.
 *
 * @param gpio its number on the header, 0 to 27
 */
public record KernelLine(Kernel kernel, int gpio) {

    public KernelLine {
        requireNonNull(kernel, "kernel");
    }
}
