package meetpost.drivers.input;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import meetpost.drivers.bus.InputPin;

/**
 * Something that is on or off by the level of one line, free of bounce: a level counts once there
 * was no edge for the debounce time. A pulse that is shorter is not seen. Used by one thread.
 */
public final class DigitalInput {

    private final InputPin pin;
    private final boolean activeHigh;
    private final Duration debounce;
    private boolean on;
    private boolean bouncing;

    /**
     * Reads the level that it begins with, which counts at once.
     *
     * @param activeHigh whether a high level is on
     * @param debounce zero: each edge counts
     */
    public DigitalInput(InputPin pin, boolean activeHigh, Duration debounce) throws IOException {
        this.pin = requireNonNull(pin, "pin");
        this.activeHigh = activeHigh;
        this.debounce = requireNonNull(debounce, "debounce");
        this.on = read();
    }

    /** The level that counts: the last one that {@link #awaitChange} gave, else the first. */
    public boolean on() {
        return on;
    }

    /**
     * Blocks until something happens on the line, but no longer than {@code bound} or the debounce
     * time, and says whether there is a new level that counts. Call it again and again.
     */
    public Optional<Boolean> awaitChange(Duration bound) throws IOException, InterruptedException {
        boolean edge = pin.awaitEdge(bouncing ? debounce : bound);
        bouncing = edge && !debounce.isZero();
        if (bouncing) {
            return Optional.empty();
        }
        boolean now = read();
        if (now == on) {
            return Optional.empty();
        }
        on = now;
        return Optional.of(now);
    }

    private boolean read() throws IOException {
        return pin.high() == activeHigh;
    }
}
