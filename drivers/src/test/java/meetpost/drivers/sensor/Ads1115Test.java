package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusPlayback;
import meetpost.drivers.bus.I2cDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registers and codes are those of SBAS444D, sections 9.5.4 and 9.6. */
class Ads1115Test {

    private static final Quantity PROBE = Quantity.named("probe", "V", 3);
    private static final Quantity BRIDGE = Quantity.named("bridge", "V", 3);

    private static final String AS_POWERED_UP =
            """
            48 w 02 r 80 00           # Lo_thresh
            48 w 03 r 7F FF           # Hi_thresh
            """;

    /** OS, AIN0 against ground, ±4.096 V, single-shot, 128 a second, comparator off. */
    private static final String AIN0 =
            """
            48 w 01 C3 83
            48 w 01 r C3 83
            """;

    /** MUX 000: AIN0 against AIN1, ±0.256 V. */
    private static final String DIFFERENCE =
            """
            48 w 01 8B 83
            48 w 01 r 8B 83
            """;

    private final List<Duration> waits = new ArrayList<>();

    /** Table 5: FS/2^15 is 1, and 7FFF and 8000 are beyond; at ±4.096 V a bit is 125 µV. */
    @ParameterizedTest
    @CsvSource({
        "7F FE, 4.09575",
        "40 00, 2.048",
        "00 01, 0.000125",
        "00 00, 0",
        "FF FF, -0.000125",
        "F6 A0, -0.3"
    })
    void readsAnInputAgainstGround(String code, double volts) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + AIN0 + "48 w 00 r " + code);

        var measurements = sensor(bus, probe(4.096)).sense().measurements();

        assertEquals(1, measurements.size());
        assertEquals(PROBE, measurements.get(0).quantity());
        assertEquals(volts, measurements.get(0).value(), 1e-12);
        assertEquals(List.of(Duration.ofMillis(9)), waits);
        bus.assertFinished();
    }

    /** Bits 14 to 12 and 11 to 9 of the Config register. */
    @ParameterizedTest
    @CsvSource({
        "0, -, 6.144, C1 83, 3.072",
        "1, -, 4.096, D3 83, 2.048",
        "2, -, 2.048, E5 83, 1.024",
        "3, -, 1.024, F7 83, 0.512",
        "0, 1, 0.512, 89 83, 0.256",
        "0, 3, 0.256, 9B 83, 0.128",
        "1, 3, 2.048, A5 83, 1.024",
        "2, 3, 4.096, B3 83, 2.048"
    })
    void choosesPinsAndRange(
            int positive, String negative, double range, String config, double half)
            throws Exception {
        var bus =
                new BusPlayback(
                        AS_POWERED_UP
                                + "48 w 01 %s\n48 w 01 r %s\n48 w 00 r 40 00"
                                        .formatted(config, config));
        var against =
                negative.equals("-")
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(negative));

        var sensed =
                sensor(bus, new AnalogInput(PROBE, positive, against, range))
                        .sense()
                        .measurements();

        assertEquals(half, sensed.get(0).value(), 1e-12);
        bus.assertFinished();
    }

    @Test
    void readsADifferenceBelowZero() throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + DIFFERENCE + "48 w 00 r C0 00");

        var measurements = sensor(bus, bridge()).sense().measurements();

        assertEquals(List.of(new Measurement(BRIDGE, -0.128)), measurements);
    }

    /** OS reads 0 while it converts. */
    @Test
    void looksAgainWhileItConverts() throws Exception {
        var bus =
                new BusPlayback(
                        AS_POWERED_UP
                                + """
                                48 w 01 C3 83
                                48 w 01 r 43 83
                                48 w 01 r C3 83
                                48 w 00 r 40 00
                                """);

        assertEquals(2.048, sensor(bus, probe(4.096)).sense().measurements().get(0).value());
        assertEquals(Collections.nCopies(2, Duration.ofMillis(9)), waits);
        bus.assertFinished();
    }

    @Test
    void givesUpAfterThreeLooks() throws Exception {
        var bus =
                new BusPlayback(AS_POWERED_UP + "48 w 01 C3 83\n" + "48 w 01 r 43 83\n".repeat(3));

        var thrown = assertThrows(SensorException.class, sensor(bus, probe(4.096))::sense);

        assertEquals(NOT_READY, thrown.kind());
        assertEquals(Collections.nCopies(3, Duration.ofMillis(9)), waits);
        bus.assertFinished();
    }

    /** TMP102 (75 and 80 °C), LM75 (75 and 80 °C), nothing but pull-ups, and one bit beside. */
    @ParameterizedTest
    @CsvSource({"4B 00, 50 00", "FF FF, FF FF", "00 00, 00 00", "80 01, 7F FF", "80 00, 7F FE"})
    void refusesAnotherPartBeforeItWrites(String low, String high) {
        var bus = new BusPlayback("48 w 02 r " + low + "\n48 w 03 r " + high);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus, probe(4.096)));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertTrue(thrown.getMessage().contains(low.replace(" ", "")));
        bus.assertFinished();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7F FF", "80 00", "F6 9F", "90 00"})
    void refusesWhatIsBeyondTheRangeOrBelowGround(String code) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + AIN0 + "48 w 00 r " + code);

        var thrown = assertThrows(SensorException.class, sensor(bus, probe(4.096))::sense);

        assertEquals(CORRUPT, thrown.kind());
        assertTrue(thrown.getMessage().startsWith("probe: "), thrown.getMessage());
    }

    /** As after a power cut between, 85 83, and with another input, D3 83. */
    @ParameterizedTest
    @ValueSource(strings = {"85 83", "D3 83", "43 82"})
    void refusesAConversionThatItDidNotBegin(String config) throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + "48 w 01 C3 83\n48 w 01 r " + config);

        var thrown = assertThrows(SensorException.class, sensor(bus, probe(4.096))::sense);

        assertEquals(CORRUPT, thrown.kind());
        assertTrue(thrown.getMessage().contains("expected 0xC383"), thrown.getMessage());
        bus.assertFinished();
    }

    @Test
    void letsOneInputFailAlone() throws Exception {
        var bus =
                new BusPlayback(
                        AS_POWERED_UP
                                + AIN0
                                + "48 w 00 r 7F FF\n"
                                + DIFFERENCE
                                + "48 w 00 r 40 00");

        var sensed = sensor(bus, probe(4.096), bridge()).sense();

        assertEquals(List.of(new Measurement(BRIDGE, 0.128)), sensed.measurements());
        assertEquals(PROBE, sensed.failures().get(0).quantity());
        assertEquals(
                "probe: beyond 4.096 V, which its range ends at",
                sensed.failures().get(0).message());
        bus.assertFinished();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(AS_POWERED_UP + "48 w 01 C3 83 nak");

        var thrown = assertThrows(IOException.class, sensor(bus, probe(4.096))::sense);

        assertTrue(thrown instanceof BusException, String.valueOf(thrown));
    }

    /** The ADS1015 has 12 bits, left-justified (SBAS473E, section 8.6.2). */
    @Test
    void noticesAPartOfTwelveBits() throws Exception {
        var conversions = new StringBuilder(AS_POWERED_UP);
        for (int code = 0x10; code <= 0x10 + 12; code++) {
            conversions.append(AIN0).append("48 w 00 r %02X 50\n".formatted(code));
        }
        conversions.append(AIN0).append("48 w 00 r 20 51");
        Ads1115 sensor = sensor(new BusPlayback(conversions.toString()), probe(4.096));

        for (int reading = 1; reading <= 12; reading++) {
            assertEquals(Optional.empty(), sensor.remark());
            sensor.sense();
        }
        assertTrue(sensor.remark().orElse("").startsWith("gives 12 bits"));
        sensor.sense();
        sensor.sense();
        assertEquals(Optional.empty(), sensor.remark());
    }

    @Test
    void hasNoOtherPairsAndRanges() {
        for (AnalogInput wrong :
                List.of(
                        new AnalogInput(PROBE, 1, OptionalInt.of(0), 4.096),
                        new AnalogInput(PROBE, 4, OptionalInt.empty(), 4.096),
                        new AnalogInput(PROBE, 0, OptionalInt.empty(), 5))) {
            assertThrows(IllegalArgumentException.class, () -> sensor(new BusPlayback(""), wrong));
        }
    }

    @Test
    void isTheSameSensorWithTheSameInputs() {
        Part part = Catalog.part("ti,ads1115").orElseThrow();
        var opener = (AnalogOpener) part.opener();

        assertEquals(
                opener.of(part, List.of(probe(4.096))), opener.of(part, List.of(probe(4.096))));
        assertEquals(
                List.of("ain0", "ain1", "ain2", "ain3"),
                part.quantities().stream().map(Quantity::dutch).toList());
    }

    private static AnalogInput probe(double range) {
        return new AnalogInput(PROBE, 0, OptionalInt.empty(), range);
    }

    private static AnalogInput bridge() {
        return new AnalogInput(BRIDGE, 0, OptionalInt.of(1), 0.256);
    }

    private Ads1115 sensor(BusPlayback bus, AnalogInput... inputs) throws IOException {
        return new Ads1115(new I2cDevice(bus, 0x48), waits::add, List.of(inputs));
    }
}
