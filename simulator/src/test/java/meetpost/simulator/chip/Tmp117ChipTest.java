package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By SNOSD82D. */
class Tmp117ChipTest {

    private final Tmp117Chip chip = new Tmp117Chip();
    private final ChipOnABus wired = new ChipOnABus(0x48, chip);

    /** Table 7-1. */
    @ParameterizedTest
    @CsvSource({
        "0, 00 00",
        "0.0078125, 00 01",
        "25, 0C 80",
        "100, 32 00",
        "-0.0078125, FF FF",
        "-25, F3 80",
        "-55, E4 80",
        "255.9922, 7F FF"
    })
    void saysWhatItMeasures(double celsius, String register) throws IOException {
        chip.temperature(Signal.constant(celsius));
        wired.write("01 0C 20");
        wired.pass(124);

        assertEquals(register, wired.read("00", 2));
    }

    /** Table 7-3: as after a reset; and -256 °C until the first conversion. */
    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("80 00", wired.read("00", 2));
        assertEquals("02 20", wired.read("01", 2));
        assertEquals("01 17", wired.read("0F", 2));
    }

    @Test
    void shutsDownAfterOneShotAndSaysThatDataIsReadyOnce() throws IOException {
        wired.write("01 0C 20");
        wired.pass(123);
        assertEquals("0C 20", wired.read("01", 2));

        wired.pass(1);
        assertEquals("24 20", wired.read("01", 2));
        assertEquals("04 20", wired.read("01", 2));
    }

    /** Section 7.6.3: MOD 10 is continuous conversion too, and reads back as 00. */
    @Test
    void hasTwoNamesForContinuousConversion() throws IOException {
        wired.write("01 0A 20");

        assertEquals("02 20", wired.read("01", 2));
    }

    @Test
    void convertsEachSecondByItself() throws IOException {
        chip.temperature(instant -> instant < 1_000_000_000 ? 25 : 100);

        wired.pass(1100);
        assertEquals("0C 80", wired.read("00", 2));
        wired.pass(100);
        assertEquals("32 00", wired.read("00", 2));
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThrows(IOException.class, () -> wired.read("0E", 2));
        assertThrows(IOException.class, () -> wired.write("00 00 00"));
    }
}
