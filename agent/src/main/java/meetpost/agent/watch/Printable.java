package meetpost.agent.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import meetpost.agent.log.ForeignText;

/**
 * What somebody else has written, made safe for a terminal: a payload may hold the bytes that move
 * its cursor, or rename its window.
 */
public final class Printable {

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
    public static String of(String text) {
        var safe = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(each -> safe.appendCodePoint(ForeignText.isVisible(each) ? each : '·'));
        return safe.toString();
    }

    /** As much of it as goes into so many columns, ending in an ellipsis where some is left out. */
    static String cut(String text, int columns) {
        if (Columns.of(text) <= columns) {
            return text;
        }
        var kept = new StringBuilder();
        int room = columns - 1;
        for (int character : text.codePoints().toArray()) {
            room -= Columns.of(character);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(character);
        }
        return columns < 1 ? "" : kept.append('…').toString();
    }

    /** It in so many columns. */
    public static String padded(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(columns - Columns.of(cut));
    }
}
