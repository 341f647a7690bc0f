package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

/** By DS25095A: registers 5-2, 5-4, 5-5 and 5-6. */
class Mcp9808Test {

    private static final String IDENTIFIED =
            """
            18 w 06 r 00 54
            18 w 07 r 04 00
            """;

    private static final String STARTED = IDENTIFIED + "18 w 01 r 00 00\n";

    private static final String AWAKE = "18 w 01 r 00 00\n";

    private static final Duration CONVERSION = Duration.ofMillis(350);

    private final List<Duration> waits = new ArrayList<>();

    /** Bit 12 is the sign; bits 15 to 13 are flags of the alert and do not count. */
    @ParameterizedTest
    @CsvSource({
        "01 94, 25.25",
        "C1 94, 25.25",
        "E1 94, 25.25",
        "00 01, 0.0625",
        "1F FF, -0.0625",
        "3F FF, -0.0625",
        "1D 80, -40",
        "07 D0, 125"
    })
    void readsItsRegister(String register, double celsius) throws Exception {
        var bus = new BusPlayback(STARTED + AWAKE + "18 w 05 r " + register);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(List.of(new Measurement(TEMPERATURE, celsius)), measurements);
        assertEquals(List.of(), waits);
        bus.assertFinished();
    }

    /** Register 5-4 is 0 at power-up, and the flags may be set with it. */
    @ParameterizedTest
    @CsvSource({"00 00, 01 94, 25.25", "C0 00, C0 00, 0"})
    void believesZeroDegreesTheSecondTime(String first, String second, double celsius)
            throws Exception {
        var bus = new BusPlayback(STARTED + AWAKE + "18 w 05 r " + first + "\n18 w 05 r " + second);

        assertEquals(
                List.of(new Measurement(TEMPERATURE, celsius)), sensor(bus).sense().measurements());
        assertEquals(List.of(CONVERSION), waits);
        bus.assertFinished();
    }

    /** Its alert's settings stay as they are. */
    @Test
    void wakesUpAPartThatWasShutDown() throws Exception {
        var bus =
                new BusPlayback(
                        IDENTIFIED
                                + """
                                18 w 01 r 01 08
                                18 w 01 00 08
                                18 w 01 r 00 08
                                18 w 01 r 00 08
                                18 w 05 r 01 94
                                """);

        sensor(bus).sense();

        assertEquals(List.of(CONVERSION), waits);
        bus.assertFinished();
    }

    /** Another program may do it; register 5-2 lets the lock bits stand. */
    @Test
    void wakesUpAPartThatWasShutDownSince() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED
                                + """
                                18 w 01 r 01 C0
                                18 w 01 00 C0
                                18 w 01 r 00 C0
                                18 w 05 r 01 94
                                """);

        sensor(bus).sense();

        assertEquals(List.of(CONVERSION), waits);
        bus.assertFinished();
    }

    /** Its register is old then. */
    @Test
    void refusesAPartThatStaysShutDown() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED
                                + """
                                18 w 01 r 01 00
                                18 w 01 00 00
                                18 w 01 r 01 00
                                """);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        bus.assertFinished();
    }

    /** -41.0625, 126.0625, and both ends of the register. */
    @ParameterizedTest
    @ValueSource(strings = {"1D 6F", "07 E1", "10 00", "0F FF"})
    void refusesWhatThePartCannotMeasure(String register) throws Exception {
        var bus = new BusPlayback(STARTED + AWAKE + "18 w 05 r " + register);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    /** An LIS3DH has no 54; an MCP9844 is of device 06. */
    @ParameterizedTest
    @CsvSource({"00 00, 00 00", "00 54, 06 01", "54 00, 04 00", "FF FF, FF FF"})
    void refusesAnotherPartBeforeItWrites(String manufacturer, String device) {
        var bus = new BusPlayback("18 w 06 r " + manufacturer + "\n18 w 07 r " + device);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + AWAKE + "18 w 05 r nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Mcp9808 sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Mcp9808(new I2cDevice(bus, 0x18), waits::add);
    }
}
