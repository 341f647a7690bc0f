package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** By BST-BMP180-DS000, revision 2.5. */
class Bmp180ChipTest {

    private final Bmp180Chip chip = new Bmp180Chip();
    private final ChipOnABus wired = new ChipOnABus(0x77, chip);

    /** Section 3.5: 27898 and 23843 are 15.0 °C and 69964 Pa, at the lowest resolution. */
    @Test
    void findsTheRawValuesOfTheDatasheetsExample() throws IOException {
        chip.temperature(Signal.constant(14.9971));
        chip.pressure(Signal.constant(699.6066));

        wired.write("F4 2E");
        wired.pass(4.5);
        assertEquals("6C FA", wired.read("F6", 2));
        wired.write("F4 34");
        wired.pass(4.5);
        assertEquals("5D 23", wired.read("F6", 2));
    }

    /** "Control registers values": with three more bits. */
    @Test
    void hasMoreBitsWhenItTakesMoreTime() throws IOException {
        chip.temperature(Signal.constant(14.9971));
        chip.pressure(Signal.constant(699.6197));

        wired.write("F4 F4");
        wired.pass(25.5);

        assertEquals("5D 23 00", wired.read("F6", 3));
    }

    /** "Memory map". */
    @Test
    void hasTheDatasheetsResetValuesAndItsCoefficients() throws IOException {
        assertEquals("55", wired.read("D0", 1));
        assertEquals("00", wired.read("F4", 1));
        assertEquals("80 00 00", wired.read("F6", 3));
        assertEquals(
                "01 98 FF B8 C7 D1 7F E5 7F F5 5A 71 18 2E 00 04 80 00 DD F9 0B 34",
                wired.read("AA", 22));
    }

    /** "Memory map", Sco. */
    @Test
    void saysWhileItConverts() throws IOException {
        wired.write("F4 2E");
        wired.pass(4.4);
        assertEquals("2E", wired.read("F4", 1));
        assertEquals("80 00", wired.read("F6", 2));

        wired.pass(0.1);
        assertEquals("0E", wired.read("F4", 1));
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThrows(IOException.class, () -> wired.read("88", 1));
        assertThrows(IOException.class, () -> wired.write("D0 60"));
    }
}
