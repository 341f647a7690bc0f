package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By SBOS448G. */
class Ina219ChipTest {

    private final Ina219Chip chip = new Ina219Chip();
    private final ChipOnABus wired = new ChipOnABus(0x40, chip);

    /** Section 8.6.3: 4 mV in bits 15 to 3, and 10 µV over 0.1 Ω; table 7 has 7D00 and 8300. */
    @ParameterizedTest
    @CsvSource({
        "12, 0.2, 5D C2, 07 D0",
        "0, 0, 00 02, 00 00",
        "32, 3.2, FA 02, 7D 00",
        "32, 5, FA 02, 7D 00",
        "33, 0, FA 02, 00 00",
        "26, -3.2, CB 22, 83 00"
    })
    void saysWhatItMeasures(double volt, double ampere, String bus, String shunt)
            throws IOException {
        chip.voltage(Signal.constant(volt));
        chip.current(Signal.constant(ampere));

        wired.write("00 39 9B");
        wired.pass(1.1);

        assertEquals(bus, wired.read("02", 2));
        assertEquals(shunt, wired.read("01", 2));
    }

    /** Section 8.6.3.2 and table 5: 16 samples of both take 17.02 ms. */
    @Test
    void setsItsFlagWhenItHasConvertedAndClearsItWhenPowerIsRead() throws IOException {
        wired.write("00 3E 63");
        wired.pass(17);
        assertEquals("00 00", wired.read("02", 2));

        wired.pass(0.1);
        assertEquals("5D C2", wired.read("02", 2));
        wired.read("03", 2);
        assertEquals("5D C0", wired.read("02", 2));
    }

    /** Table 2. */
    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        wired.write("05 10 01");
        assertEquals("10 00", wired.read("05", 2));

        wired.write("00 B9 9F");
        assertEquals("39 9F", wired.read("00", 2));
        assertEquals("00 00", wired.read("05", 2));
    }

    /** Table 4: ±40 mV. */
    @Test
    void standsStillAtTheEndOfItsRange() throws IOException {
        chip.current(Signal.constant(1));

        wired.write("00 21 9B");
        wired.pass(2);

        assertEquals("0F A0", wired.read("01", 2));
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThrows(IOException.class, () -> wired.read("FF", 2));
        assertThrows(IOException.class, () -> wired.write("02 00 00"));
        assertThrows(IOException.class, () -> wired.write("00 39"));
    }
}
