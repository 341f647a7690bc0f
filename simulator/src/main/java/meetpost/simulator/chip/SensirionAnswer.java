package meetpost.simulator.chip;

/**
 * Words as Sensirion's chips send them: the upper byte first, and behind each word a checksum.
 *
 * <p>Its properties are in each datasheet, such as table 20 of "SHT3x-DIS", version 5: width 8,
 * polynomial 0x31, initialisation 0xFF, no reflection; CRC (0xBEEF) = 0x92.
 */
final class SensirionAnswer {

    private SensirionAnswer() {}

    /** Three bytes for each word, of which the lower 16 bits count. */
    static byte[] of(int... words) {
        byte[] bytes = new byte[3 * words.length];
        for (int i = 0; i < words.length; i++) {
            bytes[3 * i] = (byte) (words[i] >> 8);
            bytes[3 * i + 1] = (byte) words[i];
            bytes[3 * i + 2] = (byte) checksum(words[i] & 0xFFFF);
        }
        return bytes;
    }

    /** By division of polynomials: 16 bits of data, with the first eight of them inverted. */
    private static int checksum(int word) {
        int remainder = (word ^ 0xFF00) << 8;
        for (int bit = 23; bit >= 8; bit--) {
            if ((remainder & 1 << bit) != 0) {
                remainder ^= 0x131 << (bit - 8);
            }
        }
        return remainder & 0xFF;
    }
}
