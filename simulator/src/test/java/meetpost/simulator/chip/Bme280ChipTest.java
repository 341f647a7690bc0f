package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import meetpost.simulator.HandTicks;
import meetpost.simulator.bus.SimulatedBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Bme280ChipTest {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    private static final String NOTHING_MEASURED = "80 00 00 80 00 00 80 00";

    private final HandTicks ticks = new HandTicks();
    private final SimulatedBus bus = new SimulatedBus(ticks);
    private final Bme280Chip chip = new Bme280Chip();

    @BeforeEach
    void attach() {
        bus.attach(0x76, chip);
        ticks.pass(2);
    }

    /** Table 18. */
    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("60", read("D0", 1));
        assertEquals("00 00 00 00", read("F2", 4));
        assertEquals(NOTHING_MEASURED, read("F7", 8));
    }

    /** The trimming of the BMP280 datasheet's example: 27504, 26435, −1000, … 6000. */
    @Test
    void showsItsTrimming() throws IOException {
        assertEquals(
                "70 6B 43 67 18 FC 7D 8E 43 D6 D0 0B 27 0B 8C 00 F9 FF 8C 3C F8 C6 70 17",
                read("88", 24));
        assertEquals("4B", read("A1", 1));
        assertEquals("69 01 00 13 29 03 1E", read("E1", 7));
    }

    /** BMP280 datasheet, section 3.12: raw 519888 and 415148 are 25.08 °C and 100653.27 Pa. */
    @Test
    void findsTheRawValuesOfTheDatasheetsExample() throws IOException {
        chip.temperature(25.08247);
        chip.pressure(1006.5327);

        write("F2 05 F4 B5");
        ticks.pass(113);

        assertEquals("65 5A C0 7E ED 00", read("F7", 6));
    }

    /** Section 9.1: one sample of each takes at most 9.3 ms. Section 3.3.3: then it sleeps. */
    @Test
    void measuresOnceInForcedModeAndSaysWhileItDoes() throws IOException {
        write("F2 01 F4 25");
        assertEquals("08 25", read("F3", 2));

        ticks.pass(9.29);
        assertEquals("08 25", read("F3", 2));
        assertEquals(NOTHING_MEASURED, read("F7", 8));

        ticks.pass(0.01);
        assertEquals("00 24", read("F3", 2));
        assertTrue(!NOTHING_MEASURED.equals(read("F7", 8)));
    }

    /** Table 20: what is skipped reads 0x8000; the setting counts once CTRL_MEAS is written. */
    @Test
    void takesTheHumiditySettingOverWithTheNextOne() throws IOException {
        write("F4 25 F2 01");
        ticks.pass(20);
        assertEquals("80 00", read("FD", 2));

        write("F4 25");
        ticks.pass(20);
        assertTrue(!"80 00".equals(read("FD", 2)));
    }

    /** Table 23 and 24: what is skipped reads 0x80000. */
    @Test
    void leavesOutWhatIsNotAskedFor() throws IOException {
        write("F2 00 F4 21");
        ticks.pass(20);

        assertEquals("80 00 00", read("F7", 3));
        assertTrue(!"80 00 00".equals(read("FA", 3)));
    }

    /** Section 3.4.3: 16 bits with one sample, so that the lowest four are zero. */
    @Test
    void hasSixteenBitsWithOneSampleAndTwentyWithSixteen() throws IOException {
        // A little more than in the datasheet's example: raw 0x7EEDA.
        chip.temperature(25.0855);

        write("F4 21");
        ticks.pass(20);
        assertEquals("7E EE 00", read("FA", 3));

        write("F4 A1");
        ticks.pass(50);
        assertEquals("7E ED A0", read("FA", 3));
    }

    /** Section 3.3.4: with 1000 ms of standby. */
    @Test
    void measuresAgainAndAgainInNormalMode() throws IOException {
        chip.temperature(instant -> instant < 1_000_000_000 ? 0 : 25.08247);
        write("F5 A0 F2 01 F4 27");
        ticks.pass(9.3);
        String first = read("FA", 3);

        ticks.pass(1009.2);
        assertEquals(first, read("FA", 3));

        ticks.pass(0.1);
        assertEquals("7E ED 00", read("FA", 3));
        assertEquals("27", read("F4", 1));
    }

    /** Table 1 and section 5.4.4: the trimming is copied within 2 ms. */
    @Test
    void forgetsItAllWhenReset() throws IOException {
        write("F2 01 F4 25");
        ticks.pass(10);

        write("E0 B6");

        assertEquals("00 01 00", read("F2", 3));
        ticks.pass(2);
        assertEquals("00 00 00", read("F2", 3));
        assertEquals(NOTHING_MEASURED, read("F7", 8));
    }

    @Test
    void ignoresAnyOtherWordForReset() throws IOException {
        write("F2 01");

        write("E0 B7");

        assertEquals("01", read("F2", 1));
    }

    @Test
    void refusesARegisterThatItDoesNotHave() {
        var thrown = assertThrows(IOException.class, () -> read("0F", 1));

        assertTrue(thrown.getMessage().contains("0x0F"), thrown.getMessage());
    }

    @Test
    void refusesToHaveItsIdentityWritten() {
        assertThrows(IOException.class, () -> write("D0 12"));
    }

    private void write(String bytes) throws IOException {
        bus.transfer(0x76, SPACED.parseHex(bytes), 0);
    }

    private String read(String register, int length) throws IOException {
        return SPACED.formatHex(bus.transfer(0x76, SPACED.parseHex(register), length));
    }
}
