package meetpost.simulator.fleet;

import java.time.Duration;

/**
 * How long things took, to within 2 %, in little memory however many there are. Used by one thread
 * at a time.
 */
final class Latencies {

    /** Each power of two of nanoseconds is divided into so many steps. */
    private static final int STEPS = 64;

    private final long[] counts = new long[64 * STEPS];
    private long count;

    void add(long nanos) {
        counts[bin(Math.max(1, nanos))]++;
        count++;
    }

    long count() {
        return count;
    }

    /** The time within which so much of them were, such as 0.99; zero if there were none. */
    Duration quantile(double part) {
        long rank = (long) Math.ceil(part * count);
        long seen = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            seen += counts[bin];
            if (seen >= rank && seen > 0) {
                return Duration.ofNanos(upper(bin));
            }
        }
        return Duration.ZERO;
    }

    private static int bin(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        long within = power >= 6 ? (nanos >> (power - 6)) - STEPS : (nanos << (6 - power)) - STEPS;
        return power * STEPS + (int) within;
    }

    private static long upper(int bin) {
        int power = bin / STEPS;
        long within = STEPS + bin % STEPS + 1L;
        return power >= 6 ? within << (power - 6) : within >> (6 - power);
    }
}
