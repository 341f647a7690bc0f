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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * By HPC199_3: its examples are 24.7 °C for 683A, 54.8 % for 7C80, and the checksums 7C of 683A and
 * 6B of 4E85. The times are those of table 7 of "SHT20", version 3.
 */
class Htu21dTest {

    private static final String STARTED =
            """
            40 w FE
            40 w E7 r 02
            """;

    private static final Duration RESET = Duration.ofMillis(15);

    private final List<Duration> waits = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "68 3A 7C, 7C 80 F5, 24.6864, 54.7910",
        "4E 85 6B, 4E 85 6B, 7.0436, 32.3377",
        "09 30 06, 15 00 19, -40.5436, 4.2539",
        "FA 4C B6, C4 9B FA, 124.9553, 89.9930"
    })
    void readsTheExamplesOfTheDatasheet(
            String temperature, String humidity, double celsius, double percent) throws Exception {
        var bus = new BusPlayback(STARTED + measured(temperature, humidity));

        var measurements = sensor(bus).sense().measurements();

        assertEquals(
                List.of(TEMPERATURE, RELATIVE_HUMIDITY),
                measurements.stream().map(Measurement::quantity).toList());
        assertEquals(celsius, measurements.get(0).value(), 0.00005);
        assertEquals(percent, measurements.get(1).value(), 0.00005);
        assertEquals(List.of(RESET, Duration.ofMillis(85), Duration.ofMillis(29)), waits);
        bus.assertFinished();
    }

    /** -6.0 % and -0.003 %, and 106.5 % and 100.2 %, cropped; with right checksums. */
    @ParameterizedTest
    @CsvSource({"0C 4A 52, 0", "03 E8 55, 0", "E6 66 31, 100", "D9 9A E5, 100"})
    void cropsAHumidityAsTheDatasheetHasIt(String word, double percent) throws Exception {
        var bus = new BusPlayback(STARTED + measured("68 3A 7C", word));

        var measurements = sensor(bus).sense().measurements();

        assertEquals(new Measurement(RELATIVE_HUMIDITY, percent), measurements.get(1));
        bus.assertFinished();
    }

    /** -6, -5.02, 110.2 and 119 %; then a wrong checksum, where F5 is right. */
    @ParameterizedTest
    @ValueSource(strings = {"00 00 00", "02 00 D9", "EE 00 1B", "FF FC 7E", "7C 80 F4"})
    void refusesAHumidityAndNotTheTemperatureWithIt(String word) throws Exception {
        var bus = new BusPlayback(STARTED + measured("68 3A 7C", word));

        var sensed = sensor(bus).sense();

        assertEquals(TEMPERATURE, sensed.measurements().get(0).quantity());
        assertEquals(RELATIVE_HUMIDITY, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    /** -46.85, -42.2 and 128.9 °C; then a wrong checksum, where 7C is right. */
    @ParameterizedTest
    @ValueSource(strings = {"00 00 00", "06 D6 F8", "FF FC 7E", "68 3A 7D"})
    void refusesATemperatureAndNotTheHumidityWithIt(String word) throws Exception {
        var bus = new BusPlayback(STARTED + measured(word, "7C 80 F5"));

        var sensed = sensor(bus).sense();

        assertEquals(RELATIVE_HUMIDITY, sensed.measurements().get(0).quantity());
        assertEquals(TEMPERATURE, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    /** Reserved bits do not count: 3A is what a Si7021 has. Fewer bits, OTP reload, pull-ups. */
    @ParameterizedTest
    @CsvSource({"02, true", "3A, true", "82, false", "03, false", "00, false", "FF, false"})
    void knowsThePartByItsUserRegister(String user, boolean right) throws Exception {
        var bus = new BusPlayback("40 w FE\n40 w E7 r " + user);

        if (right) {
            sensor(bus);
        } else {
            var thrown = assertThrows(SensorException.class, () -> sensor(bus));
            assertEquals(WRONG_DEVICE, thrown.kind());
        }
        bus.assertFinished();
    }

    /** Section 5.5 of "SHT20", version 3: a reset leaves that bit. */
    @ParameterizedTest
    @CsvSource({"06, 02", "3E, 3A"})
    void switchesAHeaterOffThatOutlastsTheReset(String user, String written) throws Exception {
        var bus = new BusPlayback("40 w FE\n40 w E7 r %s\n40 w E6 %s".formatted(user, written));

        sensor(bus);

        bus.assertFinished();
    }

    private static String measured(String temperature, String humidity) {
        return "40 w F3\n40 r %s\n40 w F5\n40 r %s\n".formatted(temperature, humidity);
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + "40 w F3\n40 r nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Htu21d sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Htu21d(new I2cDevice(bus, 0x40), waits::add);
    }
}
