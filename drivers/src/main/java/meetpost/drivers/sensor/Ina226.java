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
 * Texas Instruments INA226 meter of voltage, current and power, with a shunt of 0.1 Ω, marked R100
 * on most of its modules.
 *
 * <p>Sections and tables are those of its datasheet, SBOS547B. Each reading is the mean of 16
 * samples, taken when asked for. Current and power are computed here: the part's own registers need
 * a calibration that it loses with its power. Negative is what flows from IN- to IN+.
 */
public final class Ina226 implements Sensor {

    private static final String NAME = "INA226";

    private static final int CONFIGURATION = 0x00;
    private static final int SHUNT_VOLTAGE = 0x01;
    private static final int BUS_VOLTAGE = 0x02;
    private static final int MASK_ENABLE = 0x06;
    private static final int MANUFACTURER_ID = 0xFE;
    private static final int DIE_ID = 0xFF;

    private static final int TEXAS_INSTRUMENTS = 0x5449;

    /** The last four bits are the revision. */
    private static final int DIE_MASK = 0xFFF0;

    private static final int INA226_DIE = 0x2260;

    /** Section 7.1.1: 16 samples, 1.1 ms for each of both, triggered. */
    private static final int TRIGGER = 0x4523;

    /** Section 5.5: 1.21 ms for a sample, maximum; 16 of both. */
    private static final Duration CONVERSION_TIME = Duration.ofNanos(38_720_000);

    private static final Duration POLL = Duration.ofMillis(1);
    private static final int MAX_POLLS = 10;

    /** Section 7.1.7, bit 3; cleared when read, and when a conversion is triggered. */
    private static final int CONVERSION_READY = 0x0008;

    /** Section 7.1.3. */
    private static final double VOLT_PER_BIT = 0.001_25;

    /** Section 7.1.2. */
    private static final double SHUNT_VOLT_PER_BIT = 0.000_002_5;

    private static final double SHUNT_OHM = 0.1;

    /** Section 5.5; widened by the errors of gain and offset over temperature. */
    private static final Range VOLTAGES = new Range(VOLTAGE, 0, 36.25);

    /** Less than ±81.92 mV, where the register stands still. */
    private static final Range CURRENTS = new Range(CURRENT, -0.819_18, 0.819_16);

    private static final Range POWERS = new Range(POWER, -29.7, 29.7);

    private final I2cDevice device;
    private final Pause pause;

    /** Checks that the part is an INA226. Writes nothing. */
    public Ina226(I2cDevice device, Pause pause) throws IOException {
        this.device = device;
        this.pause = pause;

        int manufacturer = word(MANUFACTURER_ID);
        int die = word(DIE_ID);
        if (manufacturer != TEXAS_INSTRUMENTS || (die & DIE_MASK) != INA226_DIE) {
            throw new SensorException(
                    WRONG_DEVICE,
                    String.format(
                            Locale.ROOT,
                            "not an INA226: manufacturer 0x%04X and die 0x%04X, expected 0x5449 and 0x2260",
                            manufacturer,
                            die));
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        device.write(CONFIGURATION, TRIGGER >> 8, TRIGGER & 0xFF);
        pause.of(CONVERSION_TIME);
        awaitConversion();
        double volt = word(BUS_VOLTAGE) * VOLT_PER_BIT;
        double ampere = (short) word(SHUNT_VOLTAGE) * SHUNT_VOLT_PER_BIT / SHUNT_OHM;

        var findings = new Findings(NAME);
        findings.add(VOLTAGES, () -> volt);
        findings.add(CURRENTS, () -> ampere);
        findings.add(POWERS, () -> VOLTAGES.checked(NAME, volt) * CURRENTS.checked(NAME, ampere));
        return findings.sensed();
    }

    private void awaitConversion() throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            if ((word(MASK_ENABLE) & CONVERSION_READY) != 0) {
                return;
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
