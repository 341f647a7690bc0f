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

/** Bytes are those of SBAS444D, sections 9.5.4 and 9.6. */
class Ads1115ChipTest {

    private final HandTicks ticks = new HandTicks();
    private final SimulatedBus bus = new SimulatedBus(ticks);
    private final Ads1115Chip chip = new Ads1115Chip();

    @BeforeEach
    void attach() {
        bus.attach(0x48, chip);
    }

    @Test
    void hasTheDatasheetsResetValues() throws IOException {
        assertEquals("00 00", read("00"));
        assertEquals("85 83", read("01"));
        assertEquals("80 00", read("02"));
        assertEquals("7F FF", read("03"));
    }

    /** Table 5, at ±4.096 V: a bit is 125 µV. */
    @ParameterizedTest
    @CsvSource({
        "5, 7F FF",
        "4.095875, 7F FF",
        "2.048, 40 00",
        "0.000125, 00 01",
        "0, 00 00",
        "-0.000125, FF FF",
        "-5, 80 00"
    })
    void encodesTheDatasheetsVoltages(double volts, String code) throws IOException {
        chip.input(0, Signal.constant(volts));

        write("01C383");
        ticks.pass(8);

        assertEquals(code, read("00"));
    }

    /** OS reads 0 for 1/128 s. */
    @Test
    void convertsOnceInPowerDown() throws IOException {
        chip.input(1, Signal.constant(1.024));
        write("01D383");

        ticks.pass(7.8);
        assertEquals("53 83", read("01"));
        assertEquals("00 00", read("00"));

        ticks.pass(0.1);
        assertEquals("D3 83", read("01"));
        assertEquals("20 00", read("00"));

        chip.input(1, Signal.constant(0));
        ticks.pass(1000);
        assertEquals("D3 83", read("01"));
    }

    /** The quick-start example, section 9.5: AIN0 against AIN1, ±2.048 V, continuous. */
    @Test
    void convertsAllTheTimeInContinuousMode() throws IOException {
        chip.input(0, instant -> instant < 20_000_000 ? 1.512 : 0.488);
        chip.input(1, Signal.constant(1));
        write("018483");

        ticks.pass(10);
        assertEquals("20 00", read("00"));
        assertEquals("04 83", read("01"));

        ticks.pass(20);
        assertEquals("E0 00", read("00"));
    }

    @ParameterizedTest
    @CsvSource({
        "01C183, 15 55",
        "01D383, 10 00",
        "01E583, 30 00",
        "01F783, 7F FF",
        "01B383, F0 00",
        "019D83, 80 00"
    })
    void choosesPinsAndFullScale(String config, String code) throws IOException {
        chip.input(0, Signal.constant(1.024));
        chip.input(1, Signal.constant(0.512));
        chip.input(2, Signal.constant(0.768));
        chip.input(3, Signal.constant(1.28));

        write(config);
        ticks.pass(8);

        assertEquals(code, read("00"));
    }

    @Test
    void doesNotAcknowledgeWhatItDoesNotHave() {
        assertThrows(IOException.class, () -> read("04"));
        assertThrows(IOException.class, () -> write("001234"));
    }

    @Test
    void forgetsItsSettingsWithoutPower() throws IOException {
        write("01C183");

        bus.pullOff(0x48);
        bus.putBack(0x48);

        assertEquals("85 83", read("01"));
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
