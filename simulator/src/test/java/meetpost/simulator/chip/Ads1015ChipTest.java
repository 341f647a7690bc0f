package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HexFormat;
import meetpost.simulator.HandTicks;
import meetpost.simulator.bus.SimulatedBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes are those of SBAS473E, sections 8.5.4 and 8.6. */
class Ads1015ChipTest {

    private final HandTicks ticks = new HandTicks();
    private final SimulatedBus bus = new SimulatedBus(ticks);
    private final Ads1015Chip chip = new Ads1015Chip();

    @BeforeEach
    void attach() {
        bus.attach(0x48, chip);
    }

    /** Section 8.5.4, at ±2.048 V: a bit is 1 mV, and the four lowest read 0. */
    @ParameterizedTest
    @CsvSource({
        "3, 7F F0",
        "1.024, 40 00",
        "0.0014, 00 10",
        "0.001, 00 10",
        "0, 00 00",
        "-0.001, FF F0",
        "-3, 80 00"
    })
    void encodesTheDatasheetsVoltages(double volts, String code) throws IOException {
        chip.input(0, Signal.constant(volts));

        write("01C583");
        ticks.pass(1);

        assertEquals(code, read("00"));
    }

    /** 1/1600 s. */
    @Test
    void convertsSixteenHundredTimesASecond() throws IOException {
        write("01C583");

        ticks.pass(0.6);
        assertEquals("45 83", read("01"));
        ticks.pass(0.1);
        assertEquals("C5 83", read("01"));
    }

    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("85 83", read("01"));
        assertEquals("80 00", read("02"));
        assertEquals("7F FF", read("03"));
    }

    private void write(String bytes) throws IOException {
        bus.transfer(0x48, HexFormat.of().parseHex(bytes), 0);
    }

    private String read(String register) throws IOException {
        return HexFormat.ofDelimiter(" ")
                .withUpperCase()
                .formatHex(bus.transfer(0x48, HexFormat.of().parseHex(register), 2));
    }
}
