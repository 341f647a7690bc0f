package meetpost.simulator.chip;

import static meetpost.drivers.bus.BusException.Kind.BUS;

import meetpost.drivers.bus.BusException;

/**
 * The failures of a transfer as Linux words them: {@code strerror} of the bcm2835 driver's codes.
 */
public enum KernelError {
    /** EREMOTEIO: nobody acknowledged. */
    NO_ANSWER(BusException.Kind.NO_ANSWER, "Remote I/O error"),
    /** EIO: the transfer broke off. */
    BROKEN_OFF(BUS, "Input/output error"),
    /** ETIMEDOUT: a line was held low for too long. */
    TIMED_OUT(BUS, "Connection timed out");

    private final BusException.Kind kind;
    private final String text;

    KernelError(BusException.Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /** As a file operation throws it. */
    public BusException exception() {
        return new BusException(kind, text);
    }

    /** With more than the kernel would say: what the program under test did wrong. */
    public BusException exception(String because) {
        return new BusException(kind, text + ": " + because);
    }
}
