package meetpost.drivers.bus;

import java.io.IOException;

/** An output line that is held. Safe for use by several threads. */
public interface OutputPin {

    /** Drives the line high or low, at once. */
    void drive(boolean high) throws IOException;

    /** The level now, asked of the kernel: never a remembered one. */
    boolean high() throws IOException;
}
