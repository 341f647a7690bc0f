package meetpost.simulator.bus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import meetpost.drivers.bus.Pull;

/**
 * The lines of the header, 0 to 53, seen from both sides: the program's, which takes and drives
 * them, and the world's, which presses buttons and looks at LEDs. Safe for use by several threads.
 */
public final class SimulatedPins {

    /** The header's chip has as many. */
    private static final int LINES = 54;

    private final Map<Integer, Line> lines = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();

    /** Is told when the level of a line has changed; on the thread that changed it. */
    @FunctionalInterface
    public interface Listener {

        /** The line {@code gpio} is now high, or low. */
        void changed(int gpio, boolean high);
    }

    /** Who holds a line. */
    public enum Use {
        FREE,
        OUTPUT,
        INPUT
    }

    /** From now on {@code listener} is told of every change. */
    public synchronized void listen(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Takes a line as an output, at this level from the first moment on.
     *
     * @throws IOException if it is taken
     */
    public void takeOutput(int gpio, boolean high) throws IOException {
        change(gpio, take(gpio, Use.OUTPUT), line -> line.driven = Optional.of(high));
    }

    /**
     * Takes a line as an input.
     *
     * @throws IOException if it is taken
     */
    public void takeInput(int gpio, Pull pull) throws IOException {
        change(
                gpio,
                take(gpio, Use.INPUT),
                line -> {
                    line.driven = Optional.empty();
                    line.pull = pull;
                });
    }

    /** Gives a line back. An output keeps its level, as kernels of Raspberry Pi OS have it. */
    public synchronized void release(int gpio) {
        line(gpio).use = Use.FREE;
    }

    /** The program drives an output that it holds. */
    public void drive(int gpio, boolean high) {
        Line line = line(gpio);
        if (line.use != Use.OUTPUT) {
            throw new IllegalStateException("GPIO " + gpio + " is not held as an output");
        }
        change(gpio, line, driven -> driven.driven = Optional.of(high));
    }

    /** The world connects a line to 3.3 V or to ground: a button, a door contact, a short. */
    public void connect(int gpio, boolean high) {
        change(gpio, line(gpio), line -> line.outside = Optional.of(high));
    }

    /** The world lets go of a line. */
    public void disconnect(int gpio) {
        change(gpio, line(gpio), line -> line.outside = Optional.empty());
    }

    /** The level on the line. The world is stronger than an output, and an output than a pull. */
    public synchronized boolean high(int gpio) {
        return line(gpio).high();
    }

    /** How often the level on the line has changed so far. */
    public synchronized long changes(int gpio) {
        return line(gpio).changes;
    }

    /** Who holds the line. */
    public synchronized Use use(int gpio) {
        return line(gpio).use;
    }

    private synchronized Line take(int gpio, Use use) throws IOException {
        Line line = line(gpio);
        if (line.use != Use.FREE) {
            throw new IOException("Device or resource busy");
        }
        line.use = use;
        return line;
    }

    private void change(int gpio, Line line, Consumer<Line> change) {
        boolean high;
        List<Listener> toTell;
        synchronized (this) {
            boolean before = line.high();
            change.accept(line);
            high = line.high();
            line.changes += before == high ? 0 : 1;
            toTell = before == high ? List.of() : List.copyOf(listeners);
        }
        // Not under the lock: a listener may ask for other lines.
        toTell.forEach(listener -> listener.changed(gpio, high));
    }

    private synchronized Line line(int gpio) {
        if (gpio < 0 || gpio >= LINES) {
            throw new IllegalArgumentException(
                    "GPIO " + gpio + " is not within 0 to " + (LINES - 1));
        }
        return lines.computeIfAbsent(gpio, number -> new Line());
    }

    /** Guarded by the pins. */
    private static final class Line {

        private Use use = Use.FREE;
        private Pull pull = Pull.NONE;
        private Optional<Boolean> driven = Optional.empty();
        private Optional<Boolean> outside = Optional.empty();
        private long changes;

        private boolean high() {
            return outside.or(() -> driven).orElse(pull == Pull.UP);
        }
    }
}
