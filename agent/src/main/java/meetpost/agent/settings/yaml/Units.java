package meetpost.agent.settings.yaml;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that carry a unit: durations, sizes, rates. */
public final class Units {

    private static final String DURATION_PATTERN = "^(0|[0-9]+(ms|s|m|h|d))$";
    private static final String SIZE_PATTERN = "^(0|[0-9]+(KB|MB|GB))$";
    private static final String RATE_PATTERN = "^[0-9]+(\\.[0-9]+)?/(s|min|h)$";

    private static final String RATE_WORDS = "a rate such as 5/min";

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,9})([A-Za-z]*)");
    private static final Pattern RATE =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(?:/([A-Za-z]*))?");

    private static final Map<String, Long> MILLIS =
            ordered("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    /** Steps of 1024, as a file system counts. */
    private static final Map<String, Long> BYTES =
            ordered("KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private static final Map<String, Long> SECONDS = ordered("s", 1L, "min", 60L, "h", 3_600L);

    private Units() {}

    /** A duration; a plain 0 needs no unit. */
    public static Type<Duration> duration(String example, Duration least, Duration most) {
        String words = "a duration such as " + example;
        Scalar.Parser<Duration> parser =
                text -> {
                    long millis = amount(text, MILLIS, words, example);
                    Duration duration = Duration.ofMillis(millis);
                    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                        throw new WrongValue(
                                "%s is out of range, expected from %s to %s"
                                        .formatted(
                                                ProblemReport.quoted(text),
                                                shown(least),
                                                shown(most)));
                    }
                    return duration;
                };
        return Scalar.any(words, pattern(DURATION_PATTERN), parser);
    }

    /** A size in bytes; a plain 0 needs no unit. */
    static Type<Long> size(String example) {
        String words = "a size such as " + example;
        return Scalar.any(
                words, pattern(SIZE_PATTERN), text -> amount(text, BYTES, words, example));
    }

    /** A size in bytes, within bounds. */
    static Type<Long> size(String example, long least, long most) {
        return new Converted<>(
                size(example),
                bytes -> {
                    if (bytes < least || bytes > most) {
                        throw new WrongValue(
                                "%s is out of range, expected from %s to %s"
                                        .formatted(shown(bytes), shown(least), shown(most)));
                    }
                    return bytes;
                });
    }

    /** So much of a sensor's unit in a second. */
    static Type<Double> rate() {
        return Scalar.any(
                RATE_WORDS, Map.of("type", "string", "pattern", RATE_PATTERN), Units::perSecond);
    }

    /**
     * The same, within bounds.
     *
     * @param least as settings write it
     * @param most as settings write it
     */
    public static Type<Double> rate(String least, String most) {
        return new Converted<>(
                rate(),
                rate -> {
                    if (rate < perSecond(least) || rate > perSecond(most)) {
                        throw new WrongValue(
                                "%s/s is out of range, expected from %s to %s"
                                        .formatted(shown(rate), least, most));
                    }
                    return rate;
                });
    }

    /** Without a fraction where there is none. */
    private static String shown(double number) {
        return BigDecimal.valueOf(number)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static double perSecond(String text) throws WrongValue {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new WrongValue(
                    ProblemReport.quoted(text) + " is no rate, expected " + RATE_WORDS);
        }
        String unit = matcher.group(2);
        if (unit == null || unit.isEmpty()) {
            throw new WrongValue(
                    ProblemReport.quoted(text)
                            + " has no unit, expected e.g. "
                            + text.replace("/", "")
                            + "/min");
        }
        Long seconds = SECONDS.get(unit);
        if (seconds == null) {
            throw new WrongValue(
                    "%s has the unknown unit %s, expected /s, /min or /h"
                            .formatted(ProblemReport.quoted(text), ProblemReport.quoted(unit)));
        }
        double rate = Double.parseDouble(matcher.group(1)) / seconds;
        if (rate == 0) {
            throw new WrongValue(
                    ProblemReport.quoted(text) + " allows no change at all, expected more than 0");
        }
        return rate;
    }

    private static long amount(String text, Map<String, Long> units, String words, String example)
            throws WrongValue {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new WrongValue(
                    ProblemReport.quoted(text)
                            + " is not "
                            + words.replace(" such as", ", expected one such as"));
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        if (unit.isEmpty()) {
            if (number == 0) {
                return 0;
            }
            throw new WrongValue(
                    ProblemReport.quoted(text)
                            + " has no unit, expected e.g. "
                            + text
                            + example.replaceAll("[0-9]", ""));
        }
        Long factor = units.get(unit);
        if (factor == null) {
            throw new WrongValue(
                    "%s has the unknown unit %s, expected %s"
                            .formatted(
                                    ProblemReport.quoted(text),
                                    ProblemReport.quoted(unit),
                                    Scalars.or(units.keySet().stream().toList())));
        }
        return number * factor;
    }

    /** As settings write it: {@code 90s}, {@code 5m}. */
    static String shown(Duration duration) {
        long millis = duration.toMillis();
        String shown = millis + "ms";
        for (Map.Entry<String, Long> unit : MILLIS.entrySet()) {
            if (millis != 0 && millis % unit.getValue() == 0) {
                shown = millis / unit.getValue() + unit.getKey();
            }
        }
        return millis == 0 ? "0" : shown;
    }

    /** As settings write it: {@code 2MB}. */
    private static String shown(long bytes) {
        String shown = "0";
        for (Map.Entry<String, Long> unit : BYTES.entrySet()) {
            if (bytes != 0 && bytes % unit.getValue() == 0) {
                shown = bytes / unit.getValue() + unit.getKey();
            }
        }
        return shown;
    }

    private static Map<String, Object> pattern(String pattern) {
        return Map.of(
                "anyOf", List.of(Map.of("type", "string", "pattern", pattern), Map.of("const", 0)));
    }

    private static Map<String, Long> ordered(Object... namesAndFactors) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int i = 0; i < namesAndFactors.length; i += 2) {
            units.put((String) namesAndFactors[i], (Long) namesAndFactors[i + 1]);
        }
        return units;
    }
}
