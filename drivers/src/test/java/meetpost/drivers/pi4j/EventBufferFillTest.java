package meetpost.drivers.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kernel keeps 16 edges of a line. */
class EventBufferFillTest {

    private final EventBufferFill fill = new EventBufferFill();

    @Test
    void isNotFullWhileEachEdgeIsTakenAtOnce() {
        for (int edge = 0; edge < 100; edge++) {
            assertFalse(fill.taken(edge, edge), "edge " + edge);
        }
    }

    @Test
    void isNotFullWithFifteenThatWait() {
        assertEquals(List.of(), full(20, 15));
    }

    @Test
    void isFullWithTheSixteenthThatWaits() {
        assertEquals(List.of(35), full(20, 16));
    }

    /** So many are taken at once, and so many after them at time 1000. */
    private List<Integer> full(int atOnce, int late) {
        List<Integer> full = new ArrayList<>();
        for (int edge = 0; edge < atOnce + late; edge++) {
            if (fill.taken(edge, edge < atOnce ? edge : 1000)) {
                full.add(edge);
            }
        }
        return full;
    }
}
