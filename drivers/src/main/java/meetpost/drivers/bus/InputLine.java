package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

/**
 * An input line as it is asked of the kernel.
 *
 * @param name what holds the line, as {@code gpioinfo} shows it
 * @param gpio the number within the header's chip, 0 to 53
 */
public record InputLine(String name, int gpio, Pull pull) {

    public InputLine {
        requireNonNull(name, "name");
        requireNonNull(pull, "pull");
        if (gpio < 0 || gpio > 53) {
            throw new IllegalArgumentException("GPIO " + gpio + " is not within 0 to 53");
        }
    }
}
