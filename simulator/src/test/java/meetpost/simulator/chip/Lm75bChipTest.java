package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By NXP's datasheet of the LM75B, revision 6.1. */
class Lm75bChipTest {

    private final Lm75bChip chip = new Lm75bChip();
    private final ChipOnABus wired = new ChipOnABus(0x48, chip);

    /** Table 10, eleven bits to the left. */
    @ParameterizedTest
    @CsvSource({
        "127, 7F 00",
        "125, 7D 00",
        "25, 19 00",
        "0.125, 00 20",
        "-0.125, FF E0",
        "-25, E7 00",
        "-55, C9 00"
    })
    void saysWhatItMeasures(double celsius, String register) throws IOException {
        chip.temperature(Signal.constant(celsius));
        wired.pass(10);

        assertEquals(register, wired.read("00", 2));
    }

    /** Table 5. */
    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("00", wired.read("01", 1));
        assertEquals("4B 00", wired.read("02", 2));
        assertEquals("50 00", wired.read("03", 2));
    }

    @Test
    void convertsTenTimesASecond() throws IOException {
        chip.temperature(instant -> instant < 100_000_000 ? 25 : 100);

        wired.pass(109);
        assertEquals("19 00", wired.read("00", 2));
        wired.pass(1);
        assertEquals("64 00", wired.read("00", 2));
    }

    @Test
    void keepsItsLastValueWhenShutDown() throws IOException {
        chip.temperature(Signal.constant(25));
        wired.pass(10);
        wired.write("01 01");
        chip.temperature(Signal.constant(100));
        wired.pass(1000);
        assertEquals("19 00", wired.read("00", 2));

        wired.write("01 00");
        wired.pass(10);
        assertEquals("64 00", wired.read("00", 2));
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThrows(IOException.class, () -> wired.read("0F", 2));
        assertThrows(IOException.class, () -> wired.write("00 00 00"));
    }
}
