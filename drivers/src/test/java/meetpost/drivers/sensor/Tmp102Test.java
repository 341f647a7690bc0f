package meetpost.drivers.sensor;

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

/** Expectations are those of SBOS397C, whose tables print the register without its unused bits. */
class Tmp102Test {

    private static final String AS_POWERED_UP = "48 w 01 r 60 A0\n";

    private final List<Duration> waits = new ArrayList<>();

    /** Table 5, 12 bits: 320 is 50 °C. */
    @ParameterizedTest
    @CsvSource({
        "7F F0, 127.9375",
        "64 00, 100",
        "50 00, 80",
        "4B 00, 75",
        "32 00, 50",
        "19 00, 25",
        "00 40, 0.25",
        "00 10, 0.0625",
        "FF F0, -0.0625",
        "FF C0, -0.25",
        "E7 00, -25",
        "C9 00, -55"
    })
    void readsTheTableOfNormalMode(String register, double celsius) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + "48 w 00 r " + register);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(List.of(new Measurement(TEMPERATURE, celsius)), measurements);
        assertEquals(List.of(), waits);
        bus.assertFinished();
    }

    /** Table 6, 13 bits, with the last bit set: 0960 is 150 °C. */
    @ParameterizedTest
    @CsvSource({
        "4B 01, 150",
        "40 01, 128",
        "3F F9, 127.9375",
        "32 01, 100",
        "0C 81, 25",
        "00 21, 0.25",
        "00 01, 0",
        "FF E1, -0.25",
        "F3 81, -25",
        "E4 81, -55"
    })
    void readsTheTableOfExtendedMode(String register, double celsius) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + "48 w 00 r " + register);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(List.of(new Measurement(TEMPERATURE, celsius)), measurements);
        assertEquals(List.of(), waits);
        bus.assertFinished();
    }

    /** "Following power-up or reset, the Temperature Register will read 0 °C". */
    @Test
    void waitsForTheFirstConversion() throws Exception {
        var bus =
                new BusPlayback(
                        AS_POWERED_UP
                                + """
                                48 w 00 r 00 00
                                48 w 00 r 15 80
                                """);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(List.of(new Measurement(TEMPERATURE, 21.5)), measurements);
        assertEquals(List.of(Duration.ofMillis(35)), waits);
        bus.assertFinished();
    }

    @Test
    void believesZeroDegreesTheSecondTime() throws Exception {
        var bus =
                new BusPlayback(
                        AS_POWERED_UP
                                + """
                                48 w 00 r 00 00
                                48 w 00 r 00 00
                                """);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(List.of(new Measurement(TEMPERATURE, 0)), measurements);
        bus.assertFinished();
    }

    /** Its alert pin's settings (F1 F0 POL TM) and the extended mode stay as they are. */
    @Test
    void wakesUpAPartThatWasShutDown() throws Exception {
        var bus =
                new BusPlayback(
                        """
                        48 w 01 r FF B0           # OS R1 R0 F1 F0 POL TM SD, CR1 AL EM
                        48 w 01 7E B0
                        48 w 00 r 0C 81
                        """);

        var measurements = sensor(bus).sense().measurements();

        assertEquals(List.of(new Measurement(TEMPERATURE, 25)), measurements);
        assertEquals(List.of(Duration.ofMillis(35)), waits);
        bus.assertFinished();
    }

    /** TMP75 (60 60), ADS1115 (85 83), nothing but pull-ups, all zero, and one bit beside. */
    @ParameterizedTest
    @ValueSource(strings = {"00 FF", "85 83", "FF FF", "00 00", "20 A0", "40 A0", "60 A1", "60 A8"})
    void refusesAnotherPartBeforeItWrites(String configuration) {
        var bus = new BusPlayback("48 w 01 r " + configuration);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertTrue(thrown.getMessage().contains(configuration.replace(" ", "")));
        bus.assertFinished();
    }

    /** Bits that always read 0, in both formats, and -55.0625, -56 and 150.0625 °C. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "19 02", "19 04", "19 08", "19 03", "19 05", "FF FF", "C8 F0", "C8 00", "4B 09"
            })
    void refusesWhatThePartCannotSay(String register) throws Exception {
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

    private Tmp102 sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Tmp102(new I2cDevice(bus, 0x48), waits::add);
    }
}
