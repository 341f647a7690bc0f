package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By SNAS672A. */
class Hdc1080ChipTest {

    private final Hdc1080Chip chip = new Hdc1080Chip();
    private final ChipOnABus wired = new ChipOnABus(0x40, chip);

    /** Sections 8.6.1 and 8.6.2. */
    @ParameterizedTest
    @CsvSource({
        "42.5, 50, 80 00 80 00",
        "-40, 0, 00 00 00 00",
        "1.25, 12.5, 40 00 20 00",
        "125, 100, FF FC FF FC"
    })
    void saysWhatItMeasures(double celsius, double percent, String answer) throws IOException {
        chip.temperature(Signal.constant(celsius));
        chip.humidity(Signal.constant(percent));

        wired.write("00");
        wired.pass(12.85);

        assertEquals(answer, wired.read(4));
    }

    /** Section 7.5: 6.35 and 6.5 ms. */
    @Test
    void doesNotAcknowledgeWhileItConverts() throws IOException {
        wired.write("00");
        wired.pass(12.8);

        assertThrows(IOException.class, () -> wired.read(4));
    }

    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("10 00", wired.read("02", 2));
        assertEquals("54 49", wired.read("FE", 2));
        assertEquals("10 50", wired.read("FF", 2));
    }

    /** Section 8.6.3: without the mode, the temperature alone. */
    @Test
    void convertsOneAloneWhenToldTo() throws IOException {
        wired.write("02 00 00");
        wired.write("00");
        wired.pass(6.35);

        wired.read(2);
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThrows(IOException.class, () -> wired.read("03", 2));
        assertThrows(IOException.class, () -> wired.write("00 00 00"));
    }
}
