package meetpost.drivers.pi4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SysfsOneWireTest {

    private static final String ROM = "28-0316a2791cff";

    @Test
    void givesTheNineBytesAsTheKernelPrintsThem() throws Exception {
        var bus =
                bus(
                        """
                        91 01 4b 46 7f ff 0f 10 25 : crc=25 YES
                        91 01 4b 46 7f ff 0f 10 25 t=25062
                        """);

        assertArrayEquals(HexFormat.of().parseHex("91014b467fff0f1025"), bus.scratchpad(ROM));
    }

    /** Older kernels print such a line; whether it is right is for the driver to say. */
    @Test
    void givesThemWithAWrongChecksumToo() throws Exception {
        var bus =
                bus(
                        """
                        91 01 4b 46 7f ff 0f 10 da : crc=25 NO
                        91 01 4b 46 7f ff 0f 10 da t=25062
                        """);

        assertArrayEquals(HexFormat.of().parseHex("91014b467fff0f10da"), bus.scratchpad(ROM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void takesAnEmptyTextForNoAnswer(String text) {
        var thrown = assertThrows(BusException.class, () -> bus(text).scratchpad(ROM));

        assertEquals(Kind.NO_ANSWER, thrown.kind());
        assertTrue(thrown.getMessage().startsWith(ROM), thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91 01 4b 46 7f ff 0f 10 : crc=25 YES",
                "91 01 4b 46 7f ff 0f 10 25 25 : crc=25 YES",
                "91 01 4b 46 7f ff 0f 10 2x : crc=25 YES",
                "t=25062"
            })
    void refusesAnythingElse(String text) {
        var thrown = assertThrows(BusException.class, () -> bus(text).scratchpad(ROM));

        assertEquals(Kind.BUS, thrown.kind());
        assertTrue(thrown.getMessage().contains(text), thrown.getMessage());
    }

    @Test
    void saysWhatIsThereWhenTheDeviceIsNot() {
        var bus = new SysfsOneWire(tree(true, Map.of("28-000048494c01", "")));

        var thrown = assertThrows(BusException.class, () -> bus.scratchpad(ROM));

        assertEquals(Kind.NO_ANSWER, thrown.kind());
        assertTrue(thrown.getMessage().contains("28-000048494c01"), thrown.getMessage());
    }

    @Test
    void saysHowToSwitchOneWireOn() {
        var bus = new SysfsOneWire(tree(false, Map.of()));

        for (var thrown :
                List.of(
                        assertThrows(BusException.class, () -> bus.scratchpad(ROM)),
                        assertThrows(BusException.class, bus::roms))) {
            assertEquals(Kind.BUS, thrown.kind());
            assertTrue(thrown.getMessage().contains("do_onewire 0"), thrown.getMessage());
        }
    }

    @Test
    void listsTheDevices() throws Exception {
        assertEquals(List.of(ROM), bus("").roms());
    }

    private static SysfsOneWire bus(String text) {
        return new SysfsOneWire(tree(true, Map.of(ROM, text)));
    }

    private static OneWireTree tree(boolean present, Map<String, String> slaves) {
        return new OneWireTree() {
            @Override
            public boolean present() {
                return present;
            }

            @Override
            public List<String> slaves() {
                return List.copyOf(slaves.keySet());
            }

            @Override
            public Optional<String> w1Slave(String rom) {
                return Optional.ofNullable(slaves.get(rom));
            }
        };
    }
}
