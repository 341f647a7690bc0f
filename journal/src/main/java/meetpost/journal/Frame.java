package meetpost.journal;

/**
 * Where a record lies in its file.
 *
 * @param index how many records lie before it; -1 where its file does not say
 * @param start offset of what leads it
 * @param body offset of its bytes
 * @param length of its bytes; 0 ends a snapshot
 * @param checksum that its bytes must have, {@link FrameFormat}
 */
record Frame(long index, long start, long body, int length, int checksum) {

    /** Whether its file says how many lie before it; and its length is sure then. */
    boolean counted() {
        return index >= 0;
    }

    /** The offset behind it. */
    long end() {
        return body + length;
    }
}
