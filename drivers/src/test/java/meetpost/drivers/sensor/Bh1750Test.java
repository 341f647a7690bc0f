package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.ILLUMINANCE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
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

/** By ROHM's "Technical Note" BH1750FVI, 2009.04 revision B: pages 5, 10 and 11. */
class Bh1750Test {

    private static final String STARTED = "23 w 01\n";

    /** Power on, a measurement time of 69, one time in H-resolution mode. */
    private static final String USUAL =
            """
            23 w 01
            23 w 42
            23 w 65
            23 w 20
            """;

    /** A measurement time of 31. */
    private static final String SHORTEST =
            """
            23 w 01
            23 w 40
            23 w 7F
            23 w 20
            """;

    private static final Duration MEASUREMENT = Duration.ofMillis(180);

    private final List<Duration> waits = new ArrayList<>();

    /** Page 10 prints 28067 lx for 83 90. */
    @ParameterizedTest
    @CsvSource({"83 90, 28066.667", "00 01, 0.8333", "00 0C, 10", "FF FE, 54611.667"})
    void readsTheDatasheetExample(String counts, double lux) throws Exception {
        var bus = new BusPlayback(STARTED + USUAL + "23 r " + counts);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(ILLUMINANCE, measurements.get(0).quantity());
        assertEquals(lux, measurements.get(0).value(), 0.0005);
        assertEquals(List.of(MEASUREMENT), waits);
        bus.assertFinished();
    }

    /**
     * In sunlight: 65535 counts may be any more; 100000 lx are 53913 counts in the shortest time.
     */
    @Test
    void measuresInTheShortestTimeWhereItIsTooBright() throws Exception {
        var bus = new BusPlayback(STARTED + USUAL + "23 r FF FF\n" + SHORTEST + "23 r D2 99");

        assertEquals(99_999.92, sensor(bus).sense().measurements().get(0).value(), 0.05);
        assertEquals(List.of(MEASUREMENT, MEASUREMENT.multipliedBy(31).dividedBy(69)), waits);
        bus.assertFinished();
    }

    @Test
    void refusesMoreLightThanItCanMeasure() throws Exception {
        var bus = new BusPlayback(STARTED + USUAL + "23 r FF FF\n" + SHORTEST + "23 r FF FF");

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    /** The data register is 0 after a reset. */
    @ParameterizedTest
    @CsvSource({"00 00, 0", "00 0C, 10"})
    void believesDarknessTheSecondTime(String second, double lux) throws Exception {
        var bus = new BusPlayback(STARTED + USUAL + "23 r 00 00\n" + USUAL + "23 r " + second);

        assertEquals(lux, sensor(bus).sense().measurements().get(0).value(), 0.0005);
        assertEquals(List.of(MEASUREMENT, MEASUREMENT), waits);
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() {
        var thrown = assertThrows(BusException.class, () -> sensor(new BusPlayback("23 w 01 nak")));

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
    }

    private Bh1750 sensor(BusPlayback bus) throws IOException {
        return new Bh1750(new I2cDevice(bus, 0x23), waits::add);
    }
}
