package meetpost.simulator.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Ds18b20ChipTest {

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private final Ds18b20Chip chip = new Ds18b20Chip();

    /** The scratchpad of a real part after power-on, as the kernel prints it. */
    @Test
    void saysEightyFiveAfterPowerOnAndByteSixTellsWhy() {
        assertEquals("50 05 4b 46 7f ff 0c 10 1c", scratchpad());
    }

    /** A real 85 °C differs in byte 6 alone, and so in the checksum. */
    @Test
    void saysEightyFiveInAnotherWayWhenItIsEightyFive() {
        chip.temperature(85);

        chip.convert(0);

        assertEquals("50 05 4b 46 7f ff 10 10", scratchpad().substring(0, 23));
    }

    /** Table 1 of the datasheet. */
    @Test
    void convertsTheDatasheetsTemperatures() {
        Map.of(
                        125.0, "d0 07",
                        85.0, "50 05",
                        25.0625, "91 01",
                        10.125, "a2 00",
                        0.5, "08 00",
                        0.0, "00 00",
                        -0.5, "f8 ff",
                        -10.125, "5e ff",
                        -25.0625, "6f fe",
                        -55.0, "90 fc")
                .forEach(
                        (celsius, bytes) -> {
                            chip.temperature(celsius);
                            chip.convert(0);

                            assertEquals(bytes, scratchpad().substring(0, 5), celsius + " °C");
                        });
    }

    @Test
    void staysWithinItsRange() {
        chip.temperature(300);
        chip.convert(0);
        assertEquals("d0 07", scratchpad().substring(0, 5));

        chip.temperature(-273);
        chip.convert(0);
        assertEquals("90 fc", scratchpad().substring(0, 5));
    }

    /** Table 2: the low bits are not used, and each bit less halves the time. */
    @Test
    void convertsFasterAndCoarserWithFewerBits() {
        chip.temperature(25.1);
        chip.writeScratchpad(0x4B, 0x46, 0x1F);

        chip.convert(0);

        assertEquals("90 01", scratchpad().substring(0, 5));
        assertEquals(Duration.ofNanos(93_750_000), chip.conversionTime());
        chip.writeScratchpad(0x4B, 0x46, 0x7F);
        assertEquals(Duration.ofMillis(750), chip.conversionTime());
    }

    /** Figure 10: only R1 and R0 of the configuration register can be written. */
    @Test
    void keepsItsFixedConfigurationBits() {
        chip.writeScratchpad(0x01, 0x02, 0x00);

        assertEquals("01 02 1f", scratchpad().substring(6, 14));
    }

    @Test
    void forgetsWhatWasNotCopiedToTheEeprom() {
        chip.writeScratchpad(0x01, 0x02, 0x3F);
        chip.copyScratchpad();
        chip.writeScratchpad(0x03, 0x04, 0x5F);

        chip.powerOn();

        assertEquals("50 05 01 02 3f", scratchpad().substring(0, 14));
    }

    @Test
    void flipsABitSoOftenAsItIsTold() {
        chip.temperature(25.0625);
        chip.convert(0);
        String right = scratchpad();
        chip.corruptNext(2);

        assertNotEquals(right, scratchpad());
        assertNotEquals(right, scratchpad());
        assertEquals(right, scratchpad());
    }

    /** 127.94 °C, as parts say whose supply is too weak to convert. */
    @Test
    void saysWhatAStarvedPartSays() {
        chip.starved(true);

        chip.convert(0);

        assertEquals("ff 07 4b 46 7f ff 0c 10", scratchpad().substring(0, 23));
    }

    @Test
    void saysOnlyZerosWhenGrounded() {
        chip.grounded(true);

        assertEquals("00 00 00 00 00 00 00 00 00", scratchpad());
    }

    @Test
    void isAsAfterPowerOnWhenItsSupplyDips() {
        chip.temperature(20);
        chip.resetNext(1);

        chip.convert(0);
        assertEquals("50 05 4b 46 7f ff 0c 10 1c", scratchpad());

        chip.convert(0);
        assertEquals("40 01", scratchpad().substring(0, 5));
    }

    /** Maxim's application note 27: the ROM 02 1C B8 01 00 00 00 has the checksum A2. */
    @Test
    void computesTheChecksumOfTheApplicationNote() {
        assertEquals(0xA2, Ds18b20Chip.crc(SPACED.parseHex("02 1c b8 01 00 00 00"), 7));
    }

    private String scratchpad() {
        return SPACED.formatHex(chip.readScratchpad());
    }
}
