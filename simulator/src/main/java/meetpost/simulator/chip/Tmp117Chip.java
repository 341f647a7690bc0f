package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/**
 * Texas Instruments TMP117 temperature sensor, by its registers.
 *
 * <p>Sections are those of the datasheet SNOSD82D. Alerts, the offset and the EEPROM are not
 * modelled.
 */
public final class Tmp117Chip extends WordRegisters {

    private static final int TEMPERATURE = 0x00;
    private static final int CONFIGURATION = 0x01;
    private static final int DEVICE_ID = 0x0F;

    /** Section 7.6.3. */
    private static final int AT_RESET = 0x0220;

    private static final int SOFT_RESET = 0x0002;
    private static final int WRITABLE = 0x0FFC;
    private static final int DATA_READY = 0x2000;
    private static final int MODE = 0x0C00;
    private static final int SHUT_DOWN = 1;

    /** Section 7.6.3: the same as 0, and reads back as 0. */
    private static final int CONTINUOUS_TOO = 2;

    private static final int ONE_SHOT = 3;

    /** Section 6.5, typical, in microseconds; and how many are averaged. */
    private static final int CONVERSION = 15_500;

    private static final int[] AVERAGED = {1, 8, 32, 64};

    /** Table 7-7: how long from one to the next at least, in microseconds. */
    private static final int[] PERIODS = {
        15_500, 125_000, 250_000, 500_000, 1_000_000, 4_000_000, 8_000_000, 16_000_000
    };

    private volatile Signal celsius = Signal.constant(20);
    private int configuration;
    private int held;
    private boolean ready;
    private boolean converting;
    private long began;

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal signal) {
        celsius = requireNonNull(signal, "signal");
    }

    @Override
    void reset(long now) {
        configuration = AT_RESET;
        held = 0x8000;
        begin(now);
    }

    @Override
    boolean exists(int register) {
        return register <= 0x08 || register == DEVICE_ID;
    }

    @Override
    void set(int register, int value, long now) throws IOException {
        proceed(now);
        if (register != CONFIGURATION) {
            throw readOnly();
        }
        if ((value & SOFT_RESET) != 0) {
            reset(now);
            return;
        }
        configuration = value & WRITABLE;
        if (mode() == CONTINUOUS_TOO) {
            configuration &= ~MODE;
        }
        begin(now);
    }

    /** Reading the configuration or the temperature clears the flag. */
    @Override
    int value(int register, long now) {
        proceed(now);
        boolean was = ready;
        return switch (register) {
            case TEMPERATURE -> {
                ready = false;
                yield held & 0xFFFF;
            }
            case CONFIGURATION -> {
                ready = false;
                yield configuration | (was ? DATA_READY : 0);
            }
            case DEVICE_ID -> 0x0117;
            default -> 0;
        };
    }

    private void begin(long now) {
        began = now;
        ready = false;
        converting = mode() != SHUT_DOWN;
    }

    private void proceed(long now) {
        long time = CONVERSION * 1000L * AVERAGED[configuration >> 5 & 3];
        if (!converting || now - began < time) {
            return;
        }
        if (mode() == ONE_SHOT) {
            sample(began);
            converting = false;
            configuration = (configuration & 0xF3FF) | 0x0400;
            return;
        }
        long period = Math.max(time, PERIODS[configuration >> 7 & 7] * 1000L);
        long last = began + (now - began - time) / period * period;
        sample(last);
        began = last + period;
    }

    private void sample(long instant) {
        long bits = Math.round(celsius.at(instant) * 128);
        held = (int) Math.max(Short.MIN_VALUE + 1, Math.min(Short.MAX_VALUE, bits));
        ready = true;
    }

    private int mode() {
        return configuration >> 10 & 3;
    }
}
