package meetpost.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.PrintStream;

/**
 * What people read: each text that is printed here comes out without what a terminal obeys ({@link
 * ForeignText#isVisible}), whoever wrote it; ends of lines stay. {@link #control} is the way for
 * those who draw on a terminal. Safe for use by several threads, as its destination is.
 */
public final class PlainStream extends PrintStream {

    private final PrintStream destination;

    /** In front of that one, whose characters are kept as they are. */
    public PlainStream(PrintStream destination) {
        super(requireNonNull(destination, "destination"), true, UTF_8);
        this.destination = destination;
    }

    /** Prints a text with its control characters, which must be our own. */
    public static void control(PrintStream out, String text) {
        if (out instanceof PlainStream plain) {
            plain.destination.print(text);
        } else {
            out.print(text);
        }
    }

    @Override
    public void print(String text) {
        String plain = String.valueOf(text);
        destination.print(
                plain.codePoints().allMatch(PlainStream::isPlain) ? plain : replaced(plain));
    }

    @Override
    public void print(Object thing) {
        print(String.valueOf(thing));
    }

    @Override
    public void print(char[] text) {
        print(String.valueOf(text));
    }

    @Override
    public void print(char character) {
        print(String.valueOf(character));
    }

    private static String replaced(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(each -> plain.appendCodePoint(isPlain(each) ? each : '?'));
        return plain.toString();
    }

    private static boolean isPlain(int codePoint) {
        return codePoint == '\n' || codePoint == '\t' || ForeignText.isVisible(codePoint);
    }
}
