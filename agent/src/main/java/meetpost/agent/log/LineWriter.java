package meetpost.agent.log;

import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import org.tinylog.Level;
import org.tinylog.core.LogEntry;
import org.tinylog.core.LogEntryValue;
import org.tinylog.writers.Writer;

/**
 * One event, one line. In front of it stands what its reader needs: the priority in angle brackets
 * where journald reads (sd-daemon(3), "stderr logging"), the time of day on a terminal.
 *
 * <p>tinylog makes it by name, with the properties of its configuration: {@code style} is {@code
 * journal} or {@code terminal}, {@code stream} is {@code out} or {@code err}.
 */
public final class LineWriter implements Writer {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final boolean journal;
    private final PrintStream out;

    public LineWriter(Map<String, String> properties) {
        this.journal = "journal".equals(properties.get("style"));
        this.out = "out".equals(properties.get("stream")) ? System.out : System.err;
    }

    @Override
    public Collection<LogEntryValue> getRequiredLogEntryValues() {
        return EnumSet.of(
                LogEntryValue.DATE,
                LogEntryValue.LEVEL,
                LogEntryValue.MESSAGE,
                LogEntryValue.EXCEPTION);
    }

    @Override
    public void write(LogEntry entry) {
        String message = entry.getMessage() == null ? "" : entry.getMessage();
        Throwable cause = entry.getException();
        if (cause != null) {
            message = message.isEmpty() ? cause.toString() : message + ": " + cause;
        }
        String line = message.replace('\n', ' ');
        if (journal) {
            out.println("<" + priority(entry.getLevel()) + ">" + line);
        } else {
            out.println(TIME.format(entry.getTimestamp().toInstant()) + mark(entry) + line);
        }
        if (cause != null && entry.getLevel() == Level.ERROR) {
            cause.printStackTrace(out);
        }
    }

    /** syslog(3) severities. */
    private static int priority(Level level) {
        return switch (level) {
            case ERROR -> 3;
            case WARN -> 4;
            case INFO -> 6;
            case TRACE, DEBUG, OFF -> 7;
        };
    }

    private static String mark(LogEntry entry) {
        return switch (entry.getLevel()) {
            case ERROR -> " error: ";
            case WARN -> " warning: ";
            case INFO, TRACE, DEBUG, OFF -> " ";
        };
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
