package meetpost.simulator.chip;

import java.io.IOException;
import java.util.List;

/**
 * Texas Instruments ADS1015 analog-to-digital converter, by its registers: those of the ADS1115,
 * with other data rates (section 8.6.3 of the datasheet SBAS473E), and 12 bits (section 8.6.2).
 */
public final class Ads1015Chip implements I2cChip {

    /** DR: conversions a second. */
    private static final List<Integer> RATES = List.of(128, 250, 490, 920, 1600, 2400, 3300, 3300);

    private static final int UNUSED_BITS = 4;

    private final Ads1115Chip registers = new Ads1115Chip(RATES, UNUSED_BITS);

    /** From now on there are so many volts between that pin, 0 to 3, and ground. Any thread. */
    public void input(int pin, Signal signal) {
        registers.input(pin, signal);
    }

    @Override
    public void powerOn(long now) {
        registers.powerOn(now);
    }

    @Override
    public void write(byte[] bytes, long now) throws IOException {
        registers.write(bytes, now);
    }

    @Override
    public byte[] read(int length, long now) {
        return registers.read(length, now);
    }
}
