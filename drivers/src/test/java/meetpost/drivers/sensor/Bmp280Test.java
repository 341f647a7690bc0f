package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusPlayback;
import meetpost.drivers.bus.I2cDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expectations are those of BST-BMP280-DS001, whose section 3.12 has a worked example. Others were
 * computed with its section 8.1 in another language, apart from the driver.
 */
class Bmp280Test {

    private static final String RESET =
            """
            76 w D0 r 58
            76 w E0 B6
            76 w F3 r 00
            """;

    /** T 27504 26435 -1000, P 36477 -10685 3024 2855 140 -7 15500 -14600 6000. */
    private static final String CALIBRATION =
            "76 w 88 r 70 6B 43 67 18 FC 7D 8E 43 D6 D0 0B 27 0B 8C 00 F9 FF 8C 3C F8 C6 70 17\n";

    private static final String STARTED = RESET + CALIBRATION + "76 w F4 24\n76 w F4 r 24\n";

    private static final String FORCED =
            """
            76 w F4 25
            76 w F3 r 00
            """;

    private static final Duration STARTUP = Duration.ofMillis(2);
    private static final Duration MEASUREMENT = Duration.ofNanos(6_400_000);
    private static final Duration POLL = Duration.ofMillis(1);

    private final List<Duration> waits = new ArrayList<>();

    /** The example prints 25.08 °C and 100653.27 Pa. */
    @Test
    void readsTheDatasheetExample() throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r 65 5A C0 7E ED 00");

        var sensed = sensor(bus).sense();

