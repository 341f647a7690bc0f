package meetpost.simulator.chip;

import static meetpost.simulator.chip.Bme280Calibration.celsius;
import static meetpost.simulator.chip.Bme280Calibration.fineTemperature;
import static meetpost.simulator.chip.Bme280Calibration.humidity;
import static meetpost.simulator.chip.Bme280Calibration.pascal;

/** What a BME280 makes of the air around it. */
final class Bme280Converter {

    private static final int MAX_20_BITS = 0xFFFFF;
    private static final int MAX_16_BITS = 0xFFFF;

    /** Section 9.1, maximum, in microseconds. */
    private static final int BEGIN = 1250;

    private static final int ONE_SAMPLE = 2300;
    private static final int PRESSURE_OR_HUMIDITY = 575;

    volatile Signal celsius = Signal.constant(0);
    volatile Signal humidity = Signal.constant(0);
    volatile Signal pressure = Signal.constant(0);

    /** How long a measurement takes at most, in nanoseconds. */
    long duration(int ctrlMeas, int ctrlHum) {
        int temperatures = samples(ctrlMeas >> 5);
        int pressures = samples(ctrlMeas >> 2);
        int humidities = samples(ctrlHum);
        int micros = BEGIN + ONE_SAMPLE * (temperatures + pressures + humidities);
        micros += pressures > 0 ? PRESSURE_OR_HUMIDITY : 0;
        micros += humidities > 0 ? PRESSURE_OR_HUMIDITY : 0;
        return micros * 1000L;
    }

    /** A measurement that began at {@code instant}. */
    Raw at(long instant, int ctrlMeas, int ctrlHum, boolean filtered) {
        int exact = Inverse.of(raw -> celsius(raw), celsius.at(instant), MAX_20_BITS);
        int temperature = reduced(exact, ctrlMeas >> 5, filtered);
        // A host compensates with the temperature that it read.
        double fine = fineTemperature(samples(ctrlMeas >> 5) == 0 ? Raw.NO_20_BITS : temperature);
        double pa = pressure.at(instant) * 100;
        int pressed = Inverse.of(raw -> pascal(raw, fine), pa, MAX_20_BITS);
        double rh = Math.max(0, Math.min(100, humidity.at(instant)));
        int humid = Inverse.of(raw -> humidity(raw, fine), rh, MAX_16_BITS);
        return new Raw(
                samples(ctrlMeas >> 2) == 0
                        ? Raw.NO_20_BITS
                        : reduced(pressed, ctrlMeas >> 2, filtered),
                samples(ctrlMeas >> 5) == 0 ? Raw.NO_20_BITS : temperature,
                samples(ctrlHum) == 0 ? Raw.NO_16_BITS : humid);
    }

    /** Tables 20, 23 and 24: 0, 1, 2, 4, 8 and 16. */
    private static int samples(int setting) {
        int code = setting & 7;
        return code == 0 ? 0 : 1 << (Math.min(code, 5) - 1);
    }

    /** Section 3.4.2 and 3.4.3: 16 bits and one more for each doubling; 20 with the filter on. */
    private static int reduced(int raw, int setting, boolean filtered) {
        int missing = filtered ? 0 : 5 - Math.min(setting & 7, 5);
        int unit = 1 << missing;
        return Math.min((raw + unit / 2) & -unit, (MAX_20_BITS + 1) - unit);
    }

    /** The contents of the data registers. */
    record Raw(int pressure, int temperature, int humidity) {

        /** Of a quantity that was not measured. */
        static final int NO_20_BITS = 0x80000;

        static final int NO_16_BITS = 0x8000;

        /** After a reset. */
        static final Raw NOTHING = new Raw(NO_20_BITS, NO_20_BITS, NO_16_BITS);

        void store(byte[] registers, int at) {
            registers[at] = (byte) (pressure >> 12);
            registers[at + 1] = (byte) (pressure >> 4);
            registers[at + 2] = (byte) (pressure << 4);
            registers[at + 3] = (byte) (temperature >> 12);
            registers[at + 4] = (byte) (temperature >> 4);
            registers[at + 5] = (byte) (temperature << 4);
            registers[at + 6] = (byte) (humidity >> 8);
            registers[at + 7] = (byte) humidity;
        }
    }
}
