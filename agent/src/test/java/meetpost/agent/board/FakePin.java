package meetpost.agent.board;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.OutputPin;

/** An output line in memory that can be made to fail. */
public final class FakePin implements OutputPin {

    private final List<Boolean> levels = new ArrayList<>();
    private boolean high;
    private boolean broken;
    private boolean stuck;
    private boolean unreadable;
    private boolean rude;

    FakePin(boolean high) {
        this.high = high;
        levels.add(high);
    }

    @Override
    public synchronized void drive(boolean level) throws IOException {
        if (rude) {
            throw new IllegalStateException("a library's own");
        }
        if (broken) {
            throw new IOException("Input/output error");
        }
        if (!stuck) {
            high = level;
            levels.add(level);
        }
    }

    @Override
    public synchronized boolean high() throws IOException {
        if (unreadable) {
            throw new IOException("No such device");
        }
        return high;
    }

    /** Every level that the line has had, from the request on. */
    public synchronized List<Boolean> levels() {
        return List.copyOf(levels);
    }

    /** The level, whatever our side can read. */
    public synchronized boolean level() {
        return high;
    }

    /** From now on driving fails, or works again. */
    public synchronized void broken(boolean now) {
        broken = now;
    }

    /** From now on driving changes nothing, or works again. */
    public synchronized void stuck(boolean now) {
        stuck = now;
    }

    /** From now on reading back fails, or works again. */
    public synchronized void unreadable(boolean now) {
        unreadable = now;
    }

    /** From now on driving throws unchecked, or works again. */
    public synchronized void rude(boolean now) {
        rude = now;
    }

    /** Somebody else changes the level. */
    public synchronized void force(boolean level) {
        high = level;
    }
}
