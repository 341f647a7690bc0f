package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
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
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * By SNAS672A. It has no worked example; the numbers were computed with its sections 8.6.1 and
 * 8.6.2 apart from the driver.
 */
class Hdc1080Test {

    private static final String STARTED =
            """
            40 w FE r 54 49
            40 w FF r 10 50
            40 w 02 10 00
            """;

    private static final Duration CONVERSION = Duration.ofMillis(15);

    private final List<Duration> waits = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "80 00 80 00, 42.5, 50",
        "00 00 00 00, -40, 0",
        "40 00 20 00, 1.25, 12.5",
        "3E 0C FF FC, -0.00885, 99.9939",
        "FF FC FF FC, 124.9899, 99.9939"
    })
    void readsBothQuantities(String answer, double celsius, double percent) throws Exception {
        var bus = new BusPlayback(STARTED + "40 w 00\n40 r " + answer);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(
                List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                measurements.stream().map(Measurement::quantity).toList());
        assertEquals(celsius, measurements.get(0).value(), 0.00005);
        assertEquals(percent, measurements.get(1).value(), 0.00005);
        assertEquals(List.of(CONVERSION), waits);
        bus.assertFinished();
    }

    /** It does not acknowledge a read while it converts. */
    @Test
    void waitsWhileItConverts() throws Exception {
        var bus = new BusPlayback(STARTED + "40 w 00\n40 r nak\n40 r nak\n40 r 80 00 80 00");

        sensor(bus).sense();

        assertEquals(List.of(CONVERSION, Duration.ofMillis(2), Duration.ofMillis(2)), waits);
        bus.assertFinished();
    }

    @Test
    void takesAPartThatNeverAcknowledgesForGone() throws Exception {
        var bus = new BusPlayback(STARTED + "40 w 00\n" + "40 r nak\n".repeat(10));

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    /** Sections 8.6.1 and 8.6.2: the last two bits are always 0. */
    @ParameterizedTest
    @CsvSource({
        "80 01 80 00, temperature, humidity",
        "80 02 80 00, temperature, humidity",
        "80 00 80 01, humidity, temperature",
        "80 00 FF FF, humidity, temperature"
    })
    void refusesAWordThatThePartCannotSayAndNotTheOther(
            String answer,
            @ConvertWith(StandardQuantity.class) Quantity failed,
            @ConvertWith(StandardQuantity.class) Quantity measured)
            throws Exception {
        var bus = new BusPlayback(STARTED + "40 w 00\n40 r " + answer);

        var sensed = sensor(bus).sense();

        assertEquals(measured, sensed.measurements().get(0).quantity());
        assertEquals(failed, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    /** An INA226 of the same maker, an HDC1000, and nothing but pull-ups. */
    @ParameterizedTest
    @CsvSource({"54 49, 22 60", "54 49, 10 00", "FF FF, FF FF", "54 48, 10 50"})
    void refusesAnotherPartBeforeItWrites(String manufacturer, String id) {
        var bus = new BusPlayback("40 w FE r " + manufacturer + "\n40 w FF r " + id);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + "40 w 00 nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Hdc1080 sensor(BusPlayback bus) throws IOException {
        return new Hdc1080(new I2cDevice(bus, 0x40), waits::add);
    }
}
