package meetpost.agent.json;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.log.ForeignText;

/** The words and marks of JSON in a text, one after the other. */
final class Characters {

    /**
     * Longer is no value that anybody measured, and the exponent's three digits keep what a number
     * can cost where somebody writes it out.
     */
    private static final int LONGEST_NUMBER = 64;

    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private final String text;
    private int at;

    Characters(String text) {
        this.text = requireNonNull(text, "text");
    }

    /** Whether that character is next, after white space. Takes nothing else. */
    boolean isNext(char expected) {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() && text.charAt(at) == expected;
    }

    /** Takes that character if it is next. */
    boolean took(char expected) {
        boolean next = isNext(expected);
        at += next ? 1 : 0;
        return next;
    }

    void expect(char expected) throws JsonRefusedException {
        if (!took(expected)) {
            throw unexpected("expected " + expected);
        }
    }

    /** The first of the two; the other one would have been right as well. */
    void expect(char expected, char other) throws JsonRefusedException {
        if (!took(expected)) {
            throw unexpected("expected " + expected + " or " + other);
        }
    }

    /** Nothing more than white space. */
    void expectEnd() throws JsonRefusedException {
        isNext(' ');
        if (at < text.length()) {
            throw unexpected("expected nothing after the last }");
        }
    }

    /** A text, a number, or one of the three words. */
    Object scalar() throws JsonRefusedException {
        if (isNext('"')) {
            return text();
        }
        for (Object word : new Object[] {true, false}) {
            if (tookWord(word.toString())) {
                return word;
            }
        }
        return number();
    }

    /** {@code null}, which an object keeps as its own. */
    boolean tookNull() {
        return !isNext('"') && tookWord("null");
    }

    /** A text in quotes. */
    String text() throws JsonRefusedException {
        expect('"');
        var said = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                break;
            } else if (c == '\\') {
                said.append(escaped());
            } else if (c < ' ') {
                at--;
                throw unexpected("expected no control character in a text");
            } else {
                said.append(c);
            }
        }
        if (said.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new JsonRefusedException("not JSON: half a pair of surrogates in a text");
        }
        return said.toString();
    }

    private char escaped() throws JsonRefusedException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> {
                at--;
                throw unexpected("expected one of \"\\/bfnrtu after \\");
            }
        };
    }

    private char unit() throws JsonRefusedException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                at--;
                throw unexpected("expected four hexadecimal digits after \\u");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private Number number() throws JsonRefusedException {
        int end = Math.min(text.length(), at + LONGEST_NUMBER);
        Matcher number = NUMBER.matcher(text).region(at, end);
        if (!number.lookingAt()) {
            throw unexpected("expected a value");
        }
        int after = number.end();
        if (after < text.length() && "0123456789+-.eE".indexOf(text.charAt(after)) >= 0) {
            throw unexpected("expected a number of at most 64 characters and a small exponent");
        }
        at = after;
        if (number.group(1) != null || number.group(2) != null) {
            return new BigDecimal(number.group());
        }
        var whole = new BigInteger(number.group());
        if (whole.bitLength() < Integer.SIZE) {
            return whole.intValue();
        }
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }

    private boolean tookWord(String word) {
        boolean next = text.startsWith(word, at);
        at += next ? word.length() : 0;
        return next;
    }

    private char next() throws JsonRefusedException {
        if (at == text.length()) {
            throw unexpected("expected more");
        }
        return text.charAt(at++);
    }

    private JsonRefusedException unexpected(String expected) {
        String there =
                at < text.length()
                        ? "there is " + ForeignText.shown(Character.toString(text.codePointAt(at)))
                        : "the text ends";
        return new JsonRefusedException(
                "not JSON: %s at character %s, where %s".formatted(expected, at + 1, there));
    }
}
