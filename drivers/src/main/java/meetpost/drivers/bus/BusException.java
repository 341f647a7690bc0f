package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** The transfer failed before a device could say anything wrong or right. */
public final class BusException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What a caller can act on, whatever the bus. */
    public enum Kind {
        /** Nothing acknowledged: not wired, not powered, another address. */
        NO_ANSWER,
        /** The operating system does not let us use the bus. */
        PERMISSION,
        /** The bus itself failed: switched off, stuck, held by the kernel, busy for too long. */
        BUS
    }

    private final Kind kind;

    public BusException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
    }

    public BusException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    public Kind kind() {
        return kind;
    }
}
