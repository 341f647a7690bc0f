package meetpost.agent.settings.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.settings.ShapingSettings.Filter;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.agent.settings.ShapingSettings.Point;

/** The types that only sensors have. */
final class SensorTypes {

    private static final double FAR = 1e9;
    private static final String ADDRESS_WORDS = "an I2C address from 0x08 to 0x77";
    private static final String FILTER_WORDS = "a filter such as median 3 or mean 5";
    private static final String ROM_PATTERN = "^[0-9a-f]{2}-[0-9a-f]{12}$";

    private static final Pattern HEX = Pattern.compile("0x([0-9a-fA-F]{1,4})");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,4}");
    private static final Pattern FILTER = Pattern.compile("(\\S+)(?: +([0-9]{1,9}))?");
    private static final String CHANNEL_PATTERN = "^[a-z][a-z0-9_-]{0,59}$";
    private static final Pattern CHANNEL = Pattern.compile(CHANNEL_PATTERN);
    private static final Pattern ROM = Pattern.compile(ROM_PATTERN);
    private static final Pattern HEX_ROM = Pattern.compile("([0-9a-f]{2})[-.]?([0-9a-f]{12})");

    /** Beyond both ends the I2C specification reserves the addresses (UM10204 section 3.1.12). */
    static final Type<Integer> ADDRESS =
            Scalar.any(
                    ADDRESS_WORDS,
                    Map.of("type", "integer", "minimum", 0x08, "maximum", 0x77),
                    SensorTypes::address);

    /** A ROM code as the kernel writes it. */
    static final Type<String> ROM_CODE =
            Scalar.any(
                    "a ROM code such as 28-0316a2791cff",
                    Map.of("type", "string", "pattern", ROM_PATTERN),
                    SensorTypes::rom);

    /** Of a device of the kernel, one or several. */
    static final Type<List<String>> CHANNELS =
            new Items<>(
                    Scalar.any(
                            "a channel such as temp1",
                            Map.of("type", "string", "pattern", CHANNEL_PATTERN),
                            SensorTypes::channel),
                    true,
                    1,
                    16,
                    "a channel such as temp1, or a list of up to 16");

    static final Type<Double> NUMBER = Scalars.decimal(-FAR, FAR);

    static final Type<Filter> FILTER_OF_LAST =
            Scalar.text(
                    FILTER_WORDS,
                    Map.of("type", "string", "pattern", "^(median|mean) [0-9]{1,2}$"),
                    SensorTypes::filter);

    /** {@code [low, high]}. */
    static final Type<Limits> LIMITS =
            new Converted<>(
                    new Items<>(NUMBER, false, 2, 2, "two numbers such as [-20, 60]"),
                    SensorTypes::limits);

    /** {@code [[measured, true], ...]}. */
    static final Type<List<Point>> CALIBRATION =
            new Converted<>(
                    new Items<>(
                            new Items<>(NUMBER, false, 2, 2, "[measured, true]"),
                            false,
                            1,
                            50,
                            "1 to 50 points such as [[0.4, 0.0], [99.1, 100.0]]"),
                    SensorTypes::points);

    private SensorTypes() {}

    private static int address(String text) throws WrongValue {
        Matcher hex = HEX.matcher(text);
        if (hex.matches()) {
            int address = Integer.parseInt(hex.group(1), 16);
            if (address >= 0x08 && address <= 0x77) {
                return address;
            }
        } else if (DIGITS.matcher(text).matches()) {
            throw new WrongValue(
                    "\"%s\" is no address in hexadecimal, expected e.g. 0x%s"
                            .formatted(text, text.length() <= 2 ? text : "76"));
        }
        throw new WrongValue(
                ProblemReport.quoted(text) + " is no address, expected " + ADDRESS_WORDS);
    }

    private static String channel(String text) throws WrongValue {
        if (CHANNEL.matcher(text).matches()) {
            return text;
        }
        throw new WrongValue(
                ProblemReport.quoted(text) + " is no channel, expected one such as temp1");
    }

    private static String rom(String text) throws WrongValue {
        if (ROM.matcher(text).matches()) {
            return text;
        }
        Matcher almost = HEX_ROM.matcher(text.toLowerCase(Locale.ROOT));
        String expected =
                almost.matches()
                        ? almost.group(1) + "-" + almost.group(2)
                        : "two hexadecimal digits, a dash and twelve more, such as"
                                + " 28-0316a2791cff";
        throw new WrongValue(ProblemReport.quoted(text) + " is no ROM code, expected " + expected);
    }

    private static Filter filter(String text) throws WrongValue {
        Matcher matcher = FILTER.matcher(text.strip());
        if (!matcher.matches()) {
            throw new WrongValue(
                    ProblemReport.quoted(text) + " is no filter, expected " + FILTER_WORDS);
        }
        Map<String, Filter.Kind> kinds =
                Map.of("median", Filter.Kind.MEDIAN, "mean", Filter.Kind.MEAN);
        Filter.Kind kind = kinds.get(matcher.group(1));
        if (kind == null) {
            String near = Nearest.to(matcher.group(1), kinds.keySet()).orElse("median 3 or mean 5");
            throw new WrongValue(
                    "unknown filter "
                            + ProblemReport.quoted(matcher.group(1))
                            + ", expected "
                            + near);
        }
        int length = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        if (length < 2 || length > 99) {
            throw new WrongValue(
                    "%s needs a number of samples from 2 to 99, expected e.g. %s 3"
                            .formatted(ProblemReport.quoted(text), matcher.group(1)));
        }
        return new Filter(kind, length);
    }

    private static Limits limits(List<Double> ends) throws WrongValue {
        if (ends.get(0) >= ends.get(1)) {
            throw new WrongValue(
                    "the lower limit %s is not below the upper one %s, expected [lower, upper]"
                            .formatted(Scalars.shown(ends.get(0)), Scalars.shown(ends.get(1))));
        }
        return new Limits(ends.get(0), ends.get(1));
    }

    private static List<Point> points(List<List<Double>> pairs) throws WrongValue {
        List<Point> points =
                pairs.stream()
                        .map(pair -> new Point(pair.get(0), pair.get(1)))
                        .sorted(Comparator.comparingDouble(Point::measured))
                        .toList();
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i - 1).measured() == points.get(i).measured()) {
                throw new WrongValue(
                        "two points for the measured value %s, expected one"
                                .formatted(Scalars.shown(points.get(i).measured())));
            }
        }
        return points;
    }
}
