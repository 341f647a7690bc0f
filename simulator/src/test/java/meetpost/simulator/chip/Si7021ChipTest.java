package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By "Si7021-A20", revision 1.1; formulas and checksum are those of HPC199_3. */
class Si7021ChipTest {

    private final Si7021Chip chip = new Si7021Chip();
    private final ChipOnABus wired = new ChipOnABus(0x40, chip);

    /** The status in the last two bits is 0 with a temperature and 2 with a humidity. */
    @ParameterizedTest
    @CsvSource({
        "24.6864, F3, 10.8, 68 38 1E",
        "-46.85, F3, 10.8, 00 00 00",
        "200, F3, 10.8, FF FC 7E"
    })
    void saysItsTemperature(double celsius, String command, double millis, String answer)
            throws IOException {
        chip.temperature(Signal.constant(celsius));
        wired.pass(15);

        wired.write(command);
        wired.pass(millis);

        assertEquals(answer, wired.read(3));
    }

    @Test
    void saysItsHumidity() throws IOException {
        chip.humidity(Signal.constant(54.791));
        wired.pass(15);

        wired.write("F5");
        wired.pass(22.8);

        assertEquals("7C 82 97", wired.read(3));
    }

    @Test
    void doesNotAcknowledgeWhileItMeasures() throws IOException {
        wired.pass(15);
        wired.write("F3");
        wired.pass(10.700000000000001);

        assertThrows(IOException.class, () -> wired.read(3));
        assertThrows(IOException.class, () -> wired.write("F5"));
    }

    @Test
    void hasAUserRegisterThatAResetSetsBack() throws IOException {
        wired.pass(15);
        assertEquals("3A", wired.read("E7", 1));

        wired.write("E6 FF");
        wired.write("FE");
        assertThrows(IOException.class, () -> wired.read("E7", 1));
        wired.pass(15);
        assertEquals("3A", wired.read("E7", 1));
    }

    @Test
    void refusesWhatIsNoCommand() {
        wired.pass(15);

        assertThrows(IOException.class, () -> wired.write("24 00"));
    }

    /** "Electronic serial number": 0x15. */
    @Test
    void saysWhichPartItIs() throws IOException {
        wired.pass(15);

        assertEquals("15 FF B5 FF FF CB", wired.read("FC C9", 6));
    }
}
