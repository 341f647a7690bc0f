package meetpost.agent.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers for people, without zeros that say nothing. */
final class Numbers {

    private Numbers() {}

    /** With so many digits after the point at most. */
    static String text(double value, int decimals) {
        String text =
                BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
        return text.equals("-0") ? "0" : text;
    }
}
