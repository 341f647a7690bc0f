package meetpost.drivers.bus;

/**
 * Of a filesystem, in bytes.
 *
 * @param total at least 1
 * @param free that a program without rights may still write
 */
public record Space(long total, long free) {

    public Space {
        if (total < 1 || free < 0 || free > total) {
            throw new IllegalArgumentException(free + " of " + total + " bytes are free");
        }
    }
}
