package meetpost.drivers.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import meetpost.drivers.bus.Edge;
import meetpost.drivers.input.PulseFilter.CountedEdge;
import org.junit.jupiter.api.Test;

/** A reed contact to ground, with a pull-up: it is high, and low in a pulse. */
class PulseFilterTest {

    private static final long MS = 1_000_000;

    private final List<Long> pulses = new ArrayList<>();
    private PulseFilter filter = filter(CountedEdge.FALLING, Duration.ofMillis(20));

    @Test
    void countsAContactThatClosesAndOpens() {
        edges(100, false, 200, true, 300, false, 400, true);
        settle(500);

        assertEquals(List.of(100L, 300L), pulses);
    }

    /** It bounces for 5 ms when it closes, and when it opens, where falling edges are too. */
    @Test
    void countsAContactThatBouncesOnce() {
        edges(100, false, 101, true, 103, false, 104, true, 105, false);
        edges(200, true, 202, false, 203, true, 205, false, 206, true);
        settle(300);

        assertEquals(List.of(105L), pulses);
    }

    @Test
    void countsNoPulseThatIsShorterThanTheDebounceTime() {
        edges(100, false, 119, true);
        settle(300);

        assertEquals(List.of(), pulses);
    }

    @Test
    void countsOneThatIsAsLong() {
        edges(100, false, 120, true);

        assertEquals(List.of(100L), pulses);
    }

    /** By the time of the edges it is the same when they are all looked at long after. */
    @Test
    void countsWhatIsOverWhenItIsLookedAt() {
        edges(100, false);
        assertEquals(OptionalLong.of(120 * MS), filter.next());
        settle(119);
        assertEquals(List.of(), pulses);
        settle(120);

        assertEquals(List.of(100L), pulses);
        assertEquals(OptionalLong.empty(), filter.next());
    }

    @Test
    void countsEachEdgeWhereNothingBounces() {
        filter = filter(CountedEdge.FALLING, Duration.ZERO);

        edges(100, false, 101, true, 102, false, 103, true);

        assertEquals(List.of(100L, 102L), pulses);
        assertEquals(OptionalLong.empty(), filter.next());
    }

    /** The rising edge between them was lost. */
    @Test
    void countsTwoFallingEdgesInARowAsTwo() {
        filter = filter(CountedEdge.FALLING, Duration.ZERO);

        edges(100, false, 102, false);

        assertEquals(List.of(100L, 102L), pulses);
    }

    @Test
    void countsRisingEdges() {
        filter = filter(CountedEdge.RISING, Duration.ofMillis(20));

        edges(100, false, 200, true);
        settle(300);

        assertEquals(List.of(200L), pulses);
    }

    @Test
    void countsBothEdges() {
        filter = filter(CountedEdge.BOTH, Duration.ofMillis(20));

        edges(100, false, 200, true);
        settle(300);

        assertEquals(List.of(100L, 200L), pulses);
    }

    private static PulseFilter filter(CountedEdge counted, Duration debounce) {
        return new PulseFilter(counted, debounce, true);
    }

    /** Milliseconds and the level from then on, in turn. */
    private void edges(Object... edges) {
        for (int at = 0; at < edges.length; at += 2) {
            long tick = (Integer) edges[at] * MS;
            add(filter.edge(new Edge(tick, (Boolean) edges[at + 1], false)));
        }
    }

    private void settle(long millis) {
        add(filter.settle(millis * MS));
    }

    private void add(OptionalLong pulse) {
        pulse.ifPresent(tick -> pulses.add(tick / MS));
    }
}
