package meetpost.agent.outbox;

import java.util.concurrent.TimeUnit;

/**
 * When something was, as far as a board without a clock battery can know.
 *
 * @param boot which start of the board, or of a simulation: ticks of another one do not compare
 * @param tick on the monotonic clock
 * @param millis what the calendar said, since 1970
 */
record Timestamp(long boot, long tick, long millis) {

    /** A difference below this is the time it takes to read two clocks. */
    private static final long SMALLEST_STEP = 1_000;

    /**
     * By how many milliseconds the calendar was put forward between this moment and a later one of
     * the same boot: 0 if it just ran.
     */
    long stepUntil(Timestamp later) {
        long ran = TimeUnit.NANOSECONDS.toMillis(later.tick - tick);
        long step = later.millis - millis - ran;
        return Math.abs(step) < SMALLEST_STEP ? 0 : step;
    }
}
