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

/**
 * By the datasheet of the ADT7410, revision C. Temperatures are those of its table 5, whose 13 bits
 * are to the left in the register.
 */
class Adt7410Test {

    private static final String IDENTIFIED = "48 w 0B r CB\n";

    /** The old value is taken away; 16 bits, one shot; and the flag that is 0 when it is there. */
    private static final String CONVERTED =
            """
            48 w 00 r 00 00
            48 w 03 r 00
            48 w 03 A0
            48 w 02 r 00
            """;

    private static final Duration CONVERSION = Duration.ofMillis(250);

    private final List<Duration> waits = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "E4 80, -55",
        "E7 00, -50",
        "F3 80, -25",
        "FF FF, -0.0078125",
        "00 00, 0",
        "00 01, 0.0078125",
        "0C 80, 25",
        "19 00, 50",
        "3E 80, 125",
        "4B 00, 150",
        "4B 80, 151"
    })
    void readsTheTableOfTheDatasheet(String register, double celsius) throws Exception {
        var bus = new BusPlayback(IDENTIFIED + CONVERTED + "48 w 00 r " + register);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(List.of(new Measurement(TEMPERATURE, celsius)), measurements);
        assertEquals(List.of(CONVERSION), waits);
        bus.assertFinished();
    }

    @Test
    void leavesWhatItsPinsDoAsItIs() throws Exception {
        var bus =
                new BusPlayback(
                        IDENTIFIED
                                + """
                                48 w 00 r 0C 80
                                48 w 03 r 7F
                                48 w 03 BF
                                48 w 02 r 80
                                48 w 02 r 00
                                48 w 00 r 0C 80
                                """);

        sensor(bus).sense();

        assertEquals(List.of(CONVERSION, Duration.ofMillis(10)), waits);
        bus.assertFinished();
    }

    @Test
    void givesUpOnAConversionThatNeverEnds() throws Exception {
        var bus =
                new BusPlayback(
                        IDENTIFIED
                                + "48 w 00 r 00 00\n48 w 03 r 00\n48 w 03 A0\n"
                                + "48 w 02 r 80\n".repeat(10));

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        bus.assertFinished();
    }

    /** -57 and 151.5 °C, and both ends of the register. */
    @ParameterizedTest
    @ValueSource(strings = {"E3 80", "4B C0", "80 00", "7F FF"})
    void refusesWhatThePartCannotMeasure(String register) throws Exception {
        var bus = new BusPlayback(IDENTIFIED + CONVERTED + "48 w 00 r " + register);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0", "D8", "FF", "00"})
    void refusesAnotherPartBeforeItWrites(String id) {
        var bus = new BusPlayback("48 w 0B r " + id);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(IDENTIFIED + "48 w 00 r nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Adt7410 sensor(BusPlayback bus) throws IOException {
        return new Adt7410(new I2cDevice(bus, 0x48), waits::add);
    }
}
