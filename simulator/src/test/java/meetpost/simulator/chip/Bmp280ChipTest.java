package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import meetpost.simulator.HandTicks;
import meetpost.simulator.bus.SimulatedBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By BST-BMP280-DS001, revision 1.23. */
class Bmp280ChipTest {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    private final HandTicks ticks = new HandTicks();
    private final SimulatedBus bus = new SimulatedBus(ticks);
    private final Bmp280Chip chip = new Bmp280Chip();

    @BeforeEach
    void attach() {
        bus.attach(0x76, chip);
        ticks.pass(2);
    }

    /** Table 18. */
    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("58", read("D0", 1));
        assertEquals("00 00 00", read("F3", 3));
        assertEquals("80 00 00 80 00 00", read("F7", 6));
    }

    /** Section 3.12: 27504, 26435, -1000, 36477, … 6000. */
    @Test
    void showsItsTrimming() throws IOException {
        assertEquals(
                "70 6B 43 67 18 FC 7D 8E 43 D6 D0 0B 27 0B 8C 00 F9 FF 8C 3C F8 C6 70 17",
                read("88", 24));
    }

    /** Section 3.12: raw 519888 and 415148 are 25.08 °C and 100653.27 Pa. */
    @Test
    void findsTheRawValuesOfTheDatasheetsExample() throws IOException {
        chip.temperature(Signal.constant(25.08247));
        chip.pressure(Signal.constant(1006.5327));

        write("F4 B5");
        ticks.pass(80);

        assertEquals("65 5A C0 7E ED 00", read("F7", 6));
    }

    /** Section 3.8.1: one sample of each takes at most 6.4 ms. Section 3.6.2: then it sleeps. */
    @Test
    void measuresOnceInForcedModeAndSaysWhileItDoes() throws IOException {
        write("F4 25");
        ticks.pass(6.4);
        assertEquals("08 25", read("F3", 2));
        assertEquals("80 00 00 80 00 00", read("F7", 6));

        ticks.pass(0.1);
        assertEquals("00 24", read("F3", 2));
        assertNotEquals("80 00 00 80 00 00", read("F7", 6));
    }

    /** Section 3.6.3, with 62.5 ms of standby. */
    @Test
    void measuresAgainAndAgainInNormalMode() throws IOException {
        chip.temperature(instant -> instant < 50_000_000 ? 0 : 25);
        write("F5 20 F4 27");
        ticks.pass(60);
        String first = read("FA", 3);

        ticks.pass(60);
        assertNotEquals(first, read("FA", 3));
    }

    /** Section 3.3.1: what is skipped reads 0x80000. */
    @Test
    void leavesOutWhatIsNotAskedFor() throws IOException {
        write("F4 21");
        ticks.pass(20);

        assertEquals("80 00 00", read("F7", 3));
        assertNotEquals("80 00 00", read("FA", 3));
    }

    /** Section 4.3.2. */
    @Test
    void forgetsItsSettingsOnlyAtTheResetWord() throws IOException {
        write("F4 24");

        write("E0 00");
        assertEquals("24", read("F4", 1));
        write("E0 B6");
        assertEquals("01 00", read("F3", 2));
        ticks.pass(2);
        assertEquals("00 00", read("F3", 2));
    }

    @Test
    void hasNeitherAHygrometerNorAnIdThatCanBeWritten() {
        assertTrue(
                assertThrows(IOException.class, () -> read("FD", 1)).getMessage().contains("0xFD"));
        assertThrows(IOException.class, () -> write("F2 01"));
        assertThrows(IOException.class, () -> write("D0 60"));
    }

    private void write(String bytes) throws IOException {
        bus.transfer(0x76, SPACED.parseHex(bytes), 0);
    }

    private String read(String register, int length) throws IOException {
        return SPACED.formatHex(bus.transfer(0x76, SPACED.parseHex(register), length));
    }
}
