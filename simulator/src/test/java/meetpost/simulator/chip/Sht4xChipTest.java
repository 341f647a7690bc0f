package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the datasheet "SHT4x", version 6. */
class Sht4xChipTest {

    private final Sht4xChip chip = new Sht4xChip();
    private final ChipOnABus wired = new ChipOnABus(0x44, chip);

    /** The ends of both formulas, and 25 °C, which is 26214. */
    @ParameterizedTest
    @CsvSource({
        "25, 44, 66 66 93 66 66 93",
        "-45, -6, 00 00 81 00 00 81",
        "130, 119, FF FF AC FF FF AC",
        "25, 56.5, 66 66 93 80 00 A2"
    })
    void saysWhatItMeasures(double celsius, double percent, String answer) throws IOException {
        chip.temperature(Signal.constant(celsius));
        chip.humidity(Signal.constant(percent));

        wired.write("FD");
        wired.pass(8.3);

        assertEquals(answer, wired.read(6));
    }

    /** "System timing specifications": 8.3 ms. */
    @Test
    void doesNotAcknowledgeWhileItMeasuresNorTwice() throws IOException {
        wired.write("FD");
        wired.pass(8.2);
        assertThrows(IOException.class, () -> wired.read(6));
        assertThrows(IOException.class, () -> wired.write("FD"));

        wired.pass(0.1);
        wired.read(6);
        assertThrows(IOException.class, () -> wired.read(6));
    }

    @Test
    void hasASerialNumberWithChecksums() throws IOException {
        wired.write("89");

        assertEquals("0F 4A FE B2 C1 BF", wired.read(6));
    }

    @Test
    void canBeResetWhileItMeasures() throws IOException {
        wired.write("FD");
        wired.write("94");
        wired.pass(1);

        assertThrows(IOException.class, () -> wired.read(6));
        wired.write("89");
    }

    @Test
    void refusesWhatIsNoCommand() {
        assertThrows(IOException.class, () -> wired.write("24 00"));
        assertThrows(IOException.class, () -> wired.write("00"));
    }
}
