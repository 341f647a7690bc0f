package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * After five starts in ten minutes that nobody asked to end, outputs stay at {@code at-crash} until
 * one has held for ten: decision 108.
 */
final class Starts {

    private static final long HOLD = Duration.ofMinutes(10).toNanos();
    private static final int MOST = 5;

    /** Those that the disk knows for sure, and those that it may know. */
    private final List<Start> surely = new ArrayList<>();

    private final List<Start> perhaps = new ArrayList<>();
    private int boot;
    private long now;
    private boolean written;
    private boolean held;
    private boolean must;
    private boolean may;

    private record Start(int boot, long at) {}

    /**
     * @param well whether the disk can be read and written
     * @param reboot whether the board was started since the one before
     */
    void begins(long instant, boolean well, boolean reboot) {
        boolean hasHeld = instant - now >= HOLD;
        boolean heldBefore = held && !hasHeld && written && well;
        boot += reboot ? 1 : 0;
        if (!well) {
            surely.clear();
        }
        if (hasHeld) {
            surely.removeIf(start -> start.boot() < boot);
        }
        surely.removeIf(start -> isOver(start, instant));
        perhaps.removeIf(start -> well && isOver(start, instant));
        must = surely.size() >= MOST || heldBefore;
        may = perhaps.size() >= MOST || held;
        now = instant;
        written = well;
        perhaps.add(new Start(boot, instant));
        if (well) {
            surely.add(new Start(boot, instant));
        }
    }

    /** Those of an earlier boot cannot be dated. */
    private boolean isOver(Start start, long instant) {
        return start.boot() == boot && instant - start.at() >= HOLD;
    }

    /**
     * The one that runs has ended.
     *
     * @param asked whether somebody asked it to
     * @param well whether the disk can be told of it
     */
    void ended(boolean asked, boolean well) {
        Start last = new Start(boot, now);
        if (asked) {
            surely.remove(last);
        }
        if (asked && well) {
            perhaps.remove(last);
        }
    }

    /** Whether outputs are kept, as the program says. */
    void heldBack(boolean is) {
        held = is;
    }

    boolean mustHoldBack(long instant) {
        return must && instant - now < HOLD;
    }

    boolean mayHoldBack() {
        return may;
    }

    @Override
    public String toString() {
        return perhaps.size() + " starts, " + surely.size() + " for sure";
    }
}
