package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;

import java.nio.ByteBuffer;

/**
 * The calibration coefficients of one BMP180, and from raw to real with them.
 *
 * <p>Sections 3.4 and 3.5 of BST-BMP180-DS000 revision 2.5, in its integers: its example is exact
 * in them.
 */
record Bmp180Calibration(
        int ac1, int ac2, int ac3, int ac4, int ac5, int ac6, int b1, int b2, int mc, int md) {

    private static final int WORDS = 11;

    /**
     * Of the registers.
     *
     * @param registers 0xAA to 0xBF
     * @throws SensorException if a coefficient is 0x0000 or 0xFFFF, by which the datasheet tells
     *     that the transfer failed
     */
    static Bmp180Calibration of(byte[] registers) throws SensorException {
        var bytes = ByteBuffer.wrap(registers);
        var words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = bytes.getShort();
            if (words[i] == 0 || words[i] == -1) {
                throw new SensorException(
                        CORRUPT,
                        "BMP180 calibration is empty or false in word %s, expected neither 0x0000 nor 0xFFFF"
                                .formatted(i + 1));
            }
        }
        return new Bmp180Calibration(
                words[0],
                words[1],
                words[2],
                words[3] & 0xFFFF,
                words[4] & 0xFFFF,
                words[5] & 0xFFFF,
                words[6],
                words[7],
                // The datasheet has an MB as well, and no use for it.
                words[9],
                words[10]);
    }

    /**
     * What pressure needs to know of temperature.
     *
     * @throws SensorException if the calibration does not fit the raw value
     */
    int b5(int raw) throws SensorException {
        int x1 = ((raw - ac6) * ac5) >> 15;
        if (x1 + md == 0) {
            throw new SensorException(
                    CORRUPT, "BMP180 gives a temperature that its calibration has none for");
        }
        return x1 + (mc << 11) / (x1 + md);
    }

    /** In tenths of a degree. */
    static int tenths(int b5) {
        return (b5 + 8) >> 4;
    }

    /**
     * In Pa.
     *
     * @param raw of 16 bits and {@code oversampling} more
     * @throws SensorException if the calibration does not fit the raw value
     */
    long pascal(int raw, int b5, int oversampling) throws SensorException {
        long b6 = b5 - 4000L;
        long square = (b6 * b6) >> 12;
        long x3 = ((b2 * square) >> 11) + ((ac2 * b6) >> 11);
        long b3 = (((ac1 * 4L + x3) << oversampling) + 2) / 4;
        x3 = (((ac3 * b6) >> 13) + ((b1 * square) >> 16) + 2) >> 2;
        long b4 = (ac4 * (x3 + 32_768)) >> 15;
        if (b4 <= 0) {
            throw new SensorException(
                    CORRUPT, "BMP180 gives a pressure that its calibration has none for");
        }
        long b7 = (raw - b3) * (50_000 >> oversampling);
        long p = b7 * 2 / b4;
        long x1 = ((p >> 8) * (p >> 8) * 3038) >> 16;
        return p + ((x1 + ((-7357 * p) >> 16) + 3791) >> 4);
    }
}
