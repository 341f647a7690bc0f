package meetpost.agent.log;

/**
 * What somebody else wrote, as logs and terminals may show it: on one line, without anything that
 * moves a cursor, renames a window, turns the direction of writing or cannot be seen, and short.
 */
public final class ForeignText {

    private static final int LONGEST = 200;

    private static final char REPLACEMENT = '?';

    private ForeignText() {}

    /** The same in 200 characters at most, and an ellipsis where more was there. */
    public static String shown(String text) {
        return shown(text, LONGEST);
    }

    /** The same in so many characters at most, and an ellipsis where more was there. */
    public static String shown(String text, int most) {
        var shown = new StringBuilder(Math.min(text.length(), most + 2));
        int at = 0;
        for (int count = 0; at < text.length() && count < most; count++) {
            int each = text.codePointAt(at);
            if (isVisible(each)) {
                shown.appendCodePoint(each);
            } else {
                shown.append(REPLACEMENT);
            }
            at += Character.charCount(each);
        }
        return at < text.length() ? shown.append('…').toString() : shown.toString();
    }

    /**
     * Not: controls, and what Unicode calls formats (the marks of direction, of no width, the byte
     * order mark), half a pair of surrogates, ends of lines and paragraphs, what has no meaning.
     */
    public static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
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