        assertEquals(List.of(TEMPERATURE, PRESSURE), sensed.quantities());
        assertEquals(25.08, sensed.measurements().get(0).value(), 0.005);
        assertEquals(1006.5327, sensed.measurements().get(1).value(), 0.00005);
        assertEquals(List.of(STARTUP, MEASUREMENT), waits);
        bus.assertFinished();
    }

    /** Far from 25 °C, where P3, P5 and P6 count; and the last byte's upper four bits. */
    @ParameterizedTest
    @CsvSource({
        "7A 12 00 4D 26 00, -39.2712, 778.7532",
        "66 8A 00 9E B1 00, 65.6560, 1060.5362",
        "65 5A FF 7E ED FF, 25.0872, 1006.5347"
    })
    void compensatesPressureForTemperature(String data, double celsius, double hectopascal)
            throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r " + data);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(celsius, measurements.get(0).value(), 0.00005);
        assertEquals(hectopascal, measurements.get(1).value(), 0.00005);
        bus.assertFinished();
    }

    /** T1 of the part that is plugged in is 40000. */
    @Test
    void startsAgainAfterALossOfPower() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED
                                + FORCED
                                + "76 w F7 r 65 5A C0 7E ED 00\n"
                                + "76 w F4 r 00\n"
                                + RESET
                                + CALIBRATION.replace("r 70 6B", "r 40 9C")
                                + "76 w F4 24\n"
                                + FORCED
                                + "76 w F7 r 65 5A C0 AA E6 00\n");
        var sensor = sensor(bus);
        sensor.sense();

        assertEquals(18.8669, sensor.sense().measurements().get(0).value(), 0.00005);
        bus.assertFinished();
    }

    @Test
    void waitsWhileTheCalibrationIsCopiedAndWhileItMeasures() throws Exception {
        var bus =
                new BusPlayback(
                        """
                        76 w D0 r 58
                        76 w E0 B6
                        76 w F3 r 01
                        76 w F3 r 08
                        """
                                + CALIBRATION
                                + """
                                76 w F4 24
                                76 w F4 r 24
                                76 w F4 25
                                76 w F3 r 09
                                76 w F3 r 01
                                76 w F7 r 65 5A C0 7E ED 00
                                """);

        sensor(bus).sense();

        assertEquals(List.of(STARTUP, POLL, MEASUREMENT, POLL), waits);
        bus.assertFinished();
    }

    @Test
    void givesUpOnAMeasurementThatNeverEnds() throws Exception {
        var bus = new BusPlayback(STARTED + "76 w F4 25\n" + "76 w F3 r 08\n".repeat(10));

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        bus.assertFinished();
    }

    /** Section 4.3.7: temperature, on which pressure depends. */
    @ParameterizedTest
    @ValueSource(strings = {"65 5A C0 80 00 00", "80 00 00 80 00 00"})
    void refusesATemperatureThatWasSkippedTwice(String data) throws Exception {
        var measured = FORCED + "76 w F7 r " + data + "\n";
        var bus = new BusPlayback(STARTED + measured + measured);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        bus.assertFinished();
    }

    @Test
    void goesOnWithoutAPressureThatWasSkippedTwice() throws Exception {
        var measured = FORCED + "76 w F7 r 80 00 00 7E ED 00\n";
        var bus = new BusPlayback(STARTED + measured + measured);

        assertPressureFailed(NOT_READY, sensor(bus).sense());
        bus.assertFinished();
    }

    /** 26.46 °C happens to be 0x80000 with this calibration. */
    @Test
    void measuresOnceMoreWhereATrueValueLooksSkipped() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED
                                + FORCED
                                + "76 w F7 r 65 5A C0 80 00 00\n"
                                + FORCED
                                + "76 w F7 r 65 5A C0 80 01 00\n");

        assertEquals(26.46, sensor(bus).sense().measurements().get(0).value(), 0.01);
        bus.assertFinished();
    }

    /** Above and below the operating range of section 1; and what a dead barometer gives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "51 00 00 7E ED 00",
                "D6 D8 00 7E ED 00",
                "00 00 00 7E ED 00",
                "FF FF F0 7E ED 00"
            })
    void goesOnWithoutAPressureThatThePartCannotMeasure(String data) throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r " + data);

        assertPressureFailed(CORRUPT, sensor(bus).sense());
        bus.assertFinished();
    }

    /** Below and above the operating range; and what a dead bus gives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "65 5A C0 49 3E 00",
                "75 30 00 B3 97 00",
                "FF FF FF FF FF FF",
                "00 00 00 00 00 00"
            })
    void refusesATemperatureThatThePartCannotMeasure(String data) throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r " + data);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    /** dig_P1 is 0; then it is full of ones; then dig_P2 is 0. */
    @ParameterizedTest
    @CsvSource({"7D 8E, 00 00", "7D 8E, FF FF", "43 D6, 00 00"})
    void goesOnWithoutThePressureOfAnEmptyCalibration(String found, String replaced)
            throws Exception {
        var bus =
                new BusPlayback(
                        STARTED.replace(found, replaced) + FORCED + "76 w F7 r 65 5A C0 7E ED 00");

        assertPressureFailed(CORRUPT, sensor(bus).sense());
        bus.assertFinished();
    }

    /** dig_T1 is 0; then it is full of ones; then dig_T2 is 0. */
    @ParameterizedTest
    @CsvSource({"r 70 6B, r 00 00", "r 70 6B, r FF FF", "43 67, 00 00"})
    void refusesAnEmptyCalibration(String found, String replaced) {
        var bus = new BusPlayback(RESET + CALIBRATION.replace(found, replaced));

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(CORRUPT, thrown.kind());
        assertTrue(thrown.getMessage().startsWith("BMP280 calibration"), thrown.getMessage());
        bus.assertFinished();
    }

    @ParameterizedTest
    @CsvSource({"60, BME280", "61, 0x61", "55, 0x55", "00, 0x00", "FF, 0xFF"})
    void refusesAnotherPartBeforeItWrites(String id, String named) {
        var bus = new BusPlayback("76 w D0 r " + id);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertTrue(thrown.getMessage().contains(named), thrown.getMessage());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + "76 w F4 25 nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private static void assertPressureFailed(SensorException.Kind kind, Sensed sensed) {
        assertEquals(TEMPERATURE, sensed.measurements().get(0).quantity());
        assertEquals(1, sensed.failures().size());
        assertEquals(PRESSURE, sensed.failures().get(0).quantity());
        assertEquals(kind, sensed.failures().get(0).kind());
    }

    private Bmp280 sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Bmp280(new I2cDevice(bus, 0x76), waits::add);
    }
}
