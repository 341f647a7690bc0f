package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The trimming values of one thermometer and barometer, and from raw to real with them: of the
 * BMP280, and of the BME280, which has the same ones (BST-BME280-DS002, section 5.2).
 *
 * <p>Table 17 and section 8.1 of BST-BMP280-DS001 revision 1.23. In floating point, because the
 * integers of section 3.11.3 miss the worked example of section 3.12 by 0.016 Pa. For the same
 * reason the datasheet's t_fine keeps its fraction.
 */
final class Bmp280Calibration {

    private final String part;
    private final double[] t;
    private final double[] p;

    /** Each indexed by the datasheet's number; index 0 is not used. */
    private Bmp280Calibration(String part, double[] t, double[] p) {
        this.part = part;
        this.t = t;
        this.p = p;
    }

    /**
     * Of the registers.
     *
     * @param part as messages call it: {@code BMP280}
     * @param registers calib00 to calib23, 0x88 to 0x9F, or more
     * @throws SensorException if the thermometer has none, on which the barometer depends
     */
    static Bmp280Calibration of(String part, byte[] registers) throws SensorException {
        var words = ByteBuffer.wrap(registers).order(ByteOrder.LITTLE_ENDIAN);
        var t = new double[4];
        var p = new double[10];
        // The first of each is the only unsigned one.
        t[1] = words.getShort() & 0xFFFF;
        t[2] = words.getShort();
        t[3] = words.getShort();
        p[1] = words.getShort() & 0xFFFF;
        for (int i = 2; i < p.length; i++) {
            p[i] = words.getShort();
        }
        var read = new Bmp280Calibration(part, t, p);
        read.expect(
                t[1] > 0 && t[1] < 0xFFFF && t[2] > 0,
                "thermometer",
                "dig_T1 and dig_T2 above 0: nothing can be measured without them");
        return read;
    }

    /** Refuses what is missing or cannot be. */
    void expect(boolean plausible, String what, String expected) throws SensorException {
        if (!plausible) {
            throw new SensorException(
                    CORRUPT,
                    "%s calibration of the %s is empty or false, expected %s"
                            .formatted(part, what, expected));
        }
    }

    /** The datasheet's t_fine, in 1/5120 °C: what else is measured depends on it. */
    double fineTemperature(int raw) {
        double offset = raw / 131_072.0 - t[1] / 8_192;
        return (raw / 16_384.0 - t[1] / 1_024) * t[2] + offset * offset * t[3];
    }

    static double celsius(double fine) {
        return fine / 5_120;
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
