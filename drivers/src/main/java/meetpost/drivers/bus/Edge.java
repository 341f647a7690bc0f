package meetpost.drivers.bus;

/**
 * A change of level on a line, as the kernel saw it.
 *
 * @param tick nanoseconds of the monotonic clock; compare by difference only
 * @param high the level after it
 * @param crowded whether the kernel had no place for one more when it was there: edges right after
 *     it may be lost
 */
public record Edge(long tick, boolean high, boolean crowded) {}
