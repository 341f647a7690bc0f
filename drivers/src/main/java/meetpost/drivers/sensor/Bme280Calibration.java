package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The trimming values of one BME280, and from raw to real with them.
 *
 * <p>Table 16 and section 4.2.3 of BST-BME280-DS002 revision 1.6, in integers: temperature and
 * humidity in 32 bits (kept in 64 here), pressure in 64. The names dig_… are the datasheet's.
 */
final class Bme280Calibration {

    /** Temperatures come in 1/100 °C, humidity in 1/1024 %, pressure in 1/256 Pa. */
    private static final double PERCENT_STEPS = 1024;

    private static final double HECTOPASCAL_STEPS = 25_600;

    /** 100 % before the last shift. */
    private static final long MAX_HUMIDITY = 419_430_400;

    private final long[] t;
    private final long[] p;
    private final long[] h;

    /** Each indexed by the datasheet's number; index 0 is not used. */
    private Bme280Calibration(long[] t, long[] p, long[] h) {
        this.t = t;
        this.p = p;
        this.h = h;
    }

    /**
     * Of the registers.
     *
     * @param first calib00 to calib25, 0x88 to 0xA1
     * @param second calib26 to calib32, 0xE1 to 0xE7
     * @throws SensorException if the memory behind them is empty
     */
    static Bme280Calibration of(byte[] first, byte[] second) throws SensorException {
        var words = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
        var t = new long[4];
        var p = new long[10];
        var h = new long[7];
        for (int i = 1; i < t.length; i++) {
            t[i] = words.getShort();
        }
        for (int i = 1; i < p.length; i++) {
            p[i] = words.getShort();
        }
        // The first of each is the only unsigned one.
        t[1] &= 0xFFFF;
        p[1] &= 0xFFFF;
        if (t[1] == 0 || p[1] == 0) {
            throw new SensorException(
                    CORRUPT, "BME280 calibration: dig_T1 or dig_P1 is 0, expected more");
        }
        h[1] = first[25] & 0xFF;
        h[2] = (short) (second[1] << 8 | (second[0] & 0xFF));
        h[3] = second[2] & 0xFF;
        // Twelve bits each; they share 0xE5.
        h[4] = (short) (second[3] << 4 | (second[4] & 0x0F));
        h[5] = (short) (second[5] << 4 | ((second[4] & 0xF0) >> 4));
        h[6] = second[6];
        return new Bme280Calibration(t, p, h);
    }

    /** The datasheet's t_fine, which the other two need. */
    int fineTemperature(int raw) {
        long offset = (raw >> 4) - t[1];
        long linear = (((raw >> 3) - 2 * t[1]) * t[2]) >> 11;
        long quadratic = (((offset * offset) >> 12) * t[3]) >> 14;
        return (int) (linear + quadratic);
    }

    static double celsius(int fine) {
        return ((fine * 5 + 128) >> 8) / 100.0;
    }

    /** Relative humidity, 0 to 100. */
    double percent(int raw, int fine) {
        long x = fine - 76_800L;
        long offset = (((long) raw << 14) - (h[4] << 20) - h[5] * x + 16_384) >> 15;
        long slope = (((x * h[6]) >> 10) * (((x * h[3]) >> 11) + 32_768)) >> 10;
        long linear = offset * (((slope + 2_097_152) * h[2] + 8_192) >> 14);
        long square = ((linear >> 15) * (linear >> 15)) >> 7;
        long humidity = linear - ((square * h[1]) >> 4);
        return (Math.max(0, Math.min(humidity, MAX_HUMIDITY)) >> 12) / PERCENT_STEPS;
    }

    /**
     * Pressure in hPa.
     *
     * @throws SensorException if the calibration would have it divide by zero
     */
    double hectopascal(int raw, int fine) throws SensorException {
        long x = fine - 128_000L;
        long offset = x * x * p[6] + ((x * p[5]) << 17) + (p[4] << 35);
        long sensitivity = ((x * x * p[3]) >> 8) + ((x * p[2]) << 12);
        long divisor = (((1L << 47) + sensitivity) * p[1]) >> 33;
        if (divisor == 0) {
            throw new SensorException(CORRUPT, "BME280 calibration gives no pressure");
        }
        long linear = (((1_048_576L - raw) << 31) - offset) * 3125 / divisor;
        long quadratic = (p[9] * (linear >> 13) * (linear >> 13)) >> 25;
        long correction = (p[8] * linear) >> 19;
        long pressure = ((linear + quadratic + correction) >> 8) + (p[7] << 4);
        return pressure / HECTOPASCAL_STEPS;
    }
}
