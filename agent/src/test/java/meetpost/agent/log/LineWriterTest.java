package meetpost.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;
import org.tinylog.Level;
import org.tinylog.core.LogEntry;
import org.tinylog.runtime.RuntimeProvider;

class LineWriterTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ManualTicks ticks = new ManualTicks();
    private final LineWriter writer =
            new LineWriter(true, new PrintStream(written, true, UTF_8), ticks);

    @Test
    void beginsWithThePriorityThatJournaldReads() {
        write(Level.INFO, 1, "pomp: ON (command)");
        write(Level.WARN, 2, "pomp: refused");

        assertEquals(List.of("<6>pomp: ON (command)", "<4>pomp: refused"), lines());
    }

    @Test
    void saysAfterAMinuteHowManyWereNotWritten() {
        for (int i = 0; i < 4_322; i++) {
            write(Level.WARN, 1, "pomp: refused");
        }
        ticks.advance(Duration.ofMinutes(1));
        write(Level.INFO, 2, "deur: open");

        assertEquals(12, lines().size());
        assertEquals(
                List.of(
                        "<4>and 4,312 more in the last minute, the last one: pomp: refused",
                        "<6>deur: open"),
                lines().subList(10, 12));
    }

    @Test
    void saysAtItsEndHowManyWereNotWritten() {
        for (int i = 0; i < 12; i++) {
            write(Level.ERROR, 1, "a defect of the program");
        }
        writer.close();
        write(Level.ERROR, 2, "the thread x has died, so the program ends");

        assertEquals(
                List.of(
                        "<3>and 2 more until the end, the last one: a defect of the program",
                        "<3>the thread x has died, so the program ends"),
                lines().subList(10, 12));
    }

    /** Several kinds of event come in by one place, that of the broker. */
    @Test
    void aTagIsAKind() {
        for (int i = 0; i < 100; i++) {
            write("client %s connected", "client " + i + " connected");
            write("client %s disconnected", "client " + i + " disconnected");
        }

        assertEquals(60, lines().size());
    }

    @Test
    void isOneLineOfTextWhateverStoodInIt() {
        write(
                Level.INFO,
                1,
                "pomp: \u001b[2J\r\nON \u202eNO\u2028\u0085x\ud800\u0000 21.5 °C € 😀");

        assertEquals(List.of("<6>pomp: ?[2J? ON ?NO??x?? 21.5 °C € 😀"), lines());
    }

    @Test
    void aLineAndATraceHaveABound() {
        write(Level.INFO, 1, "x".repeat(100_000));
        assertEquals(3 + 2000 + 1, lines().get(0).length());

        for (int i = 0; i < 1_000; i++) {
            var deep = new StackOverflowError("[\n".repeat(3));
            deep.setStackTrace(traceOf(1_024));
            writer.write(entry(Level.ERROR, 2, null, "a defect", deep));
        }

        assertEquals(1 + 10 + 3 * 41, lines().size());
        assertTrue(lines().stream().allMatch(line -> line.length() < 2_100));
    }

    private static StackTraceElement[] traceOf(int depth) {
        var trace = new StackTraceElement[depth];
        java.util.Arrays.fill(trace, new StackTraceElement("Reader", "read", "Reader.java", 7));
        return trace;
    }

    private void write(Level level, int line, String text) {
        writer.write(entry(level, line, null, text, null));
    }

    private void write(String tag, String text) {
        writer.write(entry(Level.INFO, 1, tag, text, null));
    }

    private static LogEntry entry(
            Level level, int line, String tag, String text, Throwable thrown) {
        return new LogEntry(
                RuntimeProvider.createTimestamp(),
                Thread.currentThread(),
                Map.of(),
                "meetpost.Somewhere",
                "method",
                "Somewhere.java",
                line,
                tag,
                level,
                text,
                thrown);
    }

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }
}
