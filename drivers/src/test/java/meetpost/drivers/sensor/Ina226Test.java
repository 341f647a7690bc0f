package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.CURRENT;
import static meetpost.drivers.sensor.Quantity.POWER;
import static meetpost.drivers.sensor.Quantity.VOLTAGE;
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
 * By SBOS547B. 24 V is 4B00 there (section 7.1.3), and -80 mV of the shunt is 8300 (section 7.1.2).
 */
class Ina226Test {

    private static final String STARTED =
            """
            40 w FE r 54 49
            40 w FF r 22 60
            """;

    /** 16 samples, 1.1 ms for each of both, triggered; CVRF is bit 3. */
    private static final String CONVERTED =
            """
            40 w 00 45 23
            40 w 06 r 00 08
            """;

    private static final Duration CONVERSION = Duration.ofNanos(38_720_000);

    private final List<Duration> waits = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "4B 00, 0F A0, 24, 0.1, 2.4",
        "4B 00, 83 00, 24, -0.8, -19.2",
        "00 00, 00 00, 0, 0, 0",
        "00 01, FF FF, 0.00125, -0.000025, -0.00000003125",
        "70 80, 7F FE, 36, 0.81915, 29.4894",
        "71 48, 00 00, 36.25, 0, 0"
    })
    void readsVoltageAndCurrentAndMakesPowerOfThem(
            String bus, String shunt, double volt, double ampere, double watt) throws Exception {
        var playback =
                new BusPlayback(STARTED + CONVERTED + "40 w 02 r " + bus + "\n40 w 01 r " + shunt);

        var measurements = sensor(playback).sense().measurements();

        assertEquals(
                List.of(VOLTAGE, CURRENT, POWER),
                measurements.stream().map(Measurement::quantity).toList());
        assertEquals(volt, measurements.get(0).value(), 1e-9);
        assertEquals(ampere, measurements.get(1).value(), 1e-9);
        assertEquals(watt, measurements.get(2).value(), 1e-9);
        assertEquals(List.of(CONVERSION), waits);
        playback.assertFinished();
    }

    /** ±81.92 mV, where the register stands still whatever flows. */
    @ParameterizedTest
    @ValueSource(strings = {"7F FF", "80 00"})
    void refusesACurrentThatIsTooLargeAndThePowerWithIt(String shunt) throws Exception {
        var bus = new BusPlayback(STARTED + CONVERTED + "40 w 02 r 4B 00\n40 w 01 r " + shunt);

        var sensed = sensor(bus).sense();

        assertEquals(VOLTAGE, sensed.measurements().get(0).quantity());
        assertEquals(
                List.of(CURRENT, POWER),
                sensed.failures().stream().map(Sensed.Failure::quantity).toList());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    /** A bit more than 36.25 V, and 40.96 V less a bit: more than the part may have. */
    @ParameterizedTest
    @ValueSource(strings = {"71 49", "7F FF"})
    void refusesAVoltageThatThePartMayNotHave(String voltage) throws Exception {
        var bus =
                new BusPlayback(STARTED + CONVERTED + "40 w 02 r " + voltage + "\n40 w 01 r 0F A0");

        var sensed = sensor(bus).sense();

        assertEquals(CURRENT, sensed.measurements().get(0).quantity());
        assertEquals(VOLTAGE, sensed.failures().get(0).quantity());
        bus.assertFinished();
    }

    @Test
    void waitsForTheConversionAndNotForEver() throws Exception {
        var bus = new BusPlayback(STARTED + "40 w 00 45 23\n" + "40 w 06 r 00 04\n".repeat(10));

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        assertEquals(11, waits.size());
        bus.assertFinished();
    }

    /** An INA260 (die 2270), an HDC1080 (1050), and what is nothing at all. */
    @ParameterizedTest
    @CsvSource({"54 49, 22 70", "54 49, 10 50", "FF FF, FF FF", "54 48, 22 60"})
    void refusesAnotherPartBeforeItWrites(String manufacturer, String die) {
        var bus = new BusPlayback("40 w FE r " + manufacturer + "\n40 w FF r " + die);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        bus.assertFinished();
    }

    /** The last four bits of the die's number are its revision. */
    @Test
    void takesAnyRevision() throws Exception {
        var bus = new BusPlayback("40 w FE r 54 49\n40 w FF r 22 6F");

        sensor(bus);

        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + "40 w 00 45 23 nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Ina226 sensor(BusPlayback bus) throws IOException {
        return new Ina226(new I2cDevice(bus, 0x40), waits::add);
    }
}
