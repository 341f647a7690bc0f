package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By DS25095A. */
class Mcp9808ChipTest {

    private final Mcp9808Chip chip = new Mcp9808Chip();
    private final ChipOnABus wired = new ChipOnABus(0x18, chip);

    /** Register 5-4; above the limits, which are 0 after power-on, flags are set. */
    @ParameterizedTest
    @CsvSource({"25.25, C1 94", "0, 80 00", "-0.0625, 3F FF", "-40, 3D 80", "125, C7 D0"})
    void saysWhatItMeasures(double celsius, String register) throws IOException {
        chip.temperature(Signal.constant(celsius));
        wired.pass(250);

        assertEquals(register, wired.read("05", 2));
    }

    @Test
    void saysZeroUntilItHasConverted() throws IOException {
        chip.temperature(Signal.constant(25.25));

        wired.pass(249);
        assertEquals("00 00", wired.read("05", 2));

        wired.pass(1);
        assertEquals("C1 94", wired.read("05", 2));
    }

    /** Table 5-2: half degrees, 30 ms. */
    @Test
    void convertsFasterWithFewerBits() throws IOException {
        chip.temperature(Signal.constant(25.25));
        wired.write("08 00");
        assertEquals("00", wired.read("08", 1));

        wired.pass(30);

        assertEquals("C1 98", wired.read("05", 2));
    }

    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("00 00", wired.read("01", 2));
        assertEquals("00 54", wired.read("06", 2));
        assertEquals("04 00", wired.read("07", 2));
        assertEquals("03", wired.read("08", 1));
    }

    /** Register 5-2. */
    @Test
    void keepsItsLastValueWhenShutDown() throws IOException {
        chip.temperature(Signal.constant(25.25));
        wired.pass(250);
        wired.write("01 01 00");
        chip.temperature(Signal.constant(30));
        wired.pass(1000);
        assertEquals("C1 94", wired.read("05", 2));

        wired.write("01 00 00");
        wired.pass(250);
        assertEquals("C1 E0", wired.read("05", 2));
    }

    /** Register 5-2 and section 5.2.1; nothing but the loss of power clears a lock. */
    @Test
    void canBeWokenUpButNotShutDownWhileItIsLocked() throws IOException {
        wired.write("01 01 C8");
        wired.write("01 00 00");
        assertEquals("00 C8", wired.read("01", 2));

        wired.write("01 01 00");
        assertEquals("00 C8", wired.read("01", 2));

        wired.cutPower();
        assertEquals("00 00", wired.read("01", 2));
    }

    /** Register 5-2: the lock of the window is not that of the critical limit. */
    @Test
    void keepsALimitThatIsLocked() throws IOException {
        wired.write("01 00 40");

        wired.write("02 01 90");
        wired.write("04 01 90");

        assertEquals("00 00", wired.read("02", 2));
        assertEquals("01 90", wired.read("04", 2));
    }

    @Test
    void refusesToHaveItsTemperatureWritten() {
        assertThrows(IOException.class, () -> wired.write("05 00 00"));
    }
}
