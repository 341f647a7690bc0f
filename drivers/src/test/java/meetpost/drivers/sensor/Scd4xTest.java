package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.CO2;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
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
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * By the datasheet "SCD4x", version 1.3, whose examples are the serial number and the measurement:
 * 500 ppm, 25 °C and 37 %.
 */
class Scd4xTest {

    private static final String STARTED =
            """
            62 w 36 82                # get_serial_number
            62 r F8 96 31 9F 07 C2 3B BE 89
            62 w 21 B1                # start_periodic_measurement
            """;

    private static final String READY =
            """
            62 w E4 B8                # get_data_ready_status
            62 r 80 06 04
            """;

    private static final String NOT_YET =
            """
            62 w E4 B8
            62 r 80 00 A2
            """;

    private static final Duration COMMAND = Duration.ofMillis(1);

    private final List<Duration> waits = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "01 F4 33 66 67 A2 5E B9 3C, 500, 25.0027, 37.0016",
        "00 C8 7F 66 66 93 00 00 81, 200, 25, 0",
        "9C 40 45 41 D4 3C FF FF AC, 40000, 0.0004, 100"
    })
    void readsTheDatasheetExampleAndBothEnds(
            String answer, double ppm, double celsius, double percent) throws Exception {
        var bus = new BusPlayback(STARTED + READY + "62 w EC 05\n62 r " + answer);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(
                List.of(CO2, TEMPERATURE, RELATIVE_HUMIDITY),
                measurements.stream().map(Measurement::quantity).toList());
        assertEquals(ppm, measurements.get(0).value());
        assertEquals(celsius, measurements.get(1).value(), 0.00005);
        assertEquals(percent, measurements.get(2).value(), 0.00005);
        assertEquals(List.of(COMMAND, COMMAND, COMMAND), waits);
        bus.assertFinished();
    }

    /** As after a restart of this program: it does not acknowledge but a few commands then. */
    @Test
    void stopsAPartThatMeasuresAlready() throws Exception {
        var bus =
                new BusPlayback(
                        """
                        62 w 36 82 nak
                        62 w 3F 86                # stop_periodic_measurement
                        """
                                + STARTED);

        sensor(bus);

        assertEquals(List.of(Duration.ofMillis(500), COMMAND), waits);
        bus.assertFinished();
    }

    @Test
    void waitsForAMeasurement() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED + NOT_YET + READY + "62 w EC 05\n62 r 01 F4 33 66 67 A2 5E B9 3C");

        sensor(bus).sense();

        assertEquals(List.of(COMMAND, COMMAND, Duration.ofMillis(250), COMMAND, COMMAND), waits);
        bus.assertFinished();
    }

    /** It lost power since, and is idle. */
    @Test
    void startsAPartAgainThatDoesNotMeasure() throws Exception {
        var bus = new BusPlayback(STARTED + NOT_YET.repeat(24) + "62 w 21 B1");

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        bus.assertFinished();
    }

    /** A wrong checksum of each; 0, 199 and 40001 ppm; -45 and 130 °C. */
    @ParameterizedTest
    @CsvSource({
        "01 F4 32 66 67 A2 5E B9 3C, co2",
        "00 00 81 66 67 A2 5E B9 3C, co2",
        "00 C7 51 66 67 A2 5E B9 3C, co2",
        "9C 41 74 66 67 A2 5E B9 3C, co2",
        "01 F4 33 66 67 A3 5E B9 3C, temperature",
        "01 F4 33 00 00 81 5E B9 3C, temperature",
        "01 F4 33 FF FF AC 5E B9 3C, temperature",
        "01 F4 33 66 67 A2 5E B9 3D, humidity"
    })
    void refusesOneQuantityAndNotTheOthers(
            String answer, @ConvertWith(StandardQuantity.class) Quantity failed) throws Exception {
        var bus = new BusPlayback(STARTED + READY + "62 w EC 05\n62 r " + answer);

        var sensed = sensor(bus).sense();

        assertEquals(2, sensed.measurements().size());
        assertEquals(failed, sensed.failures().get(0).quantity());
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    /** Each of its three words, and nothing but pull-ups. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "F8 96 30 9F 07 C2 3B BE 89",
                "F8 96 31 9F 07 C3 3B BE 89",
                "F8 96 31 9F 07 C2 3B BE 88",
                "FF FF FF FF FF FF FF FF FF"
            })
    void refusesAnotherPart(String serial) {
        var bus = new BusPlayback("62 w 36 82\n62 r " + serial);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + "62 w E4 B8 nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Scd4x sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Scd4x(new I2cDevice(bus, 0x62), waits::add);
    }
}
