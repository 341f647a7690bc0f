package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

/** FILL IN: expectations are those of which datasheet; literal bytes, none of the driver's own constants. */
class @Part@Test {

    private static final String IDENTIFIED = "@AA@ w 0F r 5A\n";

    private final List<Duration> waits = new ArrayList<>();

    /** FILL IN: the datasheet's example, its extremes, zero, and negative values. */
    @ParameterizedTest
    @CsvSource({@rows@})
    void readsTheDatasheetsValues(String bytes, double value) throws Exception {
        var bus =
                new BusPlayback(
                        IDENTIFIED
@value-transcript@);

        List<Measurement> measurements = sensor(bus).sense().measurements();

        assertEquals(
                List.of(@quantities@),
                measurements.stream().map(Measurement::quantity).toList());
        assertEquals(value, measurements.get(0).value(), 0.005);
        assertEquals(List.of(Duration.ofMillis(10)), waits);
        bus.assertFinished();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7F FF", "80 00"})
    void refusesWhatThePartCannotMeasure(String bytes) throws Exception {
        Sensor sensor =
                sensor(
                        new BusPlayback(
                                IDENTIFIED
@wrong-transcript@));

        var thrown = assertThrows(SensorException.class, sensor::sense);

        assertEquals(CORRUPT, thrown.kind());
    }

    @Test
    void refusesAnotherPartBeforeAnythingIsWritten() {
        var bus = new BusPlayback("@AA@ w 0F r 5B");

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertEquals(
                "not a @PART@: its identification reads 0x5B, expected 0x5A", thrown.getMessage());
        bus.assertFinished();
    }

    @Test
    void saysThatNothingAnswers() {
        var thrown =
                assertThrows(
                        BusException.class, () -> sensor(new BusPlayback("@AA@ w 0F r nak")));

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
    }

    /** FILL IN: what this part has of these: a bad checksum, not ready, a value that is none. */
    @Test
    void saysWhatTheBusSaysWhenItGoesWhileItIsRead() throws Exception {
        Sensor sensor = sensor(new BusPlayback(IDENTIFIED + "@AA@ w 10 r nak"));

        var thrown = assertThrows(BusException.class, sensor::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
    }

    private Sensor sensor(BusPlayback bus) throws Exception {
        return new @Part@(new I2cDevice(bus, 0x@AA@), waits::add);
    }
}
