package meetpost.simulator.chip;

/**
 * The trimming of one BME280, as its registers hold it (datasheet table 16), and its compensation
 * formulas (section 8.1, double precision), which the chip itself does not know: the model uses
 * them backwards, to find the raw value that a host will turn into what is measured.
 */
final class Bme280Calibration {

    /** T1 to T3, P1 to P9: the worked example of Bosch's BMP280 datasheet, section 3.12. */
    private static final int[] WORDS = {
        27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000
    };

    /** No datasheet has an example for these; they are those of a typical part. */
    private static final int H1 = 75;

    private static final int H2 = 361;
    private static final int H3 = 0;
    private static final int H4 = 313;
    private static final int H5 = 50;
    private static final int H6 = 30;

    private Bme280Calibration() {}

    /** Writes the trimming where it can be read: 0x88 to 0xA1 and 0xE1 to 0xE7. */
    static void store(byte[] registers) {
        for (int i = 0; i < WORDS.length; i++) {
            registers[0x88 + 2 * i] = (byte) WORDS[i];
            registers[0x89 + 2 * i] = (byte) (WORDS[i] >> 8);
        }
        registers[0xA1] = (byte) H1;
        registers[0xE1] = (byte) H2;
        registers[0xE2] = (byte) (H2 >> 8);
        registers[0xE3] = (byte) H3;
        registers[0xE4] = (byte) (H4 >> 4);
        registers[0xE5] = (byte) ((H4 & 0x0F) | ((H5 & 0x0F) << 4));
        registers[0xE6] = (byte) (H5 >> 4);
        registers[0xE7] = (byte) H6;
    }

    /** What a host carries over from temperature to the other two. */
    static double fineTemperature(int raw) {
        double var1 = (raw / 16384.0 - WORDS[0] / 1024.0) * WORDS[1];
        double offset = raw / 131072.0 - WORDS[0] / 8192.0;
        return var1 + offset * offset * WORDS[2];
    }

    /** In °C. */
    static double celsius(int raw) {
        return fineTemperature(raw) / 5120.0;
    }

    /** In Pa. */
    static double pascal(int raw, double fine) {
        double var1 = fine / 2 - 64000;
        double var2 = var1 * var1 * WORDS[8] / 32768;
        var2 += var1 * WORDS[7] * 2;
        var2 = var2 / 4 + WORDS[6] * 65536.0;
        var1 = (WORDS[5] * var1 * var1 / 524288 + WORDS[4] * var1) / 524288;
        var1 = (1 + var1 / 32768) * WORDS[3];
        double p = (1048576.0 - raw - var2 / 4096) * 6250 / var1;
        double var3 = WORDS[11] * p * p / 2147483648.0;
        double var4 = p * WORDS[10] / 32768;
        return p + (var3 + var4 + WORDS[9]) / 16;
    }

    /** In % relative humidity, not yet limited to 0 to 100. */
    static double humidity(int raw, double fine) {
        double t = fine - 76800;
        double h = raw - (H4 * 64.0 + H5 / 16384.0 * t);
        h *= H2 / 65536.0 * (1 + H6 / 67108864.0 * t * (1 + H3 / 67108864.0 * t));
        return h * (1 - H1 * h / 524288.0);
    }
}
