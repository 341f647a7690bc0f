package meetpost.journal;

/**
 * What was found.
 *
 * @param records whole ones, all of them given
 * @param damaged records that were left out because a checksum did not hold
 * @param lostBytes in damaged records, and behind the point where a file could not be followed
 */
public record Recovery(long records, long damaged, long lostBytes) {

    /** Whether everything that was written could be read. */
    public boolean whole() {
        return damaged == 0 && lostBytes == 0;
    }
}
