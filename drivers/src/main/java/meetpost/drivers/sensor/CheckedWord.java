package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An answer of the hygrometers that follow the SHT21: two bytes, of which the last two bits are a
 * status, and a checksum that begins at 0.
 */
final class CheckedWord {

    /** What is published of a humidity. */
    static final Range HUMIDITIES = new Range(RELATIVE_HUMIDITY, 0, 100);

    /**
     * What their formula may give, which goes from -6 to 119. What is further off than accuracy,
     * hysteresis and years of drift is no humidity.
     */
    private static final Range COMPUTED = new Range(RELATIVE_HUMIDITY, -5, 110);

    private static final int STATUS = 0x03;

    private final String part;
    private final byte[] answer;

    /** Of a part that messages call like that: {@code HTU21D}. */
    CheckedWord(String part, byte[] answer) {
        this.part = part;
        this.answer = Arrays.copyOf(answer, answer.length);
    }

    /**
     * Without the status.
     *
     * @throws SensorException if the bytes and the checksum do not belong together
     */
    int value() throws SensorException {
        int checksum = Crc8.of(answer, 0, 2, 0);
        if (checksum != (answer[2] & 0xFF)) {
            throw new SensorException(
                    CORRUPT,
                    String.format(
                            Locale.ROOT,
                            "%s: checksum of %s, expected %02X at the end",
                            part,
                            HexFormat.ofDelimiter(" ").withUpperCase().formatHex(answer),
                            checksum));
        }
        return (answer[0] & 0xFF) << 8 | (answer[1] & 0xFF & ~STATUS);
    }

    /**
     * A humidity as their datasheets have it, limited to 0 to 100.
     *
     * @throws SensorException if no air has what was computed
     */
    static double percent(String part, double computed) throws SensorException {
        return Math.max(0, Math.min(COMPUTED.checked(part, computed), 100));
    }
}
