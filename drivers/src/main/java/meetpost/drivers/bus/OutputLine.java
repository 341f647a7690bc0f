package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

/**
 * An output line as it is asked of the kernel.
 *
 * @param name what holds the line, as {@code gpioinfo} shows it
 * @param gpio the number within the header's chip, 0 to 53
 * @param startHigh the level that is part of the request, so that there is no glitch
 */
public record OutputLine(String name, int gpio, boolean startHigh) {

    public OutputLine {
        requireNonNull(name, "name");
        if (gpio < 0 || gpio > 53) {
            throw new IllegalArgumentException("GPIO " + gpio + " is not within 0 to 53");
        }
    }
}
