package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By ROHM's "Technical Note" BH1750FVI, 2009.04 revision B. */
class Bh1750ChipTest {

    private final Bh1750Chip chip = new Bh1750Chip();
    private final ChipOnABus wired = new ChipOnABus(0x23, chip);

    /** Page 10: 83 90 is 28067 lx. */
    @ParameterizedTest
    @CsvSource({"28067, 83 90", "0, 00 00", "1, 00 01", "54613, FF FF", "100000, FF FF"})
    void saysWhatItMeasures(double lux, String counts) throws IOException {
        chip.illuminance(Signal.constant(lux));

        wired.write("01");
        wired.write("20");
        wired.pass(180);

        assertEquals(counts, wired.read(2));
    }

    /** Page 11, with a measurement time of 31: 100000 lx are 53913 counts. */
    @Test
    void measuresMoreInAShorterTime() throws IOException {
        chip.illuminance(Signal.constant(100_000));

        wired.write("40");
        wired.write("7F");
        wired.write("20");
        wired.pass(81);

        assertEquals("D2 99", wired.read(2));
    }

    /** Page 2. */
    @Test
    void holdsTheOldValueUntilItHasMeasured() throws IOException {
        chip.illuminance(Signal.constant(10));

        wired.write("20");
        wired.pass(179);
        assertEquals("00 00", wired.read(2));

        wired.pass(1);
        assertEquals("00 0C", wired.read(2));
    }

    @Test
    void takesOneOpcodeAtATimeAndOnlyThose() {
        assertThrows(IOException.class, () -> wired.write("01 20"));
        assertThrows(IOException.class, () -> wired.write("30"));
    }
}
