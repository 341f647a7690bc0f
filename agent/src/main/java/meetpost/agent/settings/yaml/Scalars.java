package meetpost.agent.settings.yaml;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The plain types: texts, names, numbers, choices. */
public final class Scalars {

    static final String NAME_PATTERN = "^[a-z0-9][a-z0-9-]*$";

    /** How a key of ours is written, or somebody's idea of one. */
    static final Type<String> KEY = Scalar.any("a key", Map.of("type", "string"), text -> text);

    private static final Pattern NAME_CHARACTERS = Pattern.compile(NAME_PATTERN);
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]{0,15}(\\.[0-9]{0,15})?");
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_NAME = 64;

    /** A name in topics. */
    public static final Type<String> NAME =
            Scalar.any(
                    "a name of a-z, 0-9 and -, such as kelder-pi",
                    Map.of("type", "string", "pattern", NAME_PATTERN),
                    Scalars::name);

    /** {@code true} or {@code false}, and none of the words that YAML 1.1 took for them. */
    static final Type<Boolean> FLAG =
            new Scalar<>(
                    Set.of(Tag.BOOL),
                    "true or false",
                    Map.of("type", "boolean"),
                    text -> text.equalsIgnoreCase("true"));

    private Scalars() {}

    /** A text for people or for the broker. */
    static Type<String> text(String example) {
        return Scalar.text(
                "a text such as " + example,
                Map.of("type", "string", "minLength", 1, "maxLength", LONGEST_TEXT),
                text -> {
                    if (text.isBlank()) {
                        throw new WrongValue("an empty text, expected one such as " + example);
                    }
                    if (text.length() > LONGEST_TEXT) {
                        throw new WrongValue(
                                ProblemReport.quoted(text)
                                        + " has "
                                        + text.length()
                                        + " characters, expected at most "
                                        + LONGEST_TEXT);
                    }
                    if (text.codePoints().anyMatch(Character::isISOControl)) {
                        throw new WrongValue(
                                ProblemReport.quoted(text)
                                        + " holds a control character, expected none");
                    }
                    return text;
                });
    }

    /** A file or a directory. */
    static Type<Path> path(String example) {
        Type<String> text = text(example);
        return Scalar.text(
                "a path such as " + example,
                text.schema(),
                path -> {
                    try {
                        return Path.of(path);
                    } catch (InvalidPathException e) {
                        throw new WrongValue(
                                ProblemReport.quoted(path)
                                        + " is no path, expected one such as "
                                        + example);
                    }
                });
    }

    /** A whole number. */
    public static Type<Integer> whole(int least, int most) {
        String words = "a whole number from " + least + " to " + most;
        return new Scalar<>(
                Set.of(Tag.INT),
                words,
                Map.of("type", "integer", "minimum", least, "maximum", most),
                text -> {
                    if (WHOLE.matcher(text).matches()) {
                        int number = Integer.parseInt(text);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    }
                    throw new WrongValue(
                            ProblemReport.quoted(text) + " is out of range, expected " + words);
                });
    }

    /** A number, perhaps with decimals. */
    public static Type<Double> decimal(double least, double most) {
        String words = "a number such as 0.5";
        return new Scalar<>(
                Set.of(Tag.INT, Tag.FLOAT),
                words,
                Map.of("type", "number", "minimum", least, "maximum", most),
                text -> {
                    if (!DECIMAL.matcher(text).matches()) {
                        throw new WrongValue(
                                ProblemReport.quoted(text)
                                        + " is no plain number, expected "
                                        + words);
                    }
                    double number = new BigDecimal(text).doubleValue();
                    if (number < least || number > most) {
                        throw new WrongValue(
                                "%s is out of range, expected a number from %s to %s"
                                        .formatted(
                                                ProblemReport.quoted(text),
                                                shown(least),
                                                shown(most)));
                    }
                    return number;
                });
    }

    /** One of a few words: the constants' names in lower case. */
    public static <E extends Enum<E>> Type<E> choice(List<E> choices) {
        List<String> names = choices.stream().map(Scalars::word).toList();
        String words = or(names);
        return Scalar.any(
                words,
                Map.of("enum", names),
                text -> {
                    int at = names.indexOf(text);
                    if (at < 0) {
                        throw new WrongValue(
                                "unknown word "
                                        + ProblemReport.quoted(text)
                                        + ", expected "
                                        + words);
                    }
                    return choices.get(at);
                });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String name(String text) throws WrongValue {
        if (!NAME_CHARACTERS.matcher(text).matches()) {
            throw new WrongValue(
                    ProblemReport.quoted(text)
                            + " is no name, expected a-z, 0-9 and -"
                            + (made(text).isEmpty() ? "" : ", such as " + made(text)));
        }
        if (text.length() > LONGEST_NAME) {
            throw new WrongValue(
                    ProblemReport.quoted(text)
                            + " is too long, expected at most "
                            + LONGEST_NAME
                            + " characters");
        }
        return text;
    }

    /** The name that is nearest to {@code text}; empty where nothing of it can be one. */
    static String made(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]+", "-")
                .replaceAll("^-+|-+$", "");
    }

    /** {@code a, b or c}. */
    static String or(List<String> names) {
        int last = names.size() - 1;
        return last == 0
                ? names.get(0)
                : names.subList(0, last).stream().collect(joining(", ")) + " or " + names.get(last);
    }

    static String shown(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
}
