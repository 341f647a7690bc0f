package meetpost.drivers.pi4j;

/**
 * Whether the kernel's buffer of edges was full. By the first version of the line interface, which
 * libgpiod 1 speaks, the kernel keeps {@value #EVENTS} edges of a line, drops those that come when
 * it is full, and numbers none: only times tell. The buffer was full from the time of an edge until
 * the edge that came {@value #BEFORE} before it was taken.
 *
 * <p>Source: {@code include/uapi/linux/gpio.h} ({@code struct gpioevent_data}) and {@code
 * drivers/gpio/gpiolib-cdev.c} ({@code DECLARE_KFIFO(events, struct gpioevent_data, 16)}) of Linux
 * 6.1. Times are of CLOCK_MONOTONIC since Linux 5.7. For one thread.
 */
final class EventBufferFill {

    private static final int EVENTS = 16;
    private static final int BEFORE = EVENTS - 1;

    /** When the last ones were taken; the oldest is overwritten next. */
    private final long[] taken = new long[BEFORE];

    private int at;
    private int known;

    /**
     * An edge is taken from the buffer.
     *
     * @param edge when it was there
     * @param now of the same clock
     * @return whether there was no place behind it when it came
     */
    boolean taken(long edge, long now) {
        boolean full = known == BEFORE && edge - taken[at] <= 0;
        taken[at] = now;
        at = (at + 1) % BEFORE;
        known = Math.min(BEFORE, known + 1);
        return full;
    }
}
