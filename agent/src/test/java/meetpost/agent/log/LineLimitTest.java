package meetpost.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private final LineLimit limit = new LineLimit();

    /** S13: 100,000 TOGGLEs gave two lines each. */
    @Test
    void writesTenCopiesAMinuteAndCountsTheRest() {
        assertEquals(20, written(100_000, i -> "pomp: " + (i % 2 == 0 ? "ON" : "OFF"), 0));

        assertEquals(List.of(), limit.due(59 * SECOND));
        assertEquals(
                List.of(
                        new LineLimit.Summary(
                                "a",
                                "and 99,980 more in the last minute, the last one: pomp: OFF")),
                limit.due(60 * SECOND));
    }

    /** S13: 600 connections in 40 s, each with another name. */
    @Test
    void writesThirtyLinesOfAKindWhateverTheySay() {
        assertEquals(30, written(600, i -> "client " + i + " connected", 0));

        assertEquals(
                "and 570 more in the last minute, the last one: client 599 connected",
                limit.due(60 * SECOND).get(0).text());
    }

    @Test
    void oneTextDoesNotHideAnotherOfItsKind() {
        written(1_000, i -> "pomp: ON", 0);

        assertTrue(limit.admits("a", "klep: ON", SECOND));
    }

    @Test
    void oneKindDoesNotHideAnother() {
        written(1_000, i -> "client " + i + " connected", 0);

        assertTrue(limit.admits("b", "the thread x has died, so the program ends", SECOND));
    }

    @Test
    void writesLessInAMinuteThatFollowsAFlood() {
        written(1_000, i -> "client " + i, 0);
        limit.due(60 * SECOND);

        assertEquals(10, written(1_000, i -> "client " + i, 60 * SECOND));
    }

    @Test
    void writesAsManyAsEverOnceAMinuteWasQuiet() {
        written(1_000, i -> "client " + i, 0);
        limit.due(60 * SECOND);
        written(5, i -> "client " + i, 61 * SECOND);

        assertEquals(List.of(), limit.due(120 * SECOND));
        assertEquals(OptionalLong.empty(), limit.next());
        assertEquals(30, written(1_000, i -> "client " + i, 121 * SECOND));
    }

    @Test
    void saysAtTheEndWhatWasNotWritten() {
        written(13, i -> "pomp: ON", 0);

        assertEquals(
                "and 3 more until the end, the last one: pomp: ON", limit.rest().get(0).text());
        assertEquals(List.of(), limit.rest());
    }

    @Test
    void knowsWhenAMinuteIsOver() {
        limit.admits("quiet", "x", Long.MAX_VALUE - 9 * SECOND);
        IntStream.range(0, 11).forEach(i -> limit.admits("b", "x", Long.MIN_VALUE + SECOND));
        IntStream.range(0, 11).forEach(i -> limit.admits("a", "x", Long.MAX_VALUE - SECOND));

        assertEquals(OptionalLong.of(Long.MIN_VALUE + 59 * SECOND - 1), limit.next());
        assertEquals(1, limit.due(Long.MIN_VALUE + 59 * SECOND).size());
    }

    /** Kinds of a program are few; if they were made up from outside, they would not cost more. */
    @Test
    void furtherKindsShareOne() {
        long admitted =
                IntStream.range(0, 100_000)
                        .filter(i -> limit.admits("kind " + i, "text " + i, 0))
                        .count();

        assertEquals(500 + 30, admitted);
        assertFalse(limit.admits("kind 100000", "text", 0));
    }

    private long written(int lines, java.util.function.IntFunction<String> text, long now) {
        return IntStream.range(0, lines).filter(i -> limit.admits("a", text.apply(i), now)).count();
    }
}
