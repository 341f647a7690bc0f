package meetpost.drivers.sensor;

/**
 * The trimming values of one BME280, and from raw to real with them.
 *
 * <p>Table 16 and section 8.1 of BST-BME280-DS002 revision 1.6, in floating point. Its thermometer
 * and its barometer are those of the BMP280: section 5.2.
 */
final class Bme280Calibration {

    private final Bmp280Calibration others;
    private final double[] h;

    /** Indexed by the datasheet's number; index 0 is not used. */
    private Bme280Calibration(Bmp280Calibration others, double[] h) {
        this.others = others;
        this.h = h;
    }

    /**
     * Of the registers.
     *
     * @param first calib00 to calib25, 0x88 to 0xA1
     * @param second calib26 to calib32, 0xE1 to 0xE7
     * @throws SensorException if the thermometer has none, on which the two others depend
     */
    static Bme280Calibration of(byte[] first, byte[] second) throws SensorException {
        var h = new double[7];
        h[1] = first[25] & 0xFF;
        h[2] = second[1] << 8 | (second[0] & 0xFF);
        h[3] = second[2] & 0xFF;
        // Twelve bits each; they share 0xE5.
        h[4] = second[3] << 4 | (second[4] & 0x0F);
        h[5] = second[5] << 4 | ((second[4] & 0xF0) >> 4);
        h[6] = second[6];
        return new Bme280Calibration(Bmp280Calibration.of("BME280", first), h);
    }

    /** The datasheet's t_fine, in 1/5120 °C: the two others depend on it. */
    double fineTemperature(int raw) {
        return others.fineTemperature(raw);
    }

    static double celsius(double fine) {
        return Bmp280Calibration.celsius(fine);
    }

    /**
     * Relative humidity, not limited to 0 to 100.
     *
     * @throws SensorException if the trimming values are none
     */
    double percent(int raw, double fine) throws SensorException {
        // It scales the result: without it every humidity is 0.
        others.expect(h[2] > 0, "hygrometer", "dig_H2 above 0");
        double x = fine - 76_800;
        double offset = raw - (h[4] * 64 + h[5] / 16_384 * x);
        double slope = 1 + h[6] / 67_108_864 * x * (1 + h[3] / 67_108_864 * x);
        double linear = offset * (h[2] / 65_536) * slope;
        return linear * (1 - h[1] * linear / 524_288);
    }

    /**
     * Pressure in hPa; not finite where the calibration gives none.
     *
     * @throws SensorException if the trimming values are none
     */
    double hectopascal(int raw, double fine) throws SensorException {
        return others.hectopascal(raw, fine);
    }
}
