package meetpost.agent.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import meetpost.agent.time.Ticks;
import org.tinylog.Level;
import org.tinylog.core.LogEntry;
import org.tinylog.core.LogEntryValue;
import org.tinylog.runtime.RuntimeProvider;
import org.tinylog.writers.Writer;

/**
 * One event, one line. In front of it stands what its reader needs: the priority in angle brackets
 * where journald reads (sd-daemon(3), "stderr logging"), the time of day on a terminal.
 *
 * <p>Lines of one kind are limited and then counted ({@link LineLimit}). Of one kind are those of
 * one place in the program, or with one tag where a place passes on what several others say.
 *
 * <p>tinylog makes it by name, with the properties of its configuration: {@code style} is {@code
 * journal} or {@code terminal}, {@code stream} is {@code out} or {@code err}. Safe for use by
 * several threads.
 */
public final class LineWriter implements Writer {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final int LONGEST_LINE = 2000;

    /** What a stack overflow has is a thousand lines that say the same. */
    private static final int LONGEST_TRACE = 40;

    /** The trace of the first ones tells what that of the others would. */
    private static final int TRACES = 3;

    private final boolean journal;
    private final PrintStream out;
    private final Ticks ticks;
    private final LineLimit lines = new LineLimit();
    private final Map<String, Integer> traces = new HashMap<>();
    private final ScheduledThreadPoolExecutor later = later();
    private long tracesSince;
    private boolean planned;

    public LineWriter(Map<String, String> properties) {
        this(
                "journal".equals(properties.get("style")),
                "out".equals(properties.get("stream")) ? System.out : System.err,
                Ticks.REAL);
    }

    LineWriter(boolean journal, PrintStream out, Ticks ticks) {
        this.journal = journal;
        this.out = out;
        this.ticks = ticks;
        this.tracesSince = ticks.now();
    }

    /** Its thread is there only while a count has still to be said. */
    private static ScheduledThreadPoolExecutor later() {
        var later =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            var thread = new Thread(task, "log");
                            thread.setDaemon(true);
                            return thread;
                        });
        later.setKeepAliveTime(1, TimeUnit.SECONDS);
        later.allowCoreThreadTimeOut(true);
        return later;
    }

    @Override
    public Collection<LogEntryValue> getRequiredLogEntryValues() {
        return EnumSet.of(
                LogEntryValue.DATE,
                LogEntryValue.CLASS,
                LogEntryValue.LINE,
                LogEntryValue.TAG,
                LogEntryValue.LEVEL,
                LogEntryValue.MESSAGE,
                LogEntryValue.EXCEPTION);
    }

    @Override
    public synchronized void write(LogEntry entry) {
        long now = ticks.now();
        say(lines.due(now), entry.getTimestamp().toInstant());
        String kind = kind(entry);
        String line = line(entry);
        if (!lines.admits(kind, line, now)) {
            plan(now);
            return;
        }
        print(entry.getTimestamp().toInstant(), entry.getLevel(), line);
        Throwable cause = entry.getException();
        if (cause != null && entry.getLevel() == Level.ERROR && mayTrace(kind, now)) {
            trace(cause);
        }
    }

    private boolean mayTrace(String kind, long now) {
        if (now - tracesSince >= LineLimit.MINUTE) {
            tracesSince = now;
            traces.clear();
        }
        return traces.merge(kind, 1, Integer::sum) <= TRACES;
    }

    /** A flood that has ended would else be told of only when something else happens. */
    private void plan(long now) {
        OptionalLong next = lines.next();
        if (!planned && next.isPresent() && !later.isShutdown()) {
            planned = true;
            var unused = later.schedule(this::sayNow, next.getAsLong() - now, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void sayNow() {
        planned = false;
        long now = ticks.now();
        say(lines.due(now), RuntimeProvider.createTimestamp().toInstant());
        plan(now);
    }

    private void say(List<LineLimit.Summary> summaries, Instant time) {
        summaries.forEach(each -> print(time, level(each.kind()), each.text()));
    }

    private static Level level(String kind) {
        return Arrays.stream(Level.values())
                .filter(level -> kind.startsWith(level + " "))
                .findFirst()
                .orElse(Level.WARN);
    }

    private static String kind(LogEntry entry) {
        String tag = entry.getTag();
        return tag == null
                ? entry.getLevel() + " " + entry.getClassName() + ":" + entry.getLineNumber()
                : entry.getLevel() + " " + tag;
    }

    private static String line(LogEntry entry) {
        String message = entry.getMessage() == null ? "" : entry.getMessage();
        Throwable cause = entry.getException();
        if (cause != null) {
            message = message.isEmpty() ? cause.toString() : message + ": " + cause;
        }
        return cleaned(message);
    }

    /** Whatever of it somebody else wrote, and wherever it came in. */
    private static String cleaned(String text) {
        return ForeignText.shown(text.replace('\n', ' '), LONGEST_LINE);
    }

    private void print(Instant time, Level level, String line) {
        if (journal) {
            out.println("<" + priority(level) + ">" + line);
        } else {
            out.println(TIME.format(time) + mark(level) + line);
        }
    }

    private void trace(Throwable cause) {
        var text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        List<String> trace = text.toString().lines().toList();
        trace.stream()
                .limit(LONGEST_TRACE)
                .forEach(line -> out.println("  " + cleaned(line.strip())));
        if (trace.size() > LONGEST_TRACE) {
            out.println("  and " + (trace.size() - LONGEST_TRACE) + " more");
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

    private static String mark(Level level) {
        return switch (level) {
            case ERROR -> " error: ";
            case WARN -> " warning: ";
            case INFO, TRACE, DEBUG, OFF -> " ";
        };
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** Says what is still to be said. What comes afterwards is written all the same. */
    @Override
    public synchronized void close() {
        later.shutdownNow();
        say(lines.rest(), RuntimeProvider.createTimestamp().toInstant());
        out.flush();
    }
}
