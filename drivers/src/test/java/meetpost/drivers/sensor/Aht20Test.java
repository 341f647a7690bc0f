package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
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
 * By the datasheets "AHT20", version 1.1, and "DHT20", version 1.0. The first two answers are those
 * of real parts; the other numbers and all checksums were computed in another language, apart from
 * the driver.
 */
class Aht20Test {

    private static final Duration MEASUREMENT = Duration.ofMillis(80);
    private static final Duration TEN = Duration.ofMillis(10);
    private static final String MEASURE = "38 w AC 33 00\n";

    private final List<Duration> waits = new ArrayList<>();

    /** From github.com/bilbobg/aht20 and the wiki of github.com/elixir-sensors/aht20. */
    @ParameterizedTest
    @CsvSource({
        "1C 3B 5E 86 88 B2 D2, 31.6746, 23.1911",
        "1C 26 9A 76 42 E7 76, 28.2667, 15.0794",
        "18 80 00 06 00 00 23, 25, 50",
        "18 80 00 00 CC CD 93, -40, 50",
        "18 FF FF FA CC CD 40, 85, 99.9999",
        "18 20 00 04 00 00 E4, 0, 12.5",
        "18 FD 70 A3 F5 C3 84, -0.4999, 99"
    })
    void readsBothQuantities(String answer, double celsius, double percent) throws Exception {
        var bus = new BusPlayback("38 r 18\n" + MEASURE + "38 r " + answer);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(
                List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                measurements.stream().map(Measurement::quantity).toList());
        assertEquals(celsius, measurements.get(0).value(), 0.00005);
        assertEquals(percent, measurements.get(1).value(), 0.00005);
        assertEquals(List.of(MEASUREMENT), waits);
        bus.assertFinished();
    }

    /** Status bit 3. */
    @Test
    void initialisesAPartThatIsNotCalibrated() throws Exception {
        var bus =
                new BusPlayback(
                        """
                        38 r 10
                        38 w BE 08 00
                        38 r 18
                        """);

        sensor(bus);

        assertEquals(List.of(TEN), waits);
        bus.assertFinished();
    }

    @Test
    void refusesAPartThatCannotBeInitialised() {
        var bus = new BusPlayback("38 r 10\n38 w BE 08 00\n38 r 10");

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(NOT_READY, thrown.kind());
        assertTrue(thrown.getMessage().contains("0x10"), thrown.getMessage());
        bus.assertFinished();
    }

    @Test
    void initialisesItAgainAfterALossOfPower() throws Exception {
        var bus =
                new BusPlayback(
                        "38 r 18\n"
                                + MEASURE
                                + """
                                38 r 10 80 00 06 00 00 F9
                                38 w BE 08 00
                                38 r 18
                                """
                                + MEASURE
                                + "38 r 18 80 00 06 00 00 23");

        assertEquals(25, sensor(bus).sense().measurements().get(0).value());
        assertEquals(List.of(MEASUREMENT, TEN, MEASUREMENT), waits);
        bus.assertFinished();
    }

    @Test
    void waitsWhileItIsBusy() throws Exception {
        var bus =
                new BusPlayback(
                        "38 r 98\n38 r 18\n"
                                + MEASURE
                                + """
                                38 r 98 80 00 06 00 00 CF
                                38 r 18 80 00 06 00 00 23
                                """);

        sensor(bus).sense();

        assertEquals(List.of(TEN, MEASUREMENT, TEN), waits);
        bus.assertFinished();
    }

    /** A port expander at 0x38 with nothing pulled down reads FF too. */
    @Test
    void givesUpOnAPartThatIsBusyForEver() {
        var bus = new BusPlayback("38 r FF\n".repeat(10));

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(NOT_READY, thrown.kind());
        bus.assertFinished();
    }

    /** One wrong bit in each byte but the status, and in the checksum; then an AHT10. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1C 3A 5E 86 88 B2 D2",
                "1C 3B 5F 86 88 B2 D2",
                "1C 3B 5E 87 88 B2 D2",
                "1C 3B 5E 86 89 B2 D2",
                "1C 3B 5E 86 88 B3 D2",
                "1D 3B 5E 86 88 B2 D2",
                "1C 3B 5E 86 88 B2 D3",
                "1C 3B 5E 86 88 B2 FF"
            })
    void refusesAWrongChecksum(String answer) throws Exception {
        var bus = new BusPlayback("38 r 18\n" + MEASURE + "38 r " + answer);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    /** -45 and 90 °C, with right checksums. */
    @ParameterizedTest
    @ValueSource(strings = {"18 80 00 00 66 66 94", "18 80 00 0B 33 33 17"})
    void refusesATemperatureThatThePartCannotMeasure(String answer) throws Exception {
        var bus = new BusPlayback("38 r 18\n" + MEASURE + "38 r " + answer);

        var sensed = sensor(bus).sense();

        assertEquals(RELATIVE_HUMIDITY, sensed.measurements().get(0).quantity());
        assertEquals(TEMPERATURE, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback("38 r 18\n38 w AC 33 00 nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Aht20 sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Aht20(new I2cDevice(bus, 0x38), waits::add);
    }
}
