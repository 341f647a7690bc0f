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

/** FILL IN: of which datasheet. Literal bytes; the driver closed. */
class @Part@ChipTest {

    private final SimulatedBus bus = new SimulatedBus(new HandTicks());
    private final @Part@Chip chip = new @Part@Chip();

    @BeforeEach
    void attach() {
        bus.attach(0x@AA@, chip);
    }

    /** FILL IN: the datasheet's example, and both ends of the range. */
    @ParameterizedTest
    @CsvSource({"21.5, 00 D7", "0, 00 00", "-0.1, FF FF", "10000, 7F FF", "-10000, 80 00"})
    void saysWhatItMeasures(double value, String bytes) throws IOException {
        chip.@door@(Signal.constant(value));

        assertEquals(bytes, read("10", 2));
    }

    @Test
    void identifiesItself() throws IOException {
        assertEquals("5A", read("0F", 1));
    }

    @Test
    void doesNotAcknowledgeWhatItDoesNotHave() {
        assertThrows(IOException.class, () -> read("0E", 1));
        assertThrows(IOException.class, () -> read("0F00", 1));
    }

    private String read(String register, int length) throws IOException {
        return HexFormat.ofDelimiter(" ")
                .withUpperCase()
                .formatHex(bus.transfer(0x@AA@, HexFormat.of().parseHex(register), length));
    }
}
