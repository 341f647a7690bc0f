package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OneWireDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expectations are those of 19-7487 Rev 6. The last byte of each scratchpad was computed with the
 * bitwise shift register of its section "CRC generation", apart from the driver.
 */
class Ds18b20Test {

    /** Table 1, at 12 bits. */
    @ParameterizedTest
    @CsvSource({
        "d0 07 4b 46 7f ff 10 10 55, 125",
        "50 05 4b 46 7f ff 10 10 bd, 85",
        "91 01 4b 46 7f ff 0f 10 25, 25.0625",
        "a2 00 4b 46 7f ff 0e 10 e5, 10.125",
        "08 00 4b 46 7f ff 08 10 d9, 0.5",
        "00 00 4b 46 7f ff 10 10 69, 0",
        "f8 ff 4b 46 7f ff 08 10 f8, -0.5",
        "5e ff 4b 46 7f ff 02 10 b6, -10.125",
        "6f fe 4b 46 7f ff 01 10 61, -25.0625",
        "90 fc 4b 46 7f ff 10 10 ee, -55"
    })
    void readsTheTableOfTheDatasheet(String scratchpad, double celsius) throws Exception {
        // 84.9375 °C first: 85 °C is not believed alone.
        var sensor = sensor("4f 05 4b 46 7f ff 01 10 3b", scratchpad);
        sensor.sense();

        assertEquals(List.of(new Measurement(TEMPERATURE, celsius)), sensor.sense().measurements());
    }

    /** Table 2: the undefined bits are all set here, and must not count. */
    @ParameterizedTest
    @CsvSource({
        "bf 01 4b 46 1f ff 09 10 0e, 27.5",
        "0f 00 4b 46 1f ff 09 10 5d, 0.5",
        "6f fe 4b 46 1f ff 09 10 87, -25.5",
        "bf 01 4b 46 3f ff 09 10 7e, 27.75",
        "0f 00 4b 46 3f ff 09 10 2d, 0.75",
        "6f fe 4b 46 3f ff 09 10 f7, -25.25",
        "bb 01 4b 46 5f ff 09 10 fb, 27.625",
        "0b 00 4b 46 5f ff 09 10 a8, 0.625",
        "6b fe 4b 46 5f ff 09 10 72, -25.375",
        "b9 01 4b 46 7f ff 09 10 0d, 27.5625",
        "09 00 4b 46 7f ff 09 10 5e, 0.5625",
        "69 fe 4b 46 7f ff 09 10 84, -25.4375"
    })
    void masksTheBitsThatAreUndefinedAtItsResolution(String scratchpad, double celsius)
            throws Exception {
        assertEquals(
                List.of(new Measurement(TEMPERATURE, celsius)),
                sensor(scratchpad).sense().measurements());
    }

    /** Seen on a real bus after a power cut. */
    @Test
    void refusesThePowerUpValue() throws Exception {
        var thrown = refused("50 05 4b 46 7f ff 0c 10 1c");

        assertEquals(NOT_READY, thrown.kind());
        assertTrue(thrown.getMessage().contains("lost power"), thrown.getMessage());
    }

    @Test
    void refusesAConversionWithTooWeakASupply() throws Exception {
        var thrown = refused("ff 07 4b 46 7f ff 0c 10 a6");

        assertEquals(NOT_READY, thrown.kind());
        assertTrue(thrown.getMessage().contains("supply"), thrown.getMessage());
    }

    /** One wrong bit in each byte, the last included. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "90 01 4b 46 7f ff 0f 10 25",
                "91 03 4b 46 7f ff 0f 10 25",
                "91 01 4f 46 7f ff 0f 10 25",
                "91 01 4b 4e 7f ff 0f 10 25",
                "91 01 4b 46 6f ff 0f 10 25",
                "91 01 4b 46 7f df 0f 10 25",
                "91 01 4b 46 7f ff 4f 10 25",
                "91 01 4b 46 7f ff 0f 90 25",
                "91 01 4b 46 7f ff 0f 10 24"
            })
    void refusesAWrongChecksum(String scratchpad) throws Exception {
        assertEquals(CORRUPT, refused(scratchpad).kind());
    }

    /** Its checksum is right. */
    @Test
    void refusesAShortedLine() throws Exception {
        var thrown = refused("00 00 00 00 00 00 00 00 00");

        assertEquals(CORRUPT, thrown.kind());
        assertTrue(thrown.getMessage().contains("shorted"), thrown.getMessage());
    }

    @Test
    void takesALineThatNobodyPullsDownForNoAnswer() throws Exception {
        var sensor = sensor("ff ff ff ff ff ff ff ff ff");

        var thrown = assertThrows(BusException.class, sensor::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
    }

    /** -55.0625, -56, 125.0625 and 126 °C with right checksums. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "8f fc 4b 46 7f ff 01 10 68",
                "80 fc 4b 46 7f ff 10 10 ba",
                "d1 07 4b 46 7f ff 0f 10 e2",
                "e0 07 4b 46 7f ff 10 10 a9"
            })
    void refusesWhatIsOutsideItsRange(String scratchpad) throws Exception {
        assertEquals(CORRUPT, refused(scratchpad).kind());
    }

    @Test
    void refusesAScratchpadThatIsTooShort() throws Exception {
        assertEquals(CORRUPT, refused("91 01 4b 46 7f ff 0f 10").kind());
    }

    @Test
    void refusesAnotherFamilyWithoutUsingTheBus() {
        var device = new OneWireDevice(bus(""), "10-000801b5a7a6");

        var thrown = assertThrows(SensorException.class, () -> new Ds18b20(device));

        assertEquals(WRONG_DEVICE, thrown.kind());
    }

    @Test
    void asksForItsOwnRom() throws Exception {
        var sensor = sensor("91 01 4b 46 7f ff 0f 10 25");

        assertEquals(25.0625, sensor.sense().measurements().get(0).value());
    }

    private static SensorException refused(String scratchpad) throws Exception {
        return assertThrows(SensorException.class, sensor(scratchpad)::sense);
    }

    private static Ds18b20 sensor(String... scratchpads) throws SensorException {
        return new Ds18b20(new OneWireDevice(bus(scratchpads), "28-0316a2791cff"));
    }

    /** Gives these in turn, then the last one again and again. */
    private static OneWireBus bus(String... scratchpads) {
        var left = new ArrayDeque<>(List.of(scratchpads));
        return new OneWireBus() {
            @Override
            public List<String> roms() {
                throw new AssertionError("nobody needs the list");
            }

            @Override
            public byte[] scratchpad(String rom) throws IOException {
                assertEquals("28-0316a2791cff", rom);
                String next = left.size() > 1 ? left.remove() : left.element();
                return HexFormat.ofDelimiter(" ").parseHex(next);
            }
        };
    }
}
