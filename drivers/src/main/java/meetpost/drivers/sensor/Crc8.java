package meetpost.drivers.sensor;

/** The checksum of Sensirion's parts and of many others: x^8 + x^5 + x^4 + 1, upper bit first. */
final class Crc8 {

    private static final int POLYNOMIAL = 0x31;

    private Crc8() {}

    /**
     * Of {@code length} bytes from {@code from} on.
     *
     * @param initial what the register holds before the first bit: 0x00 or 0xFF
     */
    static int of(byte[] bytes, int from, int length, int initial) {
        int crc = initial;
        for (int i = from; i < from + length; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            crc &= 0xFF;
        }
        return crc;
    }
}
