package meetpost.simulator.chip;

import java.time.Duration;
import java.util.Optional;

/**
 * Silicon Labs Si7021 humidity and temperature sensor, by the commands of its datasheet,
 * "Si7021-A20", revision 1.2. The heater is not modelled.
 */
public final class Si7021Chip extends Sht21Commands {

    /** Table 1, maxima, and table 12. */
    public Si7021Chip() {
        super(Duration.ofNanos(10_800_000), Duration.ofNanos(22_800_000), 0x3A);
    }

    /** Section 5.4: the second half of the serial number begins with 0x15. */
    @Override
    Optional<byte[]> identified(byte[] command) {
        if (command.length != 2 || (command[0] & 0xFF) != 0xFC || (command[1] & 0xFF) != 0xC9) {
            return Optional.empty();
        }
        byte first = (byte) checksum(0x15FF);
        return Optional.of(new byte[] {0x15, (byte) 0xFF, first, (byte) 0xB5, 0x1E, 0});
    }
}
