package meetpost.drivers.sensor;

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

/** By SNOSD82D. Temperatures are those of its table 7-1, and the ends of its range. */
class Tmp117Test {

    private static final String IDENTIFIED = "48 w 0F r 01 17\n";

    /** As after a reset; then one shot, the mean of eight, and the flag that data is ready. */
    private static final String CONVERTED =
            """
            48 w 01 r 02 20
            48 w 01 0C 20
            48 w 01 r 26 20
            """;

    private static final Duration CONVERSION = Duration.ofMillis(140);

    private final List<Duration> waits = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "00 00, 0",
        "00 01, 0.0078125",
        "00 10, 0.125",
        "00 80, 1",
        "0C 80, 25",
        "32 00, 100",
        "4B 00, 150",
        "FF FF, -0.0078125",
        "FF F0, -0.125",
        "F3 80, -25",
        "E4 80, -55"
    })
    void readsTheTableOfTheDatasheet(String register, double celsius) throws Exception {
        var bus = new BusPlayback(IDENTIFIED + CONVERTED + "48 w 00 r " + register);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(List.of(new Measurement(TEMPERATURE, celsius)), measurements);
        assertEquals(List.of(CONVERSION), waits);
        bus.assertFinished();
    }

    /** T/nA, POL and DR/Alert; flags, rhythm and mean of before do not count. */
    @Test
    void leavesTheAlertsSettingsAsTheyAre() throws Exception {
        var bus =
                new BusPlayback(
                        IDENTIFIED
                                + """
                                48 w 01 r E3 FC
                                48 w 01 0C 3C
                                48 w 01 r 26 3C
                                48 w 00 r 0C 80
                                """);

        sensor(bus).sense();

        bus.assertFinished();
    }

    @Test
    void waitsForTheConversionAndNotForEver() throws Exception {
        var bus =
                new BusPlayback(
                        IDENTIFIED
                                + "48 w 01 r 02 20\n48 w 01 0C 20\n"
                                + "48 w 01 r 0C 20\n".repeat(10));

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        assertEquals(11, waits.size());
        bus.assertFinished();
    }

    /** Section 7.6.2: -256 °C until the first conversion. */
    @Test
    void refusesThePowerUpValue() throws Exception {
        var bus = new BusPlayback(IDENTIFIED + CONVERTED + "48 w 00 r 80 00");

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        bus.assertFinished();
    }

    /** -55.5 and 150.5 °C, and both ends of the register. */
    @ParameterizedTest
    @ValueSource(strings = {"E4 40", "4B 40", "80 01", "7F FF"})
    void refusesWhatThePartCannotMeasure(String register) throws Exception {
        var bus = new BusPlayback(IDENTIFIED + CONVERTED + "48 w 00 r " + register);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    /** A TMP116 is 1116. */
    @ParameterizedTest
    @ValueSource(strings = {"11 16", "FF FF", "00 00"})
    void refusesAnotherPartBeforeItWrites(String id) {
        var bus = new BusPlayback("48 w 0F r " + id);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertTrue(thrown.getMessage().contains(id.replace(" ", "")), thrown.getMessage());
        bus.assertFinished();
    }

    /** The first four bits are the revision. */
    @Test
    void takesAnyRevision() throws Exception {
        var bus = new BusPlayback("48 w 0F r 31 17");

        sensor(bus);

        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(IDENTIFIED + "48 w 01 r nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Tmp117 sensor(BusPlayback bus) throws IOException {
        return new Tmp117(new I2cDevice(bus, 0x48), waits::add);
    }
}
