package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.HexFormat;
import meetpost.simulator.HandTicks;
import meetpost.simulator.bus.SimulatedBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the datasheet "SHT3x-DIS", version 5. */
class Sht3xChipTest {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    private final HandTicks ticks = new HandTicks();
    private final SimulatedBus bus = new SimulatedBus(ticks);
    private final Sht3xChip chip = new Sht3xChip();

    @BeforeEach
    void attach() {
        bus.attach(0x44, chip);
    }

    /** Section 4.13: the ends of both formulas, and 25 °C, which is 26214. */
    @ParameterizedTest
    @CsvSource({
        "25, 40, 66 66 93 66 66 93",
        "-45, 0, 00 00 81 00 00 81",
        "130, 100, FF FF AC FF FF AC",
        "-40, 50, 07 50 51 80 00 A2"
    })
    void saysWhatItMeasures(double celsius, double percent, String answer) throws IOException {
        chip.temperature(Signal.constant(celsius));
        chip.humidity(Signal.constant(percent));

        write("24 00");
        ticks.pass(15);

        assertEquals(answer, read(6));
    }

    /** Section 4.4 and table 4. */
    @Test
    void doesNotAcknowledgeWhileItMeasuresNorTwice() throws IOException {
        write("24 00");
        ticks.pass(14.9);
        assertThrows(IOException.class, () -> read(6));
        assertThrows(IOException.class, () -> write("24 00"));

        ticks.pass(0.1);
        read(6);
        assertThrows(IOException.class, () -> read(6));
    }

    /** Table 18: as after a reset; then cleared; then with the heater on. */
    @Test
    void hasAStatus() throws IOException {
        write("F3 2D");
        assertEquals("80 10 E1", read(3));

        ticks.pass(1);
        write("30 41");
        ticks.pass(1);
        write("30 6D");
        ticks.pass(1);
        write("F3 2D");
        assertEquals("20 00", read(2));

        ticks.pass(1);
        write("30 A2");
        ticks.pass(1.5);
        write("F3 2D");
        assertEquals("80 10 E1", read(3));
    }

    /** Section 4: a minimal waiting time of 1 ms. */
    @Test
    void takesNoCommandRightAfterAnother() throws IOException {
        write("F3 2D");
        ticks.pass(0.9);
        assertThrows(IOException.class, () -> write("30 93"));

        ticks.pass(0.1);
        write("30 93");
    }

    @Test
    void refusesWhatIsNoCommand() {
        assertThrows(IOException.class, () -> write("FD"));
        assertThrows(IOException.class, () -> write("12 34"));
    }

    private void write(String bytes) throws IOException {
        bus.transfer(0x44, SPACED.parseHex(bytes), 0);
    }

    private String read(int length) throws IOException {
        return SPACED.formatHex(bus.transfer(0x44, new byte[0], length));
    }
}
