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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands, formulas and checksum are those of the datasheet "SHT4x", version 6, which has no
 * worked example; the numbers were computed with its formulas in another language, apart from the
 * driver.
 */
class Sht4xTest {

    private static final String STARTED =
            """
            44 w 89                   # read serial number
            44 r 0F 4A FE B2 C1 BF
            44 w 94                   # soft reset
            """;

    private final List<Duration> waits = new ArrayList<>();

    /** The last two: 0.0006 % and 99.9986 % are the first and the last that are not cropped. */
    @ParameterizedTest
    @CsvSource({
        "66 66 93 80 00 A2, 25, 56.5010",
        "07 50 51 66 66 93, -40.0011, 44",
        "F8 AF 7C 4A 3D 6F, 125.0011, 30.2497",
        "4A 3D 6F 0C 4A D3, 5.7496, 0.0006",
        "66 66 93 0F 4A FE, 25, 1.4655"
    })
    void readsBothQuantities(String answer, double celsius, double percent) throws Exception {
        var bus = new BusPlayback(STARTED + "44 w FD\n44 r " + answer);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(
                List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                measurements.stream().map(Measurement::quantity).toList());
        assertEquals(celsius, measurements.get(0).value(), 0.00005);
        assertEquals(percent, measurements.get(1).value(), 0.00005);
        assertEquals(
                List.of(Duration.ofMillis(10), Duration.ofMillis(1), Duration.ofNanos(8_300_000)),
                waits);
        bus.assertFinished();
    }

    /** -2.4 % and -0.0013 %, and 102.4 % and 100.0006 %. */
    @ParameterizedTest
    @CsvSource({"07 50 51, 0", "0C 49 80, 0", "DE 00 28, 100", "D9 16 63, 100"})
    void cropsAHumidityAsTheDatasheetHasIt(String word, double percent) throws Exception {
        var bus = new BusPlayback(STARTED + "44 w FD\n44 r 66 66 93 " + word);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(new Measurement(RELATIVE_HUMIDITY, percent), measurements.get(1));
        bus.assertFinished();
    }

    /** -6, -5.02, 110.2 and 119 %, with right checksums. */
    @ParameterizedTest
    @ValueSource(strings = {"00 00 81", "02 00 58", "EE 00 9A", "FF FF AC"})
    void refusesAHumidityThatNoAirHas(String word) throws Exception {
        var bus = new BusPlayback(STARTED + "44 w FD\n44 r 66 66 93 " + word);

        var sensed = sensor(bus).sense();

        assertEquals(TEMPERATURE, sensed.measurements().get(0).quantity());
        assertEquals(RELATIVE_HUMIDITY, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    /** The ends of the formula, -45 and 130 °C; and a wrong checksum, where 93 is right. */
    @ParameterizedTest
    @ValueSource(strings = {"00 00 81", "FF FF AC", "66 66 92"})
    void refusesATemperatureAndNotTheHumidityWithIt(String word) throws Exception {
        var bus = new BusPlayback(STARTED + "44 w FD\n44 r " + word + " 80 00 A2");

        var sensed = sensor(bus).sense();

        assertEquals(RELATIVE_HUMIDITY, sensed.measurements().get(0).quantity());
        assertEquals(TEMPERATURE, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    @Test
    void refusesAnAnswerWithoutOneGoodWord() throws Exception {
        var bus = new BusPlayback(STARTED + "44 w FD\n44 r 66 66 92 80 00 A3");

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    /** Either word, nothing but pull-ups, and a wire held low. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0F 4A FE B2 C1 BE",
                "0F 4A FF B2 C1 BF",
                "FF FF FF FF FF FF",
                "00 00 00 00 00 00"
            })
    void refusesAnotherPart(String serial) {
        var bus = new BusPlayback("44 w 89\n44 r " + serial);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertTrue(thrown.getMessage().contains(serial), thrown.getMessage());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + "44 w FD\n44 r nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Sht4x sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Sht4x(new I2cDevice(bus, 0x44), waits::add);
    }
}
