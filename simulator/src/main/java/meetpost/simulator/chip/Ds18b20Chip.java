package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Maxim DS18B20 thermometer or a copy of it, by its function commands and its scratchpad.
 *
 * <p>From the datasheet 19-7487, revision 6. What it leaves open (byte 6, and what an insufficient
 * supply leads to) is as seen on real parts. Safe for use by several threads.
 */
public final class Ds18b20Chip {

    /** Table 2, 12 bits. Each bit less halves it. */
    private static final Duration LONGEST_CONVERSION = Duration.ofMillis(750);

    private static final int MIN_RAW = -55 * 16;
    private static final int MAX_RAW = 125 * 16;

    /** 127.94 °C. */
    private static final int STARVED_RAW = 0x07FF;

    private Signal celsius;
    private Ds18b20Family family = Ds18b20Family.A;
    private int[] scratchpad = family.powerOn();
    private final int[] eeprom = new int[3];
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
        family(family);
    }

    /** From now on it is one of that family, fresh from the factory and just powered. */
    public synchronized void family(Ds18b20Family other) {
        family = requireNonNull(other, "other");
        System.arraycopy(family.powerOn(), 2, eeprom, 0, eeprom.length);
        powerOn();
    }

    /** What it is. */
    public synchronized Ds18b20Family family() {
        return family;
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

    /** The next so many conversions end in a reset, as when the supply dips. */
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

    /** Power arrives: TH, TL and resolution are taken from the EEPROM. */
    public synchronized void powerOn() {
        scratchpad = family.powerOn();
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
        store(raw, family.reserved(raw));
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
        if (family.hasResolutions()) {
            // Figure 10: only R1 and R0 can be written.
            scratchpad[4] = (configuration & 0x60) | 0x1F;
        }
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
