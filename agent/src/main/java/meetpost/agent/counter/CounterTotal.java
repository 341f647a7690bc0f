package meetpost.agent.counter;

import java.util.Optional;
import java.util.regex.Pattern;
import meetpost.agent.log.ForeignText;

/** What somebody says that a meter shows: {@code 1240.1}. */
public final class CounterTotal {

    private static final Pattern FORM = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    private CounterTotal() {}

    /** The number; empty: it is none. */
    public static Optional<Double> of(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }

    /** What is wrong with it, in words. */
    public static String refusal(String text) {
        return "\"%s\" is no total, expected what the meter shows, such as 1240.1"
                .formatted(ForeignText.shown(text));
    }
}
