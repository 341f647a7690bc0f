package meetpost.agent.scan;

/**
 * How a part tells what it is: so many bytes from that register on have this value.
 *
 * @param register 0x00 to 0xFF
 * @param length 1 to 4 bytes
 * @param value of all bytes, the first one highest
 * @param mask the bits that count
 */
record Identification(int register, int length, int value, int mask) {

    /** {@code D0 = 60}, {@code 01 = 6000 & 600F}: all hexadecimal. */
    static Identification of(String text) {
        String[] sides = text.split(" = ");
        String[] bits = sides[1].split(" & ");
        return new Identification(
                Integer.parseInt(sides[0], 16),
                bits[0].length() / 2,
                Integer.parseInt(bits[0], 16),
                bits.length == 1 ? -1 : Integer.parseInt(bits[1], 16));
    }

    /** Whether these bytes are what the part gives. */
    boolean fits(byte[] read) {
        int number = 0;
        for (byte each : read) {
            number = number << 8 | (each & 0xFF);
        }
        return read.length == length && (number & mask) == (value & mask);
    }
}
