package meetpost.simulator.chip;

import java.time.Duration;
import java.util.Optional;

/**
 * Silicon Labs Si7021 humidity and temperature sensor, by the commands of its datasheet,
 * "Si7021-A20", revision 1.1. The heater is not modelled.
 */
public final class Si7021Chip extends Sht21Commands {

    /** Table 2, maxima; "User register 1", reset settings. */
    public Si7021Chip() {
        super(Duration.ofNanos(10_800_000), Duration.ofNanos(22_800_000), 0x3A, 0);
    }

    /** "Electronic serial number": its second half begins with 0x15. */
    @Override
    Optional<byte[]> identified(byte[] command) {
        if (command.length != 2 || (command[0] & 0xFF) != 0xFC || (command[1] & 0xFF) != 0xC9) {
            return Optional.empty();
        }
        // The second checksum goes on from the first.
        return Optional.of(new byte[] {0x15, -1, (byte) 0xB5, -1, -1, (byte) 0xCB});
    }
}
