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

/** By SBOS448G. Shunt voltages are those of its table 7: 320 mV is 7D00, -320 mV is 8300. */
class Ina219Test {

    /** As after a reset. */
    private static final String STARTED =
            """
            40 w 00 r 39 9F
            40 w 05 r 00 00
            """;

    /** Reading the power clears CNVR; then 32 V, ±320 mV, 16 samples of both, triggered. */
    private static final String TRIGGERED =
            """
            40 w 03 r 00 00
            40 w 00 3E 63
            """;

    private static final Duration CONVERSION = Duration.ofNanos(18_800_000);

    private final List<Duration> waits = new ArrayList<>();

    /** Bus voltage in bits 15 to 3, 4 mV each, and CNVR; shunt voltage 10 µV each over 0.1 Ω. */
    @ParameterizedTest
    @CsvSource({
        "5D C2, 07 D0, 12, 0.2, 2.4",
        "5D C2, 7C FF, 12, 3.1999, 38.3988",
        "5D C2, 83 01, 12, -3.1999, -38.3988",
        "00 02, 00 00, 0, 0, 0",
        "CB 22, FF FF, 26, -0.0001, -0.0026",
        "00 0A, 00 01, 0.004, 0.0001, 0.0000004"
    })
    void readsVoltageAndCurrentAndMakesPowerOfThem(
            String bus, String shunt, double volt, double ampere, double watt) throws Exception {
        var playback =
                new BusPlayback(STARTED + TRIGGERED + "40 w 02 r " + bus + "\n40 w 01 r " + shunt);

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

    /** ±320 mV, where the register stands still whatever flows. */
    @ParameterizedTest
    @ValueSource(strings = {"7D 00", "83 00", "7F FF", "80 00"})
    void refusesACurrentThatIsTooLargeAndThePowerWithIt(String shunt) throws Exception {
        var bus = new BusPlayback(STARTED + TRIGGERED + "40 w 02 r 5D C2\n40 w 01 r " + shunt);

        var sensed = sensor(bus).sense();

        assertEquals(List.of(VOLTAGE, CURRENT, POWER), sensed.quantities());
        assertEquals(1, sensed.measurements().size());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    /** 32.76 V: more than the part may have. */
    @Test
    void refusesAVoltageThatThePartMayNotHave() throws Exception {
        var bus = new BusPlayback(STARTED + TRIGGERED + "40 w 02 r FF FA\n40 w 01 r 07 D0");

        var sensed = sensor(bus).sense();

        assertEquals(CURRENT, sensed.measurements().get(0).quantity());
        assertEquals(
                List.of(VOLTAGE, POWER),
                sensed.failures().stream().map(Sensed.Failure::quantity).toList());
        bus.assertFinished();
    }

    @Test
    void waitsForTheConversion() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED
                                + TRIGGERED
                                + """
                                40 w 02 r 00 00
                                40 w 02 r 5D C2
                                40 w 01 r 07 D0
                                """);

        sensor(bus).sense();

        assertEquals(List.of(CONVERSION, Duration.ofMillis(1)), waits);
        bus.assertFinished();
    }

    @Test
    void givesUpOnAConversionThatNeverEnds() throws Exception {
        var bus = new BusPlayback(STARTED + TRIGGERED + "40 w 02 r 5D C0\n".repeat(10));

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        bus.assertFinished();
    }

    /** An INA226 (4127), nothing but pull-ups, and a calibration with the bit that is always 0. */
    @ParameterizedTest
    @CsvSource({"41 27, 00 00", "FF FF, FF FF", "39 9F, 00 01"})
    void refusesAnotherPartBeforeItWrites(String configuration, String calibration) {
        var bus =
                new BusPlayback("40 w 00 r " + configuration + "\n40 w 05 r " + calibration + "\n");

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + "40 w 03 r nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Ina219 sensor(BusPlayback bus) throws IOException {
        return new Ina219(new I2cDevice(bus, 0x40), waits::add);
    }
}
