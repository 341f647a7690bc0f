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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * By the datasheet "SHTC3", version 4. Its example prints 23.7 °C and 62.9 %; more digits by
 * section 5.11.
 */
class Shtc3Test {

    private static final String IDENTIFIED =
            """
            70 w 35 17                # wake up
            70 w EF C8                # read identification
            70 r 88 47 3F             # the varying bits set
            70 w B0 98                # sleep
            """;

    private static final String MEASURED =
            """
            70 w 35 17
            70 w 78 66
            70 r %s
            70 w B0 98
            """;

    private static final Duration WAKING = Duration.ofNanos(240_000);

    private final List<Duration> waits = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "64 8B C7 A1 33 1C, 23.7305, 62.9684",
        "07 50 51 00 00 81, -40.0012, 0",
        "F8 AF 7C FF FF AC, 124.9986, 99.9985"
    })
    void readsTheDatasheetExampleAndBothEnds(String answer, double celsius, double percent)
            throws Exception {
        var bus = new BusPlayback(IDENTIFIED + MEASURED.formatted(answer));

        var measurements = sensor(bus).sense().measurements();

        assertEquals(
                List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                measurements.stream().map(Measurement::quantity).toList());
        assertEquals(celsius, measurements.get(0).value(), 0.00005);
        assertEquals(percent, measurements.get(1).value(), 0.00005);
        assertEquals(List.of(WAKING, WAKING, Duration.ofNanos(12_100_000)), waits);
        bus.assertFinished();
    }

    /** Where C7 and 1C would be right; then -45 °C, the end of the formula. */
    @ParameterizedTest
    @CsvSource({
        "64 8B C8 A1 33 1C, temperature, humidity",
        "64 8B C7 A1 33 1D, humidity, temperature",
        "00 00 81 A1 33 1C, temperature, humidity"
    })
    void refusesAWordAndNotTheOther(
            String answer,
            @ConvertWith(StandardQuantity.class) Quantity failed,
            @ConvertWith(StandardQuantity.class) Quantity measured)
            throws Exception {
        var bus = new BusPlayback(IDENTIFIED + MEASURED.formatted(answer));

        var sensed = sensor(bus).sense();

        assertEquals(measured, sensed.measurements().get(0).quantity());
        assertEquals(failed, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    /** An SHTC1 has 0007; a bit that is fixed, the other way. */
    @ParameterizedTest
    @ValueSource(strings = {"00 07 16", "08 06 10"})
    void refusesAnotherPart(String id) {
        var bus = new BusPlayback("70 w 35 17\n70 w EF C8\n70 r " + id + "\n70 w B0 98");

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(IDENTIFIED + "70 w 35 17 nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Shtc3 sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Shtc3(new I2cDevice(bus, 0x70), waits::add);
    }
}
