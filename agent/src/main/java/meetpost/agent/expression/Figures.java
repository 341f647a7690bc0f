package meetpost.agent.expression;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people. */
final class Figures {

    private static final MathContext SHORT = new MathContext(6);

    private Figures() {}

    /** In six digits at most. */
    static String text(double number) {
        if (!Double.isFinite(number)) {
            return "no number";
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(SHORT).stripTrailingZeros();
        boolean plain = rounded.precision() - rounded.scale() < 12 && rounded.scale() < 12;
        return plain ? rounded.toPlainString() : rounded.toString();
    }
}
