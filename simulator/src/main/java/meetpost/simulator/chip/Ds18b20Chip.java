package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import meetpost.simulator.bus.Signal;

/**
 * Maxim DS18B20 thermometer, by its function commands and its scratchpad.
 *
 * <p>From the datasheet 19-7487, revision 6. What it leaves open (byte 6, and what an insufficient
 * supply leads to) is as seen on real parts. Safe for use by several threads.
 */
public final class Ds18b20Chip {

    /** At power-on: +85 °C, TH 75, TL 70, 12 bits, and reserved bytes FF, 0C, 10. */
    private static final int[] POWER_ON = {0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10};

    /** Table 2, 12 bits. Each bit less halves it. */
    private static final Duration LONGEST_CONVERSION = Duration.ofMillis(750);

    private static final int MIN_RAW = -55 * 16;
    private static final int MAX_RAW = 125 * 16;

    /** 127.94 °C. */
    private static final int STARVED_RAW = 0x07FF;

    private Signal celsius;
    private int[] scratchpad = POWER_ON.clone();
    private final int[] eeprom = {POWER_ON[2], POWER_ON[3], POWER_ON[4]};
    private boolean starved;
    private boolean grounded;
    private int corrupt;
    private int resets;

    /** At 20 °C. */
    public Ds18b20Chip() {
        this(Signal.constant(20));
    }

    /** In surroundings of that temperature. */
    public Ds18b20Chip(Signal celsius) {
        this.celsius = requireNonNull(celsius, "celsius");
    }

    /** From now on it measures this, in °C. */
    public synchronized void temperature(Signal celsius) {
        this.celsius = requireNonNull(celsius, "celsius");
    }

    /** From now on it measures this, in °C. */
    public void temperature(double celsius) {
        temperature(Signal.constant(celsius));
    }

    /** The next so many readings of the scratchpad arrive with a flipped bit. */
    public synchronized void corruptNext(int readings) {
        corrupt = readings;
    }

    /** The next so many conversions end in a reset, as when the supply dips: 85 °C. */
    public synchronized void resetNext(int conversions) {
        resets = conversions;
    }

    /** Whether its supply breaks down while it converts. */
    public synchronized void starved(boolean starved) {
        this.starved = starved;
    }

    /** Whether the data line is shorted to ground, so that only zeros arrive. */
    public synchronized void grounded(boolean grounded) {
        this.grounded = grounded;
    }

    /** Power arrives: 85 °C until something is converted, TH, TL and resolution from the EEPROM. */
    public synchronized void powerOn() {
        scratchpad = POWER_ON.clone();
        System.arraycopy(eeprom, 0, scratchpad, 2, eeprom.length);
    }

    /** How long CONVERT T takes at most at the configured resolution. */
    public synchronized Duration conversionTime() {
        return LONGEST_CONVERSION.dividedBy(1L << (12 - resolution()));
    }

    /** CONVERT T, which began at {@code instant}; its result is taken for ready at once. */
    public synchronized void convert(long instant) {
        if (resets > 0) {
            resets--;
            powerOn();
            return;
        }
        if (starved) {
            store(STARVED_RAW, 0x0C);
            return;
        }
        int unit = 1 << (12 - resolution());
        int exact = (int) Math.floor(celsius.at(instant) * 16 / unit + 0.5) * unit;
        int raw = Math.max(MIN_RAW, Math.min(MAX_RAW, exact));
        store(raw, 0x10 - (raw & 0x0F));
    }

    /** READ SCRATCHPAD: nine bytes, the last one their checksum. */
    public synchronized byte[] readScratchpad() {
        byte[] bytes = new byte[9];
        if (grounded) {
            return bytes;
        }
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) scratchpad[i];
        }
        bytes[8] = (byte) crc(bytes, 8);
        if (corrupt > 0) {
            corrupt--;
            bytes[0] ^= 0x04;
        }
        return bytes;
    }

    /** WRITE SCRATCHPAD: the alarm limits and the configuration register. */
    public synchronized void writeScratchpad(int high, int low, int configuration) {
        scratchpad[2] = high & 0xFF;
        scratchpad[3] = low & 0xFF;
        // Figure 10: only R1 and R0 can be written.
        scratchpad[4] = (configuration & 0x60) | 0x1F;
    }

    /** COPY SCRATCHPAD: what was written survives a loss of power from now on. */
    public synchronized void copyScratchpad() {
        System.arraycopy(scratchpad, 2, eeprom, 0, eeprom.length);
    }

    /** Dallas' CRC-8, x⁸ + x⁵ + x⁴ + 1, lowest bit first (Maxim application note 27). */
    public static int crc(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1;
            }
        }
        return crc;
    }

    /** Table 2: 9 to 12 bits. */
    private int resolution() {
        return 9 + ((scratchpad[4] >> 5) & 3);
    }

    private void store(int raw, int reserved) {
        scratchpad[0] = raw & 0xFF;
        scratchpad[1] = (raw >> 8) & 0xFF;
        scratchpad[6] = reserved;
    }
}
