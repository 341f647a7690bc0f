package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.CURRENT;
import static meetpost.drivers.sensor.Quantity.POWER;
import static meetpost.drivers.sensor.Quantity.VOLTAGE;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Pause;

/**
 * Texas Instruments INA219 meter of voltage, current and power, with the shunt of 0.1 Ω that its
 * modules have.
 *
 * <p>Sections are those of its datasheet, SBOS448G. Each reading is the mean of 16 samples, taken
 * when asked for. Current and power are computed here: the part's own registers need a calibration
 * that it loses with its power. Negative is what flows from IN- to IN+.
 */
public final class Ina219 implements Sensor {

    private static final String NAME = "INA219";

    private static final int CONFIGURATION = 0x00;
    private static final int SHUNT_VOLTAGE = 0x01;
    private static final int BUS_VOLTAGE = 0x02;
    private static final int POWER_REGISTER = 0x03;
    private static final int CALIBRATION = 0x05;

    /** Section 8.6.2.1: RST clears itself, and bit 14 is nothing. There is no identification. */
    private static final int ALWAYS_ZERO = 0xC000;

    /** Section 8.6.4.1: bit 0 cannot be written. */
    private static final int CALIBRATION_VOID = 0x0001;

    /** 32 V, ±320 mV, 16 samples of both, triggered: tables 4 to 6. */
    private static final int TRIGGER = 0x3E63;

    /** Table 5: 8.51 ms for each, and a tenth more, as section 7.5 has it for one sample. */
    private static final Duration CONVERSION_TIME = Duration.ofNanos(18_800_000);

    private static final Duration POLL = Duration.ofMillis(1);
    private static final int MAX_POLLS = 10;

    /** Section 8.6.3.2, bit 1. */
    private static final int CONVERSION_READY = 0x0002;

    /** Section 8.6.3.2. */
    private static final double VOLT_PER_BIT = 0.004;

    /** Section 8.6.3.1. */
    private static final double SHUNT_VOLT_PER_BIT = 0.000_01;

    private static final double SHUNT_OHM = 0.1;

    /** Section 7.1, at most; widened by the error of 1 % in section 7.5. */
    private static final Range VOLTAGES = new Range(VOLTAGE, 0, 26.26);

    /** Less than ±320 mV, where the register stands still. */
    private static final Range CURRENTS = new Range(CURRENT, -3.199_95, 3.199_95);

    private static final Range POWERS = new Range(POWER, -84.1, 84.1);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks the few bits that are the same in every INA219. Writes nothing. */
    public Ina219(I2cDevice device, Pause pause) throws IOException {
        this.device = device;
        this.pause = pause;

        int configuration = word(CONFIGURATION);
        int calibration = word(CALIBRATION);
        if ((configuration & ALWAYS_ZERO) != 0 || (calibration & CALIBRATION_VOID) != 0) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not an INA219: its configuration reads 0x%04X and its calibration 0x%04X, expected bits 15, 14 and 0 to be 0",
                            configuration,
                            calibration));
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        // Clears CNVR.
        word(POWER_REGISTER);
        device.write(CONFIGURATION, TRIGGER >> 8, TRIGGER & 0xFF);
        pause.of(CONVERSION_TIME);
        double volt = (converted() >> 3) * VOLT_PER_BIT;
        double ampere = (short) word(SHUNT_VOLTAGE) * SHUNT_VOLT_PER_BIT / SHUNT_OHM;

        var findings = new Findings(NAME);
        findings.add(VOLTAGES, () -> volt);
        findings.add(CURRENTS, () -> ampere);
        findings.add(POWERS, () -> VOLTAGES.checked(NAME, volt) * CURRENTS.checked(NAME, ampere));
        return findings.sensed();
    }

    private int converted() throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            int register = word(BUS_VOLTAGE);
            if ((register & CONVERSION_READY) != 0) {
                return register;
            }
            pause.of(POLL);
        }
        throw new SensorException(NOT_READY, NAME + " still converts");
    }

    private int word(int register) throws IOException {
        byte[] answer = device.readFrom(register, 2);
        return (answer[0] & 0xFF) << 8 | (answer[1] & 0xFF);
    }
}
