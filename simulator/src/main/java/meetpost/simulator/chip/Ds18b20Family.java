package meetpost.simulator.chip;

import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * What is sold as DS18B20: the genuine part and the copies of it, by what their scratchpads hold.
 *
 * <p>As C. Petrich measured them (counterfeit_DS18B20, 2024), under his letters. Family D's bytes 5
 * and 6 differ from part to part; these are those of one.
 */
public enum Ds18b20Family {
    /** Maxim's own. */
    A("50 05 4B 46 7F FF 0C 10", Reserved.FOLLOWS),
    /** GXCAS and 7Q-Tek. */
    B("50 05 4B 46 7F FF 0C 10", Reserved.FIXED),
    /** Always at 12 bits. */
    C("50 05 55 00 7F FF 0C 10", Reserved.FIXED),
    /** At 25 °C when power arrives. */
    D("90 01 55 05 7F 7E 81 66", Reserved.FIXED),
    /** Novosense NS18B20: byte 6 as after a conversion, at power-up too. */
    E("50 05 4B 46 7F FF 10 10", Reserved.FOLLOWS),
    F("50 05 55 00 7F FF 0C 10", Reserved.FIXED),
    G("50 05 55 AA 7F FF 0C 10", Reserved.SIXTEEN_MORE),
    H("50 05 55 AA 7F FF 0C 10", Reserved.FOLLOWS);

    private final String powerOn;
    private final Reserved reserved;

    Ds18b20Family(String powerOn, Reserved reserved) {
        this.powerOn = powerOn;
        this.reserved = reserved;
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
