package meetpost.drivers.sensor;

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
 * By NXP's datasheet of the LM75B, revision 6.1: its table 10 has eleven bits, which are to the
 * left in the register.
 */
class Lm75bTest {

    private static final String AS_POWERED_UP = "48 w 01 r 00\n";

    private static final Duration CONVERSION = Duration.ofMillis(300);

    private final List<Duration> waits = new ArrayList<>();

    /** 3F8, 3F7, 3F1, 3E8, 0C8, 001, 7FF, 738, 649 and 648; the last five bits do not count. */
    @ParameterizedTest
    @CsvSource({
        "7F 00, 127",
        "7E E0, 126.875",
        "7E 20, 126.125",
        "7D 00, 125",
        "19 00, 25",
        "19 1F, 25",
        "00 20, 0.125",
        "FF E0, -0.125",
        "E7 00, -25",
        "C9 20, -54.875",
        "C9 00, -55"
    })
    void readsTheTableOfTheDatasheet(String register, double celsius) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + "48 w 00 r " + register);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(List.of(new Measurement(TEMPERATURE, celsius)), measurements);
        assertEquals(List.of(), waits);
        bus.assertFinished();
    }

    @ParameterizedTest
    @CsvSource({"15 80, 21.5", "00 00, 0"})
    void believesZeroDegreesTheSecondTime(String second, double celsius) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + "48 w 00 r 00 00\n48 w 00 r " + second);

        assertEquals(
                List.of(new Measurement(TEMPERATURE, celsius)), sensor(bus).sense().measurements());
        assertEquals(List.of(CONVERSION), waits);
        bus.assertFinished();
    }

    /** What its output does stays as it is. */
    @Test
    void wakesUpAPartThatWasShutDown() throws Exception {
        var bus =
                new BusPlayback(
                        """
                        48 w 01 r 1F
                        48 w 01 1E
                        48 w 00 r 19 00
                        """);

        sensor(bus).sense();

        assertEquals(List.of(CONVERSION), waits);
        bus.assertFinished();
    }

    /** A TMP102, an ADS1115, an INA226, and nothing but pull-ups. */
    @ParameterizedTest
    @ValueSource(strings = {"60", "85", "41", "FF"})
    void refusesAnotherPartBeforeItWrites(String configuration) {
        var bus = new BusPlayback("48 w 01 r " + configuration);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        bus.assertFinished();
    }

    /** -128 °C, and -59 °C; 127.875 °C is the most that the register has. */
    @ParameterizedTest
    @ValueSource(strings = {"80 00", "C5 00"})
    void refusesWhatThePartCannotMeasure(String register) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + "48 w 00 r " + register);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + "48 w 00 r nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }

    private Lm75b sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Lm75b(new I2cDevice(bus, 0x48), waits::add);
    }
}
