package meetpost.agent.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * What somebody else has written, made safe for a terminal: a payload may hold the bytes that move
 * its cursor, or rename its window.
 */
final class Printable {

    private static final int LONGEST = 1000;

    private Printable() {}

    /** On one line; what is no text is counted. */
    static String of(byte[] payload) {
        try {
            return of(UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
        } catch (CharacterCodingException e) {
            return "(" + payload.length + " bytes)";
        }
    }

    /** The same of a topic. */
    static String of(String text) {
        var safe = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(each -> safe.appendCodePoint(visible(each) ? each : '·'));
        return safe.toString();
    }

    /** The first characters of it, the last one an ellipsis where some are left out. */
    static String cut(String text, int columns) {
        if (text.codePointCount(0, text.length()) <= columns) {
            return text;
        }
        return columns < 1 ? "" : text.substring(0, text.offsetByCodePoints(0, columns - 1)) + "…";
    }

    /** It in so many columns: a wide character counts as one here, and makes its line crooked. */
    static String padded(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(columns - cut.codePointCount(0, cut.length()));
    }

    private static boolean visible(int each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
