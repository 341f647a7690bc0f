package meetpost.agent.expression;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.log.ForeignText;

/** Cuts a text into its words, numbers and signs. */
final class Lexer {

    private static final Pattern NUMBER =
            Pattern.compile("[0-9]{1,30}(\\.[0-9]{1,30})?(e[-+]?[0-9]{1,3})?");
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})(s|m|h|d)");
    private static final Pattern NAME =
            Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*){0,2}");
    private static final Pattern SIGN = Pattern.compile("<=|>=|!=|[-+*/<>=(),]");

    private static final Map<String, Duration> UNITS =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    /** What other languages write, the longer ones first, and how it is written here. */
    private static final List<Map.Entry<String, String>> ELSEWHERE =
            List.of(
                    Map.entry("&&", "and"),
                    Map.entry("||", "or"),
                    Map.entry("<>", "!="),
                    Map.entry("==", "="),
                    Map.entry("**", "a product such as x * x"),
                    Map.entry("^", "a product such as x * x"),
                    Map.entry("!", "not"),
                    Map.entry("%", "a number without its unit"),
                    Map.entry("°", "a number without its unit"),
                    Map.entry("\u2212", "-"),
                    Map.entry("\u00d7", "*"),
                    Map.entry("\u00f7", "/"),
                    Map.entry("\u2264", "<="),
                    Map.entry("\u2265", ">="),
                    Map.entry("\u2260", "!="));

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /**
     * The tokens, {@link Token.End} as the last one.
     *
     * @param text of at most {@link Expression#LONGEST} characters
     */
    static List<Token> tokens(String text) throws ExpressionException {
        var lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        Token next;
        do {
            next = lexer.next();
            tokens.add(next);
        } while (!(next instanceof Token.End));
        return tokens;
    }

    private Token next() throws ExpressionException {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token.End(column());
        }
        foreign();
        char first = text.charAt(at);
        if (first >= '0' && first <= '9') {
            return figure();
        }
        if (first >= 'a' && first <= 'z') {
            return word();
        }
        Matcher sign = here(SIGN);
        if (sign.lookingAt()) {
            boolean apart = isSpace(at - 1) && isSpace(sign.end());
            var token = new Token.Sign(sign.group(), apart, column());
            at = sign.end();
            return token;
        }
        throw unreadable(first);
    }

    private void foreign() throws ExpressionException {
        if (text.startsWith("!=", at)) {
            return;
        }
        for (Map.Entry<String, String> each : ELSEWHERE) {
            if (text.startsWith(each.getKey(), at)) {
                throw slip(
                        "\"%s\" is not of this language, expected %s"
                                .formatted(each.getKey(), each.getValue()));
            }
        }
    }

    private Token figure() throws ExpressionException {
        Matcher length = here(LENGTH);
        if (length.lookingAt() && !goesOn(length.end())) {
            int column = column();
            at = length.end();
            long units = Long.parseLong(length.group(1));
            Duration unit = UNITS.getOrDefault(length.group(2), Duration.ZERO);
            return new Token.Length(unit.multipliedBy(units), length.group(), column);
        }
        Matcher number = here(NUMBER);
        if (!number.lookingAt()) {
            throw new IllegalStateException("a digit begins a number: " + text);
        }
        String digits = number.group();
        if (goesOn(number.end())) {
            throw afterDigits(digits, number.end());
        }
        double value = Double.parseDouble(digits);
        if (!Double.isFinite(value)) {
            throw slip(digits + " is too large a number");
        }
        int column = column();
        at = number.end();
        return new Token.Figure(value, digits, column);
    }

    private ExpressionException afterDigits(String digits, int end) {
        if (text.charAt(end) == '-') {
            return slip(
                    "minus has a space on both sides, expected e.g. \"%s - 1\"".formatted(digits));
        }
        if (text.charAt(end) == '.') {
            return slip("\"%s.\" is no number, expected one such as 0.5".formatted(digits));
        }
        return slip(
                "a name that begins with a digit is written with its section, expected e.g."
                        + " \"sensors.%s\""
                                .formatted(text.substring(at).replaceAll("[^a-z0-9.-].*$", "")));
    }

    private Token word() throws ExpressionException {
        Matcher name = here(NAME);
        if (!name.lookingAt()) {
            throw new IllegalStateException("a letter begins a name: " + text);
        }
        String word = name.group();
        if (word.endsWith("-")) {
            throw slip(
                    "minus has a space on both sides, expected \"%s - ...\""
                            .formatted(word.replaceAll("-+$", "")));
        }
        if (name.end() < text.length() && text.charAt(name.end()) == '.') {
            throw slip(
                    "\"%s.\" is no name, expected e.g. \"kas.temperatuur\" or \"sensors.water\""
                            .formatted(word));
        }
        int column = column();
        at = name.end();
        return new Token.Word(word, column);
    }

    private ExpressionException unreadable(char first) {
        if (first >= 'A' && first <= 'Z') {
            String word = text.substring(at).replaceAll("[^A-Za-z0-9.-].*$", "");
            return slip(
                    "names and words are in lower case, expected \"%s\""
                            .formatted(word.toLowerCase(Locale.ROOT)));
        }
        if (first == '.') {
            return slip("a number begins with a digit, expected one such as 0.5");
        }
        if (first == '_') {
            return slip("\"_\" is in no name, expected a-z, 0-9 and -");
        }
        return slip(
                "\"%s\" is not of this language"
                        .formatted(ForeignText.shown(Character.toString(text.codePointAt(at)), 8)));
    }

    private Matcher here(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }

    /** Whether what stands there belongs to what is before it. */
    private boolean goesOn(int place) {
        if (place == text.length()) {
            return false;
        }
        char next = text.charAt(place);
        return next == '-' || next == '.' || (next >= 'a' && next <= 'z') || isDigit(next);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private boolean isSpace(int place) {
        return place < 0 || place >= text.length() || Character.isWhitespace(text.charAt(place));
    }

    private ExpressionException slip(String what) {
        return new ExpressionException(List.of(new Slip(column(), what)));
    }

    /** Java has some characters in two. */
    private int column() {
        return text.codePointCount(0, at) + 1;
    }
}
