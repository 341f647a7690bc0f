package meetpost.simulator.chip;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is sold as DS18B20: the genuine part and the copies of it, by what their scratchpads hold.
 *
 * <p>As C. Petrich measured them (counterfeit_DS18B20, 2024), under his letters. Family D's bytes 5
 * and 6 differ from part to part; these are those of one.
 */
public enum Ds18b20Family {
    /** Maxim's own. */
    A("50 05 4B 46 7F FF 0C 10", Reserved.FOLLOWS, "28-0000%08x"),
    /** GXCAS and 7Q-Tek. */
    B("50 05 4B 46 7F FF 0C 10", Reserved.FIXED, "28-01%08xaa"),
    /** Always at 12 bits. */
    C("50 05 55 00 7F FF 0C 10", Reserved.FIXED, "28-%08x64ff"),
    /** At 25 °C when power arrives. */
    D("90 01 55 05 7F 7E 81 66", Reserved.FIXED, "28-0204%04x1d24"),
    /** Novosense NS18B20: byte 6 as after a conversion, at power-up too. */
    E("50 05 4B 46 7F FF 10 10", Reserved.FOLLOWS, "28-0f%04x287400"),
    F("50 05 55 00 7F FF 0C 10", Reserved.FIXED, "28-2401%04x6003"),
    G("50 05 55 AA 7F FF 0C 10", Reserved.SIXTEEN_MORE, "28-d983%04x9ec7"),
    H("50 05 55 AA 7F FF 0C 10", Reserved.FOLLOWS, "28-8eaa%04x800c");

    private final String powerOn;
    private final Reserved reserved;
    private final String rom;

    Ds18b20Family(String powerOn, Reserved reserved, String rom) {
        this.powerOn = powerOn;
        this.reserved = reserved;
        this.rom = rom;
    }

    /**
     * A ROM code as parts of this family have it, as the kernel writes it.
     *
     * @param serial what tells one part from another; its last bits count
     */
    public String rom(long serial) {
        return String.format(
                Locale.ROOT, rom, serial & (rom.contains("%08x") ? 0xFFFF_FFFFL : 0xFFFF));
    }

    /** Its letter, small, as scenes and the workbench have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The family of that letter. */
    public static Optional<Ds18b20Family> of(String text) {
        return Arrays.stream(values()).filter(family -> family.text().equals(text)).findFirst();
    }

    /** Bytes 0 to 7 when power arrives and nothing was ever kept in the EEPROM. */
    int[] powerOn() {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(powerOn);
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xFF).toArray();
    }

    /** Byte 6 after a conversion to {@code raw}. */
    int reserved(int raw) {
        return switch (reserved) {
            case FOLLOWS -> 0x10 - (raw & 0x0F);
            case FIXED -> powerOn()[6];
            case SIXTEEN_MORE -> 0x20 - (raw & 0x0F);
        };
    }

    /** Whether the configuration register can be written. */
    boolean hasResolutions() {
        return this != C;
    }

    private enum Reserved {
        FOLLOWS,
        FIXED,
        SIXTEEN_MORE
    }
}
