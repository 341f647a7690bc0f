package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * By the datasheet "DHT20", version 1.0; the first answer is that of a real part
 * (github.com/bilbobg/aht20).
 */
class Aht20ChipTest {

    private final Aht20Chip chip = new Aht20Chip();
    private final ChipOnABus wired = new ChipOnABus(0x38, chip);

    @ParameterizedTest
    @CsvSource({
        "31.674576, 23.191071, 3B 5E 86 88 B2",
        "-50, 0, 00 00 00 00 00",
        "150, 100, FF FF FF FF FF",
        "25, 50, 80 00 06 00 00"
    })
    void saysWhatItMeasures(double celsius, double percent, String answer) throws IOException {
        chip.temperature(Signal.constant(celsius));
        chip.humidity(Signal.constant(percent));

        wired.write("AC 33 00");
        wired.pass(80);

        assertEquals("18 " + answer, wired.read(6));
    }

    /** Section 7.4, step 4: as computed in another language, apart from the model. */
    @Test
    void hasAChecksumBehindThem() throws IOException {
        chip.temperature(Signal.constant(25));
        chip.humidity(Signal.constant(50));

        wired.write("AC 33 00");
        wired.pass(80);

        assertEquals("18 80 00 06 00 00 23", wired.read(7));
    }

    /** Table 9. */
    @Test
    void isBusyWhileItMeasures() throws IOException {
        wired.write("AC 33 00");
        wired.pass(79);
        assertEquals("98", wired.read(1));

        wired.pass(1);
        assertEquals("18", wired.read(1));
    }

    @Test
    void mayHaveToBeInitialised() throws IOException {
        chip.forgetful();
        wired.cutPower();
        assertEquals("10", wired.read(1));

        wired.write("BE 08 00");
        assertEquals("18", wired.read(1));
    }

    @Test
    void refusesWhatIsNoCommand() {
        assertThrows(IOException.class, () -> wired.write("AC"));
        assertThrows(IOException.class, () -> wired.write("E1 08 00"));
    }
}
