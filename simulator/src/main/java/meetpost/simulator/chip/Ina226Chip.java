package meetpost.simulator.chip;

import java.io.IOException;

/**
 * Texas Instruments INA226 current and voltage monitor with a shunt of 0.1 Ω, by its registers.
 *
 * <p>Section and table numbers are those of the datasheet SBOS547B. Alerts are not modelled.
 */
public final class Ina226Chip extends InaChip {

    private static final int MASK_ENABLE = 0x06;
    private static final int ALERT_LIMIT = 0x07;
    private static final int MANUFACTURER = 0xFE;
    private static final int DIE = 0xFF;

    /** Table 7-1. */
    private static final int AT_RESET = 0x4127;

    private static final int RESET = 0x8000;
    private static final int READY = 0x0008;

    /** Section 7.1.1: samples, and microseconds for each. */
    private static final int[] SAMPLES = {1, 4, 16, 64, 128, 256, 512, 1024};

    private static final int[] MICROSECONDS = {140, 204, 332, 588, 1100, 2116, 4156, 8244};

    private int configuration;
    private int calibration;
    private int limit;
    private int shunt;
    private int bus;
    private boolean ready;
    private boolean converting;
    private long began;

    @Override
    void reset(long now) {
        configuration = AT_RESET;
        calibration = 0;
        limit = 0;
        shunt = 0;
        bus = 0;
        begin(now);
    }

    @Override
    boolean exists(int register) {
        return register <= ALERT_LIMIT || register == MANUFACTURER || register == DIE;
    }

    @Override
    void set(int register, int value, long now) throws IOException {
        proceed(now);
        switch (register) {
            case CONFIGURATION -> {
                if ((value & RESET) != 0) {
                    reset(now);
                } else {
                    configuration = 0x4000 | (value & 0x0FFF);
                    begin(now);
                }
            }
            case CALIBRATION -> calibration = value & 0x7FFF;
            case ALERT_LIMIT -> limit = value;
            default -> throw readOnly();
        }
    }

    @Override
    int value(int register, long now) {
        proceed(now);
        return switch (register) {
            case CONFIGURATION -> configuration;
            case SHUNT_VOLTAGE -> shunt & 0xFFFF;
            case BUS_VOLTAGE -> bus;
            case CALIBRATION -> calibration;
            case ALERT_LIMIT -> limit;
            case MANUFACTURER -> 0x5449;
            case DIE -> 0x2260;
            case MASK_ENABLE -> {
                int flags = ready ? READY : 0;
                ready = false;
                yield flags;
            }
            default -> 0;
        };
    }

    private void begin(long now) {
        began = now;
        ready = false;
        converting = (configuration & 3) != 0;
    }

    private void proceed(long now) {
        long one =
                MICROSECONDS[configuration >> 6 & 7] + (long) MICROSECONDS[configuration >> 3 & 7];
        long time = one * SAMPLES[configuration >> 9 & 7] * 1000;
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

    /** Sections 7.1.2 and 7.1.3: 2.5 µV and 1.25 mV. */
    private void sample(long instant) {
        long microvolts = Math.round(shuntVolt(instant) / 0.0000025);
        shunt = (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, microvolts));
        bus = (int) Math.max(0, Math.min(0x7FFF, Math.round(volt(instant) / 0.00125)));
    }
}
