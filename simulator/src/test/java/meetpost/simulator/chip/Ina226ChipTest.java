package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By SBOS547B. */
class Ina226ChipTest {

    private final Ina226Chip chip = new Ina226Chip();
    private final ChipOnABus wired = new ChipOnABus(0x40, chip);

    /** Sections 7.1.2 and 7.1.3: 24 V is 4B00, -80 mV is 8300. */
    @ParameterizedTest
    @CsvSource({
        "24, -0.8, 4B 00, 83 00",
        "0, 0, 00 00, 00 00",
        "36, 0.81915, 70 80, 7F FE",
        "36, 2, 70 80, 7F FF",
        "36, -2, 70 80, 80 00"
    })
    void saysWhatItMeasures(double volt, double ampere, String bus, String shunt)
            throws IOException {
        chip.voltage(Signal.constant(volt));
        chip.current(Signal.constant(ampere));

        wired.write("00 41 23");
        wired.pass(2.2);

        assertEquals(bus, wired.read("02", 2));
        assertEquals(shunt, wired.read("01", 2));
    }

    /** Section 7.1.7: 16 samples of 1.1 ms of both; reading the flag clears it. */
    @Test
    void setsItsFlagWhenItHasConverted() throws IOException {
        wired.write("00 45 23");
        wired.pass(35.1);
        assertEquals("00 00", wired.read("06", 2));

        wired.pass(0.1);
        assertEquals("00 08", wired.read("06", 2));
        assertEquals("00 00", wired.read("06", 2));
    }

    /** Table 7-1. */
    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("41 27", wired.read("00", 2));
        assertEquals("54 49", wired.read("FE", 2));
        assertEquals("22 60", wired.read("FF", 2));
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThrows(IOException.class, () -> wired.read("08", 2));
        assertThrows(IOException.class, () -> wired.write("FE 00 00"));
    }
}
