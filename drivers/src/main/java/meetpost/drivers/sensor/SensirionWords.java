package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** An answer of one of Sensirion's parts: words of two bytes, each with its checksum behind it. */
final class SensirionWords {

    /** Two bytes and their checksum. */
    static final int WORD = 3;

    private static final int INITIAL = 0xFF;

    private final String part;
    private final byte[] answer;

    /** Of a part that messages call like that: {@code SHT3x}. */
    SensirionWords(String part, byte[] answer) {
        this.part = part;
        this.answer = Arrays.copyOf(answer, answer.length);
    }

    /** Whether every word has its checksum. */
    boolean areWhole() {
        for (int at = 0; at < answer.length; at += WORD) {
            if (checksum(at) != (answer[at + 2] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The word of that number, 0 is the first; 0 to 65535.
     *
     * @throws SensorException if it and its checksum do not belong together
     */
    int word(int number) throws SensorException {
        int at = number * WORD;
        if (checksum(at) != (answer[at + 2] & 0xFF)) {
            throw new SensorException(
                    CORRUPT,
                    String.format(
                            Locale.ROOT,
                            "%s: checksum of %s, expected %02X at the end",
                            part,
                            HexFormat.ofDelimiter(" ")
                                    .withUpperCase()
                                    .formatHex(answer, at, at + WORD),
                            checksum(at)));
        }
        return (answer[at] & 0xFF) << 8 | (answer[at + 1] & 0xFF);
    }

    /** For people: {@code 80 10 E1}. */
    String text() {
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(answer);
    }

    private int checksum(int at) {
        return Crc8.of(answer, at, 2, INITIAL);
    }
}
