package meetpost.journal;

/**
 * What was found.
 *
 * @param records whole ones, all of them given
 * @param damaged records that are lost because bytes changed: exactly, but for what is at the end
 *     of a file or was written until the end of November 2026, where it is one at least
 * @param lostBytes in them
 * @param tornBytes of a last record that was not written to its end, as {@code kill -9} or a power
 *     cut leaves it
 */
public record Recovery(long records, long damaged, long lostBytes, long tornBytes) {

    /** Nothing. */
    public static final Recovery NONE = new Recovery(0, 0, 0, 0);

    /** Whether everything that was written could be read. */
    public boolean whole() {
        return damaged == 0 && tornBytes == 0;
    }

    /** Both together. */
    public Recovery and(Recovery other) {
        return new Recovery(
                records + other.records,
                damaged + other.damaged,
                lostBytes + other.lostBytes,
                tornBytes + other.tornBytes);
    }
}
