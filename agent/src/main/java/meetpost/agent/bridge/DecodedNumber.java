package meetpost.agent.bridge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Numbers as formatters on a network's server make them, for topics. */
final class DecodedNumber {

    /** A double holds any decimal number of so many digits, and shows noise behind them. */
    private static final MathContext DOUBLE = new MathContext(15);

    /** A float holds any decimal number of six digits, and some of more. */
    private static final int FLOAT_DIGITS = 9;

    private DecodedNumber() {}

    /**
     * Without an exponent, and no {@code -0}. Many devices send a float of 32 bits, and the
     * formatter reads 23.1 as 23.100000381469727: what is a float is written as one is.
     *
     * @return empty if it is no number
     */
    static String text(Number number) {
        if (number instanceof BigInteger || number instanceof Integer || number instanceof Long) {
            return number.toString();
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            return "";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        boolean isFloat = exact.precision() > FLOAT_DIGITS && (float) value == value;
        BigDecimal shown = isFloat ? new BigDecimal(Float.toString((float) value)) : exact;
        BigDecimal rounded = shown.round(DOUBLE);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
