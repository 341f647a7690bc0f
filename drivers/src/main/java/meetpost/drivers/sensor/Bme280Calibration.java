package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The trimming values of one BME280, and from raw to real with them.
 *
 * <p>Table 16 and section 8.1 of BST-BME280-DS002 revision 1.6. In floating point, because the
 * integers of section 4.2.3 miss the worked example of the same formula (BST-BMP280-DS001 revision
 * 1.23, section 3.12) by 0.016 Pa. For the same reason the datasheet's t_fine keeps its fraction.
 */
final class Bme280Calibration {

    private final double[] t;
    private final double[] p;
    private final double[] h;

    /** Each indexed by the datasheet's number; index 0 is not used. */
    private Bme280Calibration(double[] t, double[] p, double[] h) {
        this.t = t;
        this.p = p;
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
        var words = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
        var t = new double[4];
        var p = new double[10];
        var h = new double[7];
        // The first of each is the only unsigned one.
        t[1] = words.getShort() & 0xFFFF;
        t[2] = words.getShort();
        t[3] = words.getShort();
        p[1] = words.getShort() & 0xFFFF;
        for (int i = 2; i < p.length; i++) {
            p[i] = words.getShort();
        }
        expect(
                t[1] > 0 && t[1] < 0xFFFF && t[2] > 0,
                "thermometer",
                "dig_T1 and dig_T2 above 0: nothing can be measured without them");
        h[1] = first[25] & 0xFF;
        h[2] = second[1] << 8 | (second[0] & 0xFF);
        h[3] = second[2] & 0xFF;
        // Twelve bits each; they share 0xE5.
        h[4] = second[3] << 4 | (second[4] & 0x0F);
        h[5] = second[5] << 4 | ((second[4] & 0xF0) >> 4);
        h[6] = second[6];
        return new Bme280Calibration(t, p, h);
    }

    private static void expect(boolean plausible, String what, String expected)
            throws SensorException {
        if (!plausible) {
            throw new SensorException(
                    CORRUPT,
                    "BME280 calibration of the %s is empty or false, expected %s"
                            .formatted(what, expected));
        }
    }

    /** The datasheet's t_fine, in 1/5120 °C: the two others depend on it. */
    double fineTemperature(int raw) {
        double offset = raw / 131_072.0 - t[1] / 8_192;
        return (raw / 16_384.0 - t[1] / 1_024) * t[2] + offset * offset * t[3];
    }

    static double celsius(double fine) {
        return fine / 5_120;
    }

    /**
     * Relative humidity, not limited to 0 to 100.
     *
     * @throws SensorException if the trimming values are none
     */
    double percent(int raw, double fine) throws SensorException {
        // It scales the result: without it every humidity is 0.
        expect(h[2] > 0, "hygrometer", "dig_H2 above 0");
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
        expect(
                p[1] > 0 && p[1] < 0xFFFF && p[2] < 0,
                "barometer",
                "dig_P1 above 0 and dig_P2 below it");
        double x = fine / 2 - 64_000;
        double offset = (x * x * p[6] / 32_768 + x * p[5] * 2) / 4 + p[4] * 65_536;
        double sensitivity = (p[3] * x * x / 524_288 + p[2] * x) / 524_288;
        double divisor = (1 + sensitivity / 32_768) * p[1];
        double linear = (1_048_576 - raw - offset / 4_096) * 6_250 / divisor;
        double correction = p[9] * linear * linear / 2_147_483_648L + linear * p[8] / 32_768 + p[7];
        return (linear + correction / 16) / 100;
    }
}
