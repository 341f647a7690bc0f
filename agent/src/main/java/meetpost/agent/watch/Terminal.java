package meetpost.agent.watch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.log.PlainStream;

/**
 * A screen that shows one page and redraws it in place. The escape sequences are those of ECMA-48
 * and of xterm's private modes, which every terminal of today and the Linux console know. Used by
 * one thread.
 */
public final class Terminal implements AutoCloseable {

    private static final String OTHER_SCREEN = "\033[?1049h";
    private static final String FIRST_SCREEN = "\033[?1049l";
    private static final String HIDE_CURSOR = "\033[?25l";
    private static final String SHOW_CURSOR = "\033[?25h";
    private static final String CUT_LINES = "\033[?7l";
    private static final String WRAP_LINES = "\033[?7h";
    private static final String HOME = "\033[H";
    private static final String CLEAR_TO_LINE_END = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";
    private static final String BOLD = "\033[1m";
    private static final String RED = "\033[31m";
    private static final String NORMAL = "\033[0m";

    private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)");
    private static final long PATIENCE_SECONDS = 2;

    /** Output, not input, must be a terminal; what stty says is kept away from it. */
    private static final List<String> LOOK =
            List.of("sh", "-c", "test -t 1 && exec stty size </dev/tty >&2");

    private final PrintStream out;
    private final boolean colours;
    private String shown = "";

    /** Takes the screen, until it is closed. */
    public Terminal(PrintStream out, boolean colours) {
        this.out = requireNonNull(out, "out");
        this.colours = colours;
        PlainStream.control(out, OTHER_SCREEN + HIDE_CURSOR + CUT_LINES);
        out.flush();
    }

    /**
     * The size of the terminal that this process writes to; empty if it writes elsewhere. Blocks
     * for some milliseconds: Java cannot ask by itself.
     */
    public static Optional<Size> size() throws InterruptedException {
        try {
            Process look =
                    new ProcessBuilder(LOOK)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String said = new String(look.getErrorStream().readAllBytes(), US_ASCII).strip();
            if (!look.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                look.destroyForcibly();
                return Optional.empty();
            }
            Matcher size = SIZE.matcher(said);
            return look.exitValue() == 0 && size.matches()
                    ? Optional.of(sane(size))
                    : Optional.empty();
        } catch (IOException e) {
            // No sh or no stty: lines will do.
            return Optional.empty();
        }
    }

    /** A serial console says 0 0: it does not know. */
    private static Size sane(Matcher size) {
        int rows = Integer.parseInt(size.group(1));
        int columns = Integer.parseInt(size.group(2));
        return new Size(rows == 0 ? 24 : rows, columns == 0 ? 80 : columns);
    }

    /** Shows these lines and nothing else. */
    public void show(List<WatchTable.Line> lines) {
        var page = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            page.append(i == 0 ? "" : "\r\n")
                    .append(styled(lines.get(i)))
                    .append(CLEAR_TO_LINE_END);
        }
        page.append(CLEAR_BELOW);
        if (!page.toString().equals(shown)) {
            shown = page.toString();
            PlainStream.control(out, shown);
            out.flush();
        }
    }

    /** Something else may stand there now: the next page is drawn in any case. */
    public void forget() {
        shown = "";
    }

    private String styled(WatchTable.Line line) {
        return switch (line.style()) {
            case PLAIN -> line.text();
            case HEAD -> BOLD + line.text() + NORMAL;
            case BAD -> colours ? RED + line.text() + NORMAL : line.text();
        };
    }

    @Override
    public void close() {
        PlainStream.control(out, WRAP_LINES + SHOW_CURSOR + FIRST_SCREEN);
        out.flush();
    }
}
