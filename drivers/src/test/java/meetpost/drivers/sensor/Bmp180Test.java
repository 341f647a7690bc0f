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
import java.util.HexFormat;
import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusPlayback;
import meetpost.drivers.bus.I2cDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * By BST-BMP180-DS000, revision 2.5. The example of its section 3.5 is 15.0 °C and 69964 Pa at the
 * lowest resolution; the others were computed with it in another language, apart from the driver.
 */
class Bmp180Test {

    private static final String IDENTIFIED = "77 w D0 r 55\n";

    /** AC1 408, -72, -14383, 32741, 32757, 23153, B1 6190, 4, MB -32768, -8711, 2868. */
    private static final String CALIBRATION =
            "77 w AA r 01 98 FF B8 C7 D1 7F E5 7F F5 5A 71 18 2E 00 04 80 00 DD F9 0B 34\n";

    private static final String TEMPERATURE_CONVERTED =
            """
            77 w F4 2E
            77 w F4 r 0E
            """;

    private static final String PRESSURE_CONVERTED =
            """
            77 w F4 F4
            77 w F4 r D4
            """;

    private static final Duration FIRST = Duration.ofNanos(4_500_000);
    private static final Duration SECOND = Duration.ofNanos(25_500_000);

    private final List<Duration> waits = new ArrayList<>();

    /** Raw values of 27898 and 23843. */
    @Test
    void computesTheExampleOfTheDatasheetToTheDigit() throws Exception {
        var calibration =
                Bmp180Calibration.of(
                        HexFormat.of().parseHex("0198FFB8C7D17FE57FF55A71182E00048000DDF90B34"));

        int b5 = calibration.b5(27_898);

        assertEquals(2400, b5);
        assertEquals(150, Bmp180Calibration.tenths(b5));
        assertEquals(69_964, calibration.pascal(23_843, b5, 0));
    }

    /** The example with three more bits; then both ends of both ranges. */
    @ParameterizedTest
    @CsvSource({
        "6C FA, 5D 23 00, 15, 699.63",
        "5A 3A, 69 C1 60, -40, 700.01",
        "93 93, 50 D0 E0, 85, 700.02",
        "6F 6A, 28 51 E0, 20, 300",
        "6F 6A, 8F D4 60, 20, 1100.03"
    })
    void readsTheDatasheetExample(String first, String second, double celsius, double hectopascal)
            throws Exception {
        var bus = new BusPlayback(IDENTIFIED + measured(first, second));

        var measurements = sensor(bus).sense().measurements();

        assertEquals(new Measurement(TEMPERATURE, celsius), measurements.get(0));
        assertEquals(new Measurement(PRESSURE, hectopascal), measurements.get(1));
        assertEquals(List.of(FIRST, SECOND), waits);
        bus.assertFinished();
    }

    /** 290 and 1110 hPa. */
    @ParameterizedTest
    @ValueSource(strings = {"27 05 80", "91 1E 80", "00 00 00", "FF FF E0"})
    void goesOnWithoutAPressureThatThePartCannotMeasure(String second) throws Exception {
        var bus = new BusPlayback(IDENTIFIED + measured("6F 6A", second));

        var sensed = sensor(bus).sense();

        assertEquals(TEMPERATURE, sensed.measurements().get(0).quantity());
        assertEquals(PRESSURE, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    /** -43 and 88 °C. */
    @ParameterizedTest
    @ValueSource(strings = {"59 AB", "95 59"})
    void refusesATemperatureThatThePartCannotMeasure(String first) throws Exception {
        var bus =
                new BusPlayback(
                        IDENTIFIED + CALIBRATION + TEMPERATURE_CONVERTED + "77 w F6 r " + first);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    /** "Memory map": the register after a reset; the second time it is refused. */
    @Test
    void refusesAPowerUpValue() throws Exception {
        var nothing = TEMPERATURE_CONVERTED + "77 w F6 r 80 00\n";
        var bus = new BusPlayback(IDENTIFIED + CALIBRATION + nothing + nothing);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        assertEquals(List.of(FIRST, FIRST), waits);
        bus.assertFinished();
    }

    @Test
    void waitsWhileItConvertsAndNotForEver() throws Exception {
        var bus =
                new BusPlayback(
                        IDENTIFIED + CALIBRATION + "77 w F4 2E\n" + "77 w F4 r 2E\n".repeat(10));

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        assertEquals(11, waits.size());
        bus.assertFinished();
    }

    /** Section 3.4: none of them is 0x0000 or 0xFFFF. */
    @ParameterizedTest
    @CsvSource({"01 98, 00 00", "0B 34, FF FF", "DD F9, 00 00"})
    void refusesAnEmptyCalibration(String found, String replaced) throws Exception {
        var bus = new BusPlayback(IDENTIFIED + CALIBRATION.replace(found, replaced));

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        assertTrue(thrown.getMessage().contains("calibration"), thrown.getMessage());
        bus.assertFinished();
    }

    @ParameterizedTest
    @ValueSource(strings = {"58", "60", "FF", "00"})
    void refusesAnotherPartBeforeItWrites(String id) {
        var bus = new BusPlayback("77 w D0 r " + id);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        bus.assertFinished();
    }

    private static String measured(String first, String second) {
        return CALIBRATION
                + TEMPERATURE_CONVERTED
                + "77 w F6 r "
                + first
                + "\n"
                + PRESSURE_CONVERTED
                + "77 w F6 r "
                + second
                + "\n";
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(IDENTIFIED + "77 w AA r nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Bmp180 sensor(BusPlayback bus) throws IOException {
        return new Bmp180(new I2cDevice(bus, 0x77), waits::add);
    }
}
