package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Copies of the DS18B20 that are sold as it, by what their ROM code and scratchpad give away.
 *
 * <p>As C. Petrich measured them (counterfeit_DS18B20, 30 November 2024), under his letters.
 * Nothing is sent to a part to find out. A copy measures as the genuine part does, but where it is
 * said otherwise here. In this order: what comes first is the surer sign.
 *
 * @param what for people: {@code family G}
 * @param sign whether a part is one
 */
record Ds18b20Copy(String what, Predicate<Ds18b20Copy.Read> sign) {

    private static final int ROM_LENGTH = 6;

    private static final List<Ds18b20Copy> KNOWN =
            List.of(
                    new Ds18b20Copy(
                            "family D (Mysentech MY18E20), which needs its VDD pin and may be 3 °C off",
                            part -> part.at(5) != 0xFF && part.at(6) != 0x0C),
                    new Ds18b20Copy(
                            "a family of before 2019, which keeps no settings",
                            part -> part.at(6) == 0xFF && part.at(7) == 0xFF),
                    new Ds18b20Copy("family G", part -> part.at(6) == 0x20 - (part.at(0) & 0x0F)),
                    new Ds18b20Copy(
                            "family C, always at 12 bits",
                            part -> part.rom(1) == 0x64 && part.begins(0xFF, 0x61)),
                    new Ds18b20Copy("family B2 (7Q-Tek QT18B20)", part -> part.begins(0xFF, 0xEE)),
                    new Ds18b20Copy("family B1 (GXCAS 18B20)", part -> part.begins(0xAA)),
                    new Ds18b20Copy(
                            "family A2, which may be 3.5 °C off",
                            part ->
                                    part.rom(4) != 0
                                            && (part.rom(1) == 0
                                                    || (part.begins(0x00) && part.rom(2) == 0))),
                    new Ds18b20Copy(
                            "family E (Novosense NS18B20)",
                            part ->
                                    part.isForeign()
                                            && part.begins(0x00)
                                            && part.followsAtByteSix()),
                    new Ds18b20Copy(
                            "family A3", part -> part.rom(3) == 0 && part.alarms(0x7F, 0x80)),
                    new Ds18b20Copy(
                            "family H, or G before it converted",
                            part ->
                                    part.isForeign()
                                            && part.alarms(0x55, 0xAA)
                                            && part.at(6) <= 0x10),
                    new Ds18b20Copy(
                            "family F",
                            part ->
                                    part.isForeign()
                                            && part.alarms(0x55, 0x00)
                                            && part.at(6) == 0x0C),
                    new Ds18b20Copy(
                            "family B1 or one that its bytes do not tell", Read::isForeign));

    Ds18b20Copy {
        requireNonNull(what, "what");
        requireNonNull(sign, "sign");
    }

    /**
     * Which copy a part is; empty: nothing tells it from the genuine one.
     *
     * @param rom as the kernel writes it: {@code 28-} and six bytes, the last one first
     * @param scratchpad nine bytes with a right checksum
     */
    static Optional<Ds18b20Copy> of(String rom, byte[] scratchpad) {
        String code = rom.substring(rom.indexOf('-') + 1);
        if (code.length() != 2 * ROM_LENGTH) {
            return Optional.empty();
        }
        var part = new Read(HexFormat.of().parseHex(code), scratchpad);
        return KNOWN.stream().filter(copy -> copy.sign.test(part)).findFirst();
    }

    /** For people. */
    String text() {
        return "a copy, not Maxim's: " + what;
    }

    /** What was read of a part. */
    static final class Read {

        private final byte[] code;
        private final byte[] scratchpad;

        Read(byte[] code, byte[] scratchpad) {
            this.code = code;
            this.scratchpad = scratchpad;
        }

        int at(int index) {
            return scratchpad[index] & 0xFF;
        }

        /** A byte of the ROM code, 0 is the one after the family code. */
        int rom(int index) {
            return code[ROM_LENGTH - 1 - index] & 0xFF;
        }

        boolean begins(int... bytes) {
            return Arrays.stream(bytes).anyMatch(each -> rom(0) == each);
        }

        boolean alarms(int high, int low) {
            return at(2) == high && at(3) == low;
        }

        /** Genuine ones are 28-xx-xx-xx-xx-00-00. */
        boolean isForeign() {
            return rom(4) != 0 || rom(5) != 0;
        }

        boolean followsAtByteSix() {
            return at(6) == 0x10 - (at(0) & 0x0F);
        }
    }
}
