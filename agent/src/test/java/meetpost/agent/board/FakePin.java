package meetpost.agent.board;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.OutputPin;

/** An output line in memory that can be made to fail. */
public final class FakePin implements OutputPin {

    private final List<Boolean> levels = new ArrayList<>();
    private boolean high;
    private boolean broken;
    private boolean stuck;
    private boolean unreadable;
    private boolean rude;
    private int drives;
    private Optional<Boolean> held = Optional.empty();
    private boolean hanging;
    private int waiting;

    FakePin(boolean high) {
        this.high = high;
        levels.add(high);
    }

    @Override
    public synchronized void drive(boolean level) throws IOException {
        drives++;
        hang();
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
        return level();
    }

    /** Every level that the line has had, from the request on. */
    public synchronized List<Boolean> levels() {
        return List.copyOf(levels);
    }

    /** The level, whatever our side can read. */
    public synchronized boolean level() {
        return held.orElse(high);
    }

    /** From now on somebody stronger than us keeps it there. */
    public synchronized void hold(boolean level) {
        held = Optional.of(level);
    }

    /** Nobody does any more. */
    public synchronized void letGo() {
        held = Optional.empty();
    }

    /** How often our side has driven it. */
    public synchronized int drives() {
        return drives;
    }

    private void hang() {
        waiting++;
        while (hanging) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        waiting--;
    }

    /** From now on driving does not return, or does again. */
    public synchronized void hanging(boolean now) {
        hanging = now;
        notifyAll();
    }

    /** Whether somebody drives it who does not return. */
    public synchronized boolean isWaitedFor() {
        return waiting > 0;
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
