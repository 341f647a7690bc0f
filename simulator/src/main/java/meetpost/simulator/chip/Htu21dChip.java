package meetpost.simulator.chip;

import java.time.Duration;
import java.util.Optional;

/**
 * Measurement Specialties HTU21D humidity and temperature sensor, by the commands of its datasheet,
 * HPC199_3. The commands by which real ones tell a serial number are not in it.
 */
public final class Htu21dChip extends Sht21Commands {

    /** Measuring times, maxima; "User register", default; the heater bit outlasts a reset. */
    public Htu21dChip() {
        super(Duration.ofMillis(50), Duration.ofMillis(16), 0x02, 0x04);
    }

    @Override
    Optional<byte[]> identified(byte[] command) {
        return Optional.empty();
    }
}
