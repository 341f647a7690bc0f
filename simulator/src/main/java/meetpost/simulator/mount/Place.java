package meetpost.simulator.mount;

import static java.util.Objects.requireNonNull;

import java.util.List;
import meetpost.drivers.sensor.KernelClass;

/** Where a chip is wired. */
public sealed interface Place {

    /** On I2C. */
    record I2c(int bus, int address) implements Place {}

    /** Part of the board, in that file below {@code /sys}. */
    record OnBoard(String file) implements Place {

        public OnBoard {
            requireNonNull(file, "file");
        }
    }

    /** To a driver of the kernel, which shows these channels. */
    record KernelDevice(KernelClass of, String device, List<String> channels) implements Place {

        public KernelDevice {
            requireNonNull(of, "of");
            requireNonNull(device, "device");
            channels = List.copyOf(channels);
        }
    }

    /** The board itself. */
    record Machine() implements Place {}

    /** On one line of the header. */
    record KernelLine(int gpio) implements Place {}

    /** On 1-wire, {@code 28-0316a2791cff}. */
    record OneWire(String rom) implements Place {

        public OneWire {
            requireNonNull(rom, "rom");
        }
    }
}
