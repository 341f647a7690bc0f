package meetpost.drivers.input;

import static java.util.Optional.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.InputPin;
import org.junit.jupiter.api.Test;

class DigitalInputTest {

    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration DEBOUNCE = Duration.ofMillis(20);

    private final Line line = new Line();

    @Test
    void beginsWithTheLevelOfTheLine() throws Exception {
        line.level = true;

        assertTrue(new DigitalInput(line, true, DEBOUNCE).on());
        assertFalse(new DigitalInput(line, false, DEBOUNCE).on());
    }

    @Test
    void countsALevelThatWasSteadyForTheDebounceTime() throws Exception {
        var input = new DigitalInput(line, true, DEBOUNCE);

        line.next(true, true); // an edge, and the line is high
        assertEquals(empty(), input.awaitChange(BOUND));
        line.next(false, true); // no edge within 20 ms
        assertEquals(Optional.of(true), input.awaitChange(BOUND));

        assertTrue(input.on());
        assertEquals(List.of(BOUND, DEBOUNCE), line.waits);
    }

    @Test
    void waitsOnWhileTheContactBounces() throws Exception {
        var input = new DigitalInput(line, true, DEBOUNCE);

        for (boolean level : List.of(true, false, true)) {
            line.next(true, level);
            assertEquals(empty(), input.awaitChange(BOUND));
        }
        line.next(false, true);
        assertEquals(Optional.of(true), input.awaitChange(BOUND));

        assertEquals(List.of(BOUND, DEBOUNCE, DEBOUNCE, DEBOUNCE), line.waits);
    }

    @Test
    void doesNotSeeAPulseShorterThanTheDebounceTime() throws Exception {
        var input = new DigitalInput(line, true, DEBOUNCE);

        line.next(true, true);
        assertEquals(empty(), input.awaitChange(BOUND));
        line.next(false, false);
        assertEquals(empty(), input.awaitChange(BOUND));

        assertFalse(input.on());
    }

    @Test
    void countsEachEdgeWithoutDebounce() throws Exception {
        var input = new DigitalInput(line, true, Duration.ZERO);

        line.next(true, true);
        assertEquals(Optional.of(true), input.awaitChange(BOUND));
        line.next(true, false);
        assertEquals(Optional.of(false), input.awaitChange(BOUND));

        assertEquals(List.of(BOUND, BOUND), line.waits);
    }

    @Test
    void isOnWhileAnActiveLowLineIsLow() throws Exception {
        line.level = true;
        var input = new DigitalInput(line, false, Duration.ZERO);

        line.next(true, false);

        assertEquals(Optional.of(true), input.awaitChange(BOUND));
    }

    @Test
    void findsALevelWhoseEdgeWasLost() throws Exception {
        var input = new DigitalInput(line, true, DEBOUNCE);

        line.next(false, true);

        assertEquals(Optional.of(true), input.awaitChange(BOUND));
    }

    private static final class Line implements InputPin {

        final List<Duration> waits = new ArrayList<>();
        boolean level;
        private boolean edge;

        /** What the next wait sees, and the level after it. */
        void next(boolean edge, boolean level) {
            this.edge = edge;
            this.level = level;
        }

        @Override
        public boolean high() {
            return level;
        }

        @Override
        public boolean awaitEdge(Duration bound) {
            waits.add(bound);
            return edge;
        }
    }
}
