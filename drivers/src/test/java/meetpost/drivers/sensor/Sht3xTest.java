package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
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
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands, formulas and checksum are those of the datasheet "SHT3x-DIS", version 5, which has no
 * worked example of a measurement; the numbers were computed with its section 4.13 in another
 * language, apart from the driver.
 */
class Sht3xTest {

    private static final String STARTED =
            """
            44 w F3 2D                # read status
            44 r 80 10 E1             # an alert is pending, a reset was detected
            44 w 30 93                # break
            44 w 30 A2                # soft reset
            """;

    private final List<Duration> waits = new ArrayList<>();

    /** 0x6666 is 26214, two fifths of 65535. */
    @ParameterizedTest
    @CsvSource({
        "66 66 93 80 00 A2, 25, 50.0008",
        "41 D4 3C 00 00 81, 0.0004, 0",
        "41 19 37 66 66 93, -0.4990, 40",
        "07 50 51 F7 77 58, -40.0011, 96.6674",
        "F8 AF 7C FF FF AC, 125.0011, 100"
    })
    void readsBothQuantities(String answer, double celsius, double percent) throws Exception {
        var bus = new BusPlayback(STARTED + "44 w 24 00\n44 r " + answer);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(
                List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                measurements.stream().map(Measurement::quantity).toList());
        assertEquals(celsius, measurements.get(0).value(), 0.00005);
        assertEquals(percent, measurements.get(1).value(), 0.00005);
        assertEquals(
                List.of(
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        Duration.ofNanos(1_500_000),
                        Duration.ofNanos(15_500_000)),
                waits);
        bus.assertFinished();
    }

    /** Where 93 and A2 would be right. */
    @ParameterizedTest
    @CsvSource({
        "66 66 92 80 00 A2, temperature, humidity",
        "66 66 93 80 00 A3, humidity, temperature",
        "66 67 93 80 00 A2, temperature, humidity"
    })
    void refusesAWordWithABadChecksumAndNotTheOther(
            String answer,
            @ConvertWith(StandardQuantity.class) Quantity failed,
            @ConvertWith(StandardQuantity.class) Quantity measured)
            throws Exception {
        var bus = new BusPlayback(STARTED + "44 w 24 00\n44 r " + answer);

        var sensed = sensor(bus).sense();

        assertEquals(measured, sensed.measurements().get(0).quantity());
        assertEquals(failed, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    @Test
    void refusesAnAnswerWithoutOneGoodWord() throws Exception {
        var bus = new BusPlayback(STARTED + "44 w 24 00\n44 r FF FF FF FF FF FF");

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        assertTrue(thrown.getMessage().contains("FF FF FF, expected AC"), thrown.getMessage());
        bus.assertFinished();
    }

    /** -45 and 130 °C, the ends of the formula, with right checksums. */
    @ParameterizedTest
    @ValueSource(strings = {"00 00 81", "FF FF AC"})
    void refusesATemperatureOutsideOfItsRange(String word) throws Exception {
        var bus = new BusPlayback(STARTED + "44 w 24 00\n44 r " + word + " 80 00 A2");

        var sensed = sensor(bus).sense();

        assertEquals(TEMPERATURE, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        assertEquals(RELATIVE_HUMIDITY, sensed.measurements().get(0).quantity());
        bus.assertFinished();
    }

    /** Other registers of other parts; nothing but pull-ups; and a wire held low. */
    @ParameterizedTest
    @ValueSource(strings = {"39 9F 39", "FF FF FF", "00 00 00"})
    void refusesAnotherPartBeforeItWritesToIt(String status) {
        var bus = new BusPlayback("44 w F3 2D\n44 r " + status);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertTrue(thrown.getMessage().contains(status), thrown.getMessage());
        bus.assertFinished();
    }

    /** Section 4.4: where there is no data the read header is not acknowledged. */
    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + "44 w 24 00\n44 r nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Sht3x sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Sht3x(new I2cDevice(bus, 0x44), waits::add);
    }
}
