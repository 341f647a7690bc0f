package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the datasheet "SHTC3", version 4. */
class Shtc3ChipTest {

    private final Shtc3Chip chip = new Shtc3Chip();
    private final ChipOnABus wired = new ChipOnABus(0x70, chip);

    /** The example of the datasheet prints 23.7 °C and 62.9 %; then the ends of both formulas. */
    @ParameterizedTest
    @CsvSource({
        "23.7305, 62.9684, 64 8B C7 A1 33 1C",
        "-45, 0, 00 00 81 00 00 81",
        "130, 100, FF FF AC FF FF AC"
    })
    void saysWhatItMeasures(double celsius, double percent, String answer) throws IOException {
        chip.temperature(Signal.constant(celsius));
        chip.humidity(Signal.constant(percent));
        wired.pass(0.24);

        wired.write("78 66");
        wired.pass(12.1);

        assertEquals(answer, wired.read(6));
    }

    @Test
    void saysHumidityFirstWhenAskedSo() throws IOException {
        chip.temperature(Signal.constant(23.7305));
        chip.humidity(Signal.constant(62.9684));
        wired.pass(0.24);

        wired.write("40 1A");
        wired.pass(0.8);

        assertEquals("A1 33 1C 64 8B C7", wired.read(6));
    }

    /** Section 5.9, in the bits of 083F. */
    @Test
    void identifiesItself() throws IOException {
        wired.pass(0.24);
        wired.write("EF C8");

        assertEquals("88 47 3F", wired.read(3));
    }

    @Test
    void hearsNothingButWakeUpWhenAsleep() throws IOException {
        wired.pass(0.24);
        wired.write("B0 98");

        assertThrows(IOException.class, () -> wired.write("78 66"));
        wired.write("35 17");
        assertThrows(IOException.class, () -> wired.write("78 66"));
        wired.pass(0.24);
        wired.write("78 66");
        wired.pass(12);
        assertThrows(IOException.class, () -> wired.read(6));
    }
}
