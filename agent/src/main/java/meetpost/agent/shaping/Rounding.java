package meetpost.agent.shaping;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers in binary ones. */
final class Rounding {

    /** What binary fractions may add: 21.6 - 21.5 is not 0.1. */
    private static final double NOISE = 1e-9;

    private Rounding() {}

    /** Half up at so many digits after the point, away from zero; never -0. */
    static double halfUp(double value, int decimals) {
        // Decimal numbers have no -0.
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
    }

    /** Whether {@code value} is at most {@code limit}, both 0 or more. */
    static boolean notMore(double value, double limit) {
        return value <= limit * (1 + NOISE) + NOISE;
    }

    /** Whether {@code value} is at least {@code limit}, both 0 or more. */
    static boolean notLess(double value, double limit) {
        return value >= limit * (1 - NOISE) - NOISE;
    }
}
