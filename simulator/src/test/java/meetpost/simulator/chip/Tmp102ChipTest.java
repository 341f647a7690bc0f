package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import meetpost.simulator.HandTicks;
import meetpost.simulator.bus.SimulatedBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Tmp102ChipTest {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    private final HandTicks ticks = new HandTicks();
    private final SimulatedBus bus = new SimulatedBus(ticks);
    private final Tmp102Chip chip = new Tmp102Chip();

    @BeforeEach
    void attach() {
        bus.attach(0x48, chip);
    }

    /** Table 6-4, 12 bits; and −40 °C. */
    @Test
    void encodesTheDatasheetsTemperatures() throws IOException {
        for (var each :
                Map.of(
                                127.9375, "7F F0",
                                100.0, "64 00",
                                80.0, "50 00",
                                25.0, "19 00",
                                0.25, "00 40",
                                0.0, "00 00",
                                -0.25, "FF C0",
                                -25.0, "E7 00",
                                -40.0, "D8 00",
                                -55.0, "C9 00")
                        .entrySet()) {
            chip.temperature(each.getKey());
            ticks.pass(276);

            assertEquals(each.getValue(), read("00", 2), each.getKey() + " °C");
        }
    }

    /** Section 6.5.2. */
    @Test
    void saysZeroUntilTheFirstConversionIsComplete() throws IOException {
        chip.temperature(25);

        ticks.pass(25.9);
        assertEquals("00 00", read("00", 2));

        ticks.pass(0.1);
        assertEquals("19 00", read("00", 2));
    }

    @Test
    void convertsFourTimesASecond() throws IOException {
        chip.temperature(instant -> instant < 250_000_000 ? 25 : 100);

        ticks.pass(275);
        assertEquals("19 00", read("00", 2));

        ticks.pass(1);
        assertEquals("64 00", read("00", 2));
    }

    /** Table 6-8 of the configuration register, and the limits of 75 and 80 °C. */
    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("60 A0", read("01", 2));
        assertEquals("4B 00", read("02", 2));
        assertEquals("50 00", read("03", 2));
    }

    @Test
    void remembersWhereItsPointerIs() throws IOException {
        write("02");

        assertEquals("4B 00 4B", SPACED.formatHex(bus.transfer(0x48, new byte[0], 3)));
    }

    /** Section 6.4.4: OS reads 0 during the single conversion and 1 after it. */
    @Test
    void convertsOnceWhenShutDownAndAsked() throws IOException {
        chip.temperature(25);
        ticks.pass(30);
        write("01 61 A0");
        chip.temperature(100);
        ticks.pass(1000);
        assertEquals("19 00", read("00", 2));

        write("01 E1 A0");
        assertEquals("61 A0", read("01", 2));
        ticks.pass(26);

        assertEquals("E1 A0", read("01", 2));
        assertEquals("64 00", read("00", 2));
    }

    /** Table 6-3, 13 bits: 150 °C, −55 °C; the lowest bit tells the format. */
    @Test
    void encodesThirteenBitsAfterTheNextConversion() throws IOException {
        chip.temperature(150);
        ticks.pass(30);
        assertEquals("7F F0", read("00", 2));

        write("01 60 B0");
        assertEquals("7F F0", read("00", 2));
        ticks.pass(276);
        assertEquals("4B 01", read("00", 2));

        chip.temperature(-55);
        ticks.pass(276);
        assertEquals("E4 81", read("00", 2));
    }

    @Test
    void leavesReadOnlyBitsAlone() throws IOException {
        write("01 00 0F");

        assertEquals("60 20", read("01", 2));
    }

    @Test
    void refusesARegisterThatItDoesNotHave() {
        var thrown = assertThrows(IOException.class, () -> read("D0", 1));

        assertTrue(thrown.getMessage().contains("0xD0"), thrown.getMessage());
    }

    @Test
    void refusesToHaveItsTemperatureWritten() {
        assertThrows(IOException.class, () -> write("00 12 34"));
    }

    private void write(String bytes) throws IOException {
        bus.transfer(0x48, SPACED.parseHex(bytes), 0);
    }

    private String read(String register, int length) throws IOException {
        return SPACED.formatHex(bus.transfer(0x48, SPACED.parseHex(register), length));
    }
}
