package meetpost.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OneWireDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scratchpads at power-up and rules for byte 6 are those that C. Petrich measured on more than a
 * thousand parts (counterfeit_DS18B20, 2024), families A to H. Checksums were computed apart from
 * the driver.
 */
class Ds18b20PowerUpTest {

    private static final String GENUINE_AT_POWER_UP = "50 05 4b 46 7f ff 0c 10 1c";
    private static final String GENUINE_85 = "50 05 4b 46 7f ff 10 10 bd";
    private static final String GENUINE_84_9375 = "4f 05 4b 46 7f ff 01 10 3b";
    private static final String GENUINE_21_75 = "5c 01 4b 46 7f ff 04 10 a1";
    private static final String GENUINE_21_25 = "54 01 4b 46 7f ff 0c 10 fd";
    private static final String FIXED_21_75 = "5c 01 4b 46 7f ff 0c 10 d7";
    private static final String FIXED_84_9375 = "4f 05 4b 46 7f ff 0c 10 b2";
    private static final String FIXED_85_0625 = "51 05 4b 46 7f ff 0c 10 5f";
    private static final String D_AT_POWER_UP = "90 01 55 05 7f 7e 81 66 96";
    private static final String D_21_75 = "5c 01 55 05 7f 7e 81 66 72";

    private final Queue<String> answers = new ArrayDeque<>();

    /** Of all families, as they answer before their first conversion. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                GENUINE_AT_POWER_UP, // A, B1, B2
                GENUINE_85, // E, whose byte 6 is 0x10 at power-up too
                "50 05 55 00 7f ff 0c 10 21", // C, F
                "50 05 55 aa 7f ff 0c 10 af", // G, H
                D_AT_POWER_UP,
                "90 01 00 00 7f 7e 81 aa e8" // D of 2024, whose byte 7 is not always 0x66
            })
    void refusesWhatAPartHoldsThatJustGotPower(String scratchpad) throws Exception {
        assertEquals("refused", results(scratchpad).get(0));
    }

    /** Byte 6 is 0x0C there for every value. */
    @Test
    void believesARealEightyFiveDegreesOfACopyBetweenItsNeighbours() throws Exception {
        assertEquals(
                List.of("84.9375", "85.0", "85.0625", "85.0"),
                results(FIXED_84_9375, GENUINE_AT_POWER_UP, FIXED_85_0625, GENUINE_AT_POWER_UP));
    }

    @Test
    void believesARealEightyFiveDegreesOfAGenuinePartBetweenItsNeighbours() throws Exception {
        assertEquals(List.of("84.9375", "85.0"), results(GENUINE_84_9375, GENUINE_85));
    }

    @Test
    void believesEightyFiveDegreesWhenThreeConversionsAgree() throws Exception {
        assertEquals(
                List.of("refused", "refused", "85.0", "85.0"),
                results(GENUINE_85, GENUINE_85, GENUINE_85, GENUINE_85));
    }

    /** A part of family E whose supply dips now and then. */
    @Test
    void refusesASuddenEightyFiveDegrees() throws Exception {
        assertEquals(
                List.of("21.75", "refused", "21.75", "refused", "21.75"),
                results(GENUINE_21_75, GENUINE_85, GENUINE_21_75, GENUINE_85, GENUINE_21_75));
    }

    /** A copy that never leaves anything else in byte 6, on a weak supply. */
    @Test
    void neverBelievesThePowerUpValueFarFromWhatWasMeasuredBefore() throws Exception {
        assertEquals(
                List.of("21.75", "refused", "refused", "refused", "refused"),
                results(
                        FIXED_21_75,
                        GENUINE_AT_POWER_UP,
                        GENUINE_AT_POWER_UP,
                        GENUINE_AT_POWER_UP,
                        GENUINE_AT_POWER_UP));
    }

    /** Its byte 6 was 0x01 a moment ago: 0x0C means that it lost power since. */
    @Test
    void refusesThePowerUpValueOfAGenuinePartNearEightyFiveDegreesToo() throws Exception {
        assertEquals(List.of("84.9375", "refused"), results(GENUINE_84_9375, GENUINE_AT_POWER_UP));
    }

    /** 0x10 minus 4 is 0x0C as well, so that 21.25 °C does not tell how byte 6 behaves. */
    @Test
    void learnsNothingFromAByteSixThatFitsBoth() throws Exception {
        assertEquals(
                List.of("84.9375", "21.25", "84.9375", "refused"),
                results(GENUINE_84_9375, GENUINE_21_25, GENUINE_84_9375, GENUINE_AT_POWER_UP));
    }

    @Test
    void believesTwentyFiveDegreesOfFamilyDNextToAnotherReading() throws Exception {
        assertEquals(
                List.of("refused", "21.75", "25.0"),
                results(D_AT_POWER_UP, D_21_75, D_AT_POWER_UP));
    }

    @Test
    void believesTwentyFiveDegreesOfEveryOtherPartAtOnce() throws Exception {
        assertEquals(List.of("25.0"), results("90 01 4b 46 7f ff 10 10 92"));
    }

    @Test
    void saysWhatWouldMakeItCredible() throws Exception {
        answers.add(GENUINE_85);
        var sensor = new Ds18b20(new OneWireDevice(bus(), "28-0316a2791cff"));

        var thrown = assertThrows(SensorException.class, sensor::sense);

        assertEquals(SensorException.Kind.NOT_READY, thrown.kind());
        assertTrue(
                thrown.getMessage().contains("believed when another reading is near"),
                thrown.getMessage());
    }

    private List<String> results(String... scratchpads) throws Exception {
        answers.addAll(List.of(scratchpads));
        var sensor = new Ds18b20(new OneWireDevice(bus(), "28-0316a2791cff"));
        var results = new ArrayList<String>();
        while (!answers.isEmpty()) {
            try {
                results.add(String.valueOf(sensor.sense().measurements().get(0).value()));
            } catch (SensorException e) {
                results.add("refused");
            }
        }
        return results;
    }

    private OneWireBus bus() {
        return new OneWireBus() {
            @Override
            public List<String> roms() {
                throw new AssertionError("nobody needs the list");
            }

            @Override
            public byte[] scratchpad(String rom) {
                return HexFormat.ofDelimiter(" ").parseHex(answers.remove());
            }
        };
    }
}
