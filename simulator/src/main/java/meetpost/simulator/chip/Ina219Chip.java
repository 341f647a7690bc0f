package meetpost.simulator.chip;

import java.io.IOException;

/**
 * Texas Instruments INA219 current and voltage monitor with a shunt of 0.1 Ω, by its registers.
 *
 * <p>Section and table numbers are those of the datasheet SBOS448G.
 */
public final class Ina219Chip extends InaChip {

    /** Section 8.6.2.1. */
    private static final int AT_RESET = 0x399F;

    private static final int RESET = 0x8000;
    private static final int READ_BACK = 0x3FFF;
    private static final int READY = 0x0002;

    /** Table 5: microseconds of 9 to 12 bits, and of 2 to 128 samples. */
    private static final int[] MICROSECONDS = {84, 148, 276, 532};

    private int configuration;
    private int calibration;
    private int shunt;
    private int bus;
    private boolean ready;
    private boolean converting;
    private long began;

    @Override
    void reset(long now) {
        configuration = AT_RESET;
        calibration = 0;
        shunt = 0;
        bus = 0;
        begin(now);
    }

    @Override
    boolean exists(int register) {
        return register <= CALIBRATION;
    }

    @Override
    void set(int register, int value, long now) throws IOException {
        proceed(now);
        switch (register) {
            case CONFIGURATION -> {
                if ((value & RESET) != 0) {
                    reset(now);
                } else {
                    configuration = value & READ_BACK;
                    begin(now);
                }
            }
            case CALIBRATION -> calibration = value & 0xFFFE;
            default -> throw readOnly();
        }
    }

    @Override
    int value(int register, long now) {
        proceed(now);
        return switch (register) {
            case CONFIGURATION -> configuration;
            case SHUNT_VOLTAGE -> shunt & 0xFFFF;
            case BUS_VOLTAGE -> bus << 3 | (ready ? READY : 0);
            case CALIBRATION -> calibration;
            case POWER -> {
                // Section 8.6.3.2: reading it clears CNVR.
                ready = false;
                yield 0;
            }
            default -> 0;
        };
    }

    private void begin(long now) {
        began = now;
        ready = false;
        // Table 6: 0 and 4 are no conversions.
        converting = (configuration & 3) != 0;
    }

    private void proceed(long now) {
        long time = (time(configuration >> 3) + time(configuration >> 7)) * 1000L;
        if (!converting || now - began < time) {
            return;
        }
        boolean continuous = (configuration & 4) != 0;
        long at = continuous ? began + (now - began) / time * time - time : began;
        sample(at);
        converting = continuous;
        ready = true;
        if (continuous) {
            began = at + time;
        }
    }

    private void sample(long instant) {
        // Table 4: the gain is 1, 1/2, 1/4 or 1/8 of ±40 mV.
        int most = 4000 << (configuration >> 11 & 3);
        shunt = (int) Math.max(-most, Math.min(most, Math.round(shuntVolt(instant) / 0.00001)));
        // Section 8.6.3.2: 32 or 16 V.
        int fullScale = (configuration & 0x2000) != 0 ? 8000 : 4000;
        bus = (int) Math.max(0, Math.min(fullScale, Math.round(volt(instant) / 0.004)));
    }

    private static int time(int setting) {
        boolean averaged = (setting & 8) != 0;
        return averaged ? 532 * (1 << (setting & 7)) : MICROSECONDS[setting & 3];
    }
}
