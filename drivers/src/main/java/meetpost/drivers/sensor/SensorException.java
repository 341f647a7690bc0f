package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** The device answered, but not with a measurement. */
public final class SensorException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What a caller can act on, whatever the device. */
    public enum Kind {
        /** The chip at this address is not the configured one. Only a hand on the cable helps. */
        WRONG_DEVICE,
        /** A checksum failed. The next reading may well be good. */
        CORRUPT,
        /** No conversion has finished. */
        NOT_READY
    }

    private final Kind kind;

    public SensorException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
    }

    public Kind kind() {
        return kind;
    }
}
