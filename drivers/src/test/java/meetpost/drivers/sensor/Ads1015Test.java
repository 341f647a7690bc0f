package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusPlayback;
import meetpost.drivers.bus.I2cDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Registers and codes are those of SBAS473E, sections 8.5.4 and 8.6; see also {@link Ads1115Test}.
 */
class Ads1015Test {

    private static final AnalogInput PROBE =
            new AnalogInput(Quantity.named("probe", "V", 3), 2, OptionalInt.empty(), 2.048);

    private static final String AS_POWERED_UP =
            """
            49 w 02 r 80 00           # Lo_thresh
            49 w 03 r 7F FF           # Hi_thresh
            """;

    /** OS, AIN2 against ground, ±2.048 V, single-shot, 1600 a second, comparator off. */
    private static final String AIN2 =
            """
            49 w 01 E5 83
            49 w 01 r E5 83
            """;

    private final List<Duration> waits = new ArrayList<>();

    /** Section 8.5.4: FS/2^11 is 0010; at ±2.048 V that is 1 mV. */
    @ParameterizedTest
    @CsvSource({"7F E0, 2.046", "40 00, 1.024", "00 10, 0.001", "00 00, 0", "FF F0, -0.001"})
    void readsAnInputAgainstGround(String code, double volts) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + AIN2 + "49 w 00 r " + code);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(volts, measurements.get(0).value(), 1e-12);
        assertEquals(List.of(Duration.ofMillis(1)), waits);
        bus.assertFinished();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7F F0", "80 00", "ED 30"})
    void refusesWhatIsBeyondTheRangeOrBelowGround(String code) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + AIN2 + "49 w 00 r " + code);

        assertEquals(CORRUPT, assertThrows(SensorException.class, sensor(bus)::sense).kind());
    }

    @Test
    void givesUpAfterThreeLooks() throws Exception {
        var bus =
                new BusPlayback(AS_POWERED_UP + "49 w 01 E5 83\n" + "49 w 01 r 65 83\n".repeat(3));

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        assertEquals(Collections.nCopies(3, Duration.ofMillis(1)), waits);
        bus.assertFinished();
    }

    @Test
    void refusesAnotherPartBeforeItWrites() {
        var bus = new BusPlayback("49 w 02 r 4B 00\n49 w 03 r 50 00");

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertEquals(
                "not an ADS1015: its thresholds read 0x4B00 and 0x5000, expected 0x8000 and 0x7FFF,"
                        + " as after power-up",
                thrown.getMessage());
        bus.assertFinished();
    }

    @Test
    void noticesAPartOfSixteenBits() throws Exception {
        Ads1015 sensor =
                sensor(
                        new BusPlayback(
                                AS_POWERED_UP
                                        + AIN2
                                        + "49 w 00 r 40 00\n"
                                        + AIN2
                                        + "49 w 00 r 40 01"));

        sensor.sense();
        assertEquals(Optional.empty(), sensor.remark());
        sensor.sense();
        assertEquals(Optional.of("gives 16 bits, not 12: an ADS1115"), sensor.remark());
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + "49 w 01 E5 83 nak");

        assertThrows(BusException.class, sensor(bus)::sense);
    }

    private Ads1015 sensor(BusPlayback bus) throws IOException {
        return new Ads1015(new I2cDevice(bus, 0x49), waits::add, List.of(PROBE));
    }
}
