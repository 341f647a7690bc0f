package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By HPC199_3: 683A is 24.7 °C with the checksum 7C, and 7C80 is 54.8 %. */
class Htu21dChipTest {

    private final Htu21dChip chip = new Htu21dChip();
    private final ChipOnABus wired = new ChipOnABus(0x40, chip);

    /** The status in the last two bits is 0 with a temperature and 2 with a humidity. */
    @ParameterizedTest
    @CsvSource({"24.6864, F3, 50, 68 38 1E", "-46.85, F3, 50, 00 00 00", "200, F3, 50, FF FC 7E"})
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
        wired.pass(16);

        assertEquals("7C 82 97", wired.read(3));
    }

    @Test
    void doesNotAcknowledgeWhileItMeasures() throws IOException {
        wired.pass(15);
        wired.write("F3");
        wired.pass(49.9);

        assertThrows(IOException.class, () -> wired.read(3));
        assertThrows(IOException.class, () -> wired.write("F5"));
    }

    @Test
    void hasAUserRegisterThatAResetSetsBackButForTheHeater() throws IOException {
        wired.pass(15);
        assertEquals("02", wired.read("E7", 1));

        wired.write("E6 FF");
        wired.write("FE");
        assertThrows(IOException.class, () -> wired.read("E7", 1));
        wired.pass(15);
        assertEquals("06", wired.read("E7", 1));

        wired.write("E6 02");
        assertEquals("02", wired.read("E7", 1));
    }

    @Test
    void refusesWhatIsNoCommand() {
        wired.pass(15);

        assertThrows(IOException.class, () -> wired.write("24 00"));
    }
}
