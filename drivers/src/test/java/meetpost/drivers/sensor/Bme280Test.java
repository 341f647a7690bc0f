package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import meetpost.drivers.bus.BusPlayback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Temperature and pressure are the worked example of the same formulas in BST-BMP280-DS001, section
 * 3.12. No datasheet has one for humidity: those numbers were computed with section 8.1 of
 * BST-BME280-DS002 in another language, apart from the driver.
 */
class Bme280Test extends Bme280Rig {

    /** The example prints 25.08 °C and 100653.27 Pa. */
    @Test
    void readsTheDatasheetExample() throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r 65 5A C0 7E ED 00 6E 70");

        var measurements = sensor(bus).sense().measurements();

        assertEquals(3, measurements.size());
        assertMeasured(TEMPERATURE, 25.08, 0.005, measurements.get(0));
        assertMeasured(RELATIVE_HUMIDITY, 45.3768, 0.00005, measurements.get(1));
        assertMeasured(PRESSURE, 1006.5327, 0.00005, measurements.get(2));
        assertEquals(List.of(STARTUP, MEASUREMENT), waits);
        bus.assertFinished();
    }

    /** The last byte's upper four bits count, the lower four never. */
    @Test
    void usesAllTwentyBits() throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r 65 5A FF 7E ED FF 6E 70");

        var measurements = sensor(bus).sense().measurements();

        assertMeasured(TEMPERATURE, 25.0872, 0.00005, measurements.get(0));
        assertMeasured(PRESSURE, 1006.5347, 0.00005, measurements.get(2));
        bus.assertFinished();
    }

    /** H1 to H6 each count, with their signs. */
    @ParameterizedTest
    @CsvSource({
        "90 01 C8 13 E9 FC E2, 65 5A C0 4D 26 00 61 A8, -39.2712, 25.4318",
        "6A 01 FF F9 8C 3E 78, 65 5A C0 9E B1 00 42 68, 65.6560, 77.8568",
        "C8 00 BE 17 DB ED 80, 65 5A C0 92 7C 00 9C 40, 50.1098, 27.5946",
        "FF 04 21 19 20 03 1E, 65 5A C0 7E ED 00 6A 88, 25.0825, 29.9064"
    })
    void compensatesHumidity(String calibration, String data, double celsius, double percent)
            throws Exception {
        var bus =
                new BusPlayback(
                        RESET
                                + CALIBRATION_26.replace("00 4B", "00 C8")
                                + "76 w E1 r "
                                + calibration
                                + "\n"
                                + OVERSAMPLING
                                + "76 w F4 r 24\n"
                                + FORCED
                                + "76 w F7 r "
                                + data);

        var measurements = sensor(bus).sense().measurements();

        assertMeasured(TEMPERATURE, celsius, 0.00005, measurements.get(0));
        assertMeasured(RELATIVE_HUMIDITY, percent, 0.00005, measurements.get(1));
        bus.assertFinished();
    }

    /** Far from 25 °C, where P3, P5 and P6 count; computed as those of humidity. */
    @ParameterizedTest
    @CsvSource({"7A 12 00 4D 26 00, -39.2712, 778.7532", "66 8A 00 9E B1 00, 65.6560, 1060.5362"})
    void compensatesPressureForTemperature(String data, double celsius, double hectopascal)
            throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r " + data + " 6E 70");

        var measurements = sensor(bus).sense().measurements();

        assertMeasured(TEMPERATURE, celsius, 0.00005, measurements.get(0));
        assertMeasured(PRESSURE, hectopascal, 0.00005, measurements.get(2));
        bus.assertFinished();
    }

    /** 109.5 % by the formula, as in fog, and -4.9 %. */
    @ParameterizedTest
    @CsvSource({"9B D0, 100", "4B 80, 0"})
    void keepsHumidityWithinItsScale(String raw, double percent) throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r 65 5A C0 7E ED 00 " + raw);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(new Measurement(RELATIVE_HUMIDITY, percent), measurements.get(1));
        bus.assertFinished();
    }

    @Test
    void measuresAgainWithoutStartingAgain() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED
                                + FORCED
                                + "76 w F7 r 65 5A C0 7E ED 00 6E 70\n"
                                + "76 w F4 r 25\n" // still in forced mode
                                + FORCED
                                + "76 w F7 r 65 5A C0 7E ED 00 75 30\n");
        var sensor = sensor(bus);
        sensor.sense();

        var measurements = sensor.sense().measurements();

        assertMeasured(RELATIVE_HUMIDITY, 55.0007, 0.00005, measurements.get(1));
        bus.assertFinished();
    }

    @Test
    void startsAgainAfterALossOfPower() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED
                                + FORCED
                                + "76 w F7 r 65 5A C0 7E ED 00 6E 70\n"
                                + "76 w F4 r 00\n"
                                + RESET
                                + CALIBRATION_26.replace("r 70 6B", "r 40 9C") // T1 is 40000
                                + CALIBRATION_7
                                + OVERSAMPLING
                                + FORCED
                                + "76 w F7 r 65 5A C0 AA E6 00 6E 70\n");
        var sensor = sensor(bus);
        sensor.sense();

        var measurements = sensor.sense().measurements();

        assertMeasured(TEMPERATURE, 18.8669, 0.00005, measurements.get(0));
        bus.assertFinished();
    }

    @Test
    void waitsWhileTheCalibrationIsCopied() throws Exception {
        var bus =
                new BusPlayback(
                        """
                        76 w D0 r 60
                        76 w E0 B6
                        76 w F3 r 01
                        76 w F3 r F7              # only the last bit counts
                        76 w F3 r 08
                        """
                                + CALIBRATION_26
                                + CALIBRATION_7
                                + OVERSAMPLING);

        sensor(bus);

        assertEquals(List.of(STARTUP, POLL, POLL), waits);
        bus.assertFinished();
    }

    @Test
    void waitsWhileItMeasures() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED
                                + """
                                76 w F4 25
                                76 w F3 r 08
                                76 w F3 r 0C
                                76 w F3 r 04
                                76 w F7 r 65 5A C0 7E ED 00 6E 70
                                """);

        sensor(bus).sense();

        assertEquals(List.of(STARTUP, MEASUREMENT, POLL, POLL), waits);
        bus.assertFinished();
    }

    @Test
    void givesUpOnAMeasurementThatNeverEnds() throws Exception {
        var bus = new BusPlayback(STARTED + "76 w F4 25\n" + "76 w F3 r 08\n".repeat(10));

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        assertEquals(12, waits.size());
        bus.assertFinished();
    }
}
