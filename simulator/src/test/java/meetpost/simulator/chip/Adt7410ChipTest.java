package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By its datasheet, revision C. */
class Adt7410ChipTest {

    private final Adt7410Chip chip = new Adt7410Chip();
    private final ChipOnABus wired = new ChipOnABus(0x48, chip);

    /** Table 5, to the left, with the 16 bits of the formula behind it. */
    @ParameterizedTest
    @CsvSource({
        "-55, E4 80",
        "-25, F3 80",
        "-0.0078125, FF FF",
        "0, 00 00",
        "25, 0C 80",
        "125, 3E 80",
        "150, 4B 00"
    })
    void saysWhatItMeasures(double celsius, String register) throws IOException {
        chip.temperature(Signal.constant(celsius));
        wired.write("03 A0");
        wired.pass(240);

        assertEquals(register, wired.read("00", 2));
    }

    /** Table 5, at 13 bits, as it is after power-on. */
    @Test
    void hasThirteenBitsAtFirst() throws IOException {
        chip.temperature(Signal.constant(-25));
        wired.pass(240);

        assertEquals("F3 80", wired.read("00", 2));
        chip.temperature(Signal.constant(0.0078125 * 3));
        wired.pass(240);
        assertEquals("00 00", wired.read("00", 2));
    }

    /** Table 6. */
    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("00 00 80 00 20 00 05 00 49 80 05 CB", wired.read("00", 12));
    }

    /** Table 10; reading the temperature takes the flag back. */
    @Test
    void saysWhenItIsReadyAndShutsDownAfterOneShot() throws IOException {
        wired.write("03 A0");
        wired.pass(239);
        assertEquals("80 A0", wired.read("02", 2));

        wired.pass(1);
        assertEquals("00 E0", wired.read("02", 2));
        wired.read("00", 2);
        assertEquals("80", wired.read("02", 1));
    }

    /** Table 1: the first conversion after power-up takes 6 ms, the next ones 240 ms. */
    @Test
    void convertsFasterOnceAfterPowerUp() throws IOException {
        chip.temperature(Signal.constant(25));
        wired.pass(5);
        assertEquals("80", wired.read("02", 1));
        wired.pass(1);
        assertEquals("0C 80", wired.read("00", 2));

        wired.pass(239);
        assertEquals("80", wired.read("02", 1));
        wired.pass(1);
        assertEquals("00", wired.read("02", 1));
    }

    /** Tables 1 and 11: 60 ms of each second. */
    @Test
    void convertsOnceASecond() throws IOException {
        wired.write("03 40");
        wired.pass(59);
        assertEquals("80", wired.read("02", 1));
        wired.pass(1);
        assertEquals("00", wired.read("02", 1));

        wired.read("00", 2);
        wired.pass(999);
        assertEquals("80", wired.read("02", 1));
        wired.pass(1);
        assertEquals("00", wired.read("02", 1));
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThrows(IOException.class, () -> wired.read("0C", 1));
        assertThrows(IOException.class, () -> wired.write("00 00"));
    }
}
