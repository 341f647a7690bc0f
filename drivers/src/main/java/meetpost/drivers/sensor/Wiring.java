package meetpost.drivers.sensor;

import java.io.IOException;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.KernelDevice;
import meetpost.drivers.bus.KernelFile;
import meetpost.drivers.bus.KernelLine;
import meetpost.drivers.bus.OneWireDevice;
import meetpost.drivers.bus.Pause;
import meetpost.drivers.bus.Programs;

/**
 * Where one part is wired, as its driver sees it. A driver asks for what its {@link Part} names.
 */
public interface Wiring {

    /** The configured address on the configured bus. */
    I2cDevice i2c() throws IOException;

    /** The configured ROM, or the only one of the part's family. */
    OneWireDevice oneWire() throws IOException;

    /** The file in which the kernel shows this part. */
    KernelFile kernelFile();

    /** The configured device of the kernel. */
    KernelDevice kernelDevice();

    /** The configured line of the header, which the kernel has. */
    KernelLine kernelLine();

    /** Programs that measure something. */
    default Programs programs() {
        return Programs.NONE;
    }

    Pause pause();
}
