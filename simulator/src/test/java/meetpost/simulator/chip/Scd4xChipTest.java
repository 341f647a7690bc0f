package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * By the datasheet "SCD4x", version 1.3: 500 ppm is 01F4, and the serial number that of its
 * example.
 */
class Scd4xChipTest {

    private final Scd4xChip chip = new Scd4xChip();
    private final ChipOnABus wired = new ChipOnABus(0x62, chip);

    @ParameterizedTest
    @CsvSource({
        "500, 25.0027, 37.0016, 01 F4 33 66 67 A2 5E B9 3C",
        "0, -45, 0, 00 00 81 00 00 81 00 00 81",
        "50000, 130, 100, 9C 40 45 FF FF AC FF FF AC"
    })
    void saysWhatItMeasures(double ppm, double celsius, double percent, String answer)
            throws IOException {
        chip.co2(Signal.constant(ppm));
        chip.temperature(Signal.constant(celsius));
        chip.humidity(Signal.constant(percent));

        wired.write("21 B1");
        wired.pass(5000);

        assertEquals(answer, wired.read("EC 05", 9));
    }

    /** Sections 3.5.2 and 3.8.2. */
    @Test
    void hasAMeasurementEveryFiveSecondsAndGivesItOnce() throws IOException {
        wired.write("21 B1");
        wired.pass(4999);
        assertEquals("80 00 A2", wired.read("E4 B8", 3));
        assertThrows(IOException.class, () -> wired.read("EC 05", 9));

        wired.pass(1);
        assertEquals("80 06 04", wired.read("E4 B8", 3));
        wired.read("EC 05", 9);
        assertEquals("80 00 A2", wired.read("E4 B8", 3));
        assertThrows(IOException.class, () -> wired.read("EC 05", 9));
    }

    /** Section 3.5.3. */
    @Test
    void saysItsSerialNumberOnlyWhileItDoesNotMeasure() throws IOException {
        wired.write("21 B1");
        assertThrows(IOException.class, () -> wired.write("36 82"));

        wired.write("3F 86");
        wired.pass(499);
        assertThrows(IOException.class, () -> wired.write("36 82"));
        wired.pass(1);
        assertEquals("F8 96 31 9F 07 C2 3B BE 89", wired.read("36 82", 9));
    }

    @Test
    void refusesWhatIsNoCommand() {
        assertThrows(IOException.class, () -> wired.write("12 34"));
        assertThrows(IOException.class, () -> wired.write("21"));
    }
}
