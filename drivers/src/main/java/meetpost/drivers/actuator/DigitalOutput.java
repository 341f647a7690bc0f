package meetpost.drivers.actuator;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import meetpost.drivers.bus.OutputPin;

/** Something that is on or off by the level of one line. Safe for use by several threads. */
public final class DigitalOutput {

    private final OutputPin pin;
    private final boolean activeHigh;

    /**
     * Changes nothing on the line: its start level is part of the request that made {@code pin}.
     *
     * @param activeHigh whether a high level is on
     */
    public DigitalOutput(OutputPin pin, boolean activeHigh) {
        this.pin = requireNonNull(pin, "pin");
        this.activeHigh = activeHigh;
    }

    /** Switches it, at once. */
    public void apply(boolean on) throws IOException {
        pin.drive(on == activeHigh);
    }

    /** Whether it is on, by the level that the line has now. */
    public boolean on() throws IOException {
        return pin.high() == activeHigh;
    }
}
