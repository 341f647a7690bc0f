package meetpost.agent.history;

/**
 * What the calendar said of the monotonic clock: where it says another thing later in the same
 * boot, it was wrong before.
 *
 * @param boot which start of the board, or of a simulation
 * @param offset in milliseconds: time since 1970 minus ticks
 */
record ClockOffset(int boot, long offset) {

    /** A difference below this is the time it takes to read two clocks. */
    private static final long SMALLEST_STEP = 1_000;

    /** What a time by this calendar is to be put forward by, as the later one knows. */
    long shiftTo(ClockOffset later) {
        long step = later.offset - offset;
        return later.boot != boot || Math.abs(step) < SMALLEST_STEP ? 0 : step;
    }
}
