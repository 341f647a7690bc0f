package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final ManualTicks ticks = new ManualTicks();

    @Test
    void letsTenThroughAtOnceAndThenRestsForTwentyMilliseconds() {
        var pace = new Pace(500, ticks);

        for (int i = 0; i < 10; i++) {
            assertEquals(Duration.ZERO, pace.left(), "the one after " + i);
            pace.go();
        }

        assertEquals(Duration.ofMillis(20), pace.left());
        ticks.advance(Duration.ofMillis(19));
        assertEquals(Duration.ofMillis(1), pace.left());
        ticks.advance(Duration.ofMillis(1));
        assertEquals(Duration.ZERO, pace.left());
    }

    @Test
    void letsFiveHundredThroughInASecond() {
        var pace = new Pace(500, ticks);

        assertEquals(500, passing(pace, Duration.ofSeconds(1)));
        ticks.advance(Duration.ofHours(1));
        assertEquals(500, passing(pace, Duration.ofSeconds(1)), "nothing is saved up");
    }

    @Test
    void letsOneThroughAtATimeWhereThatIsSlow() {
        var pace = new Pace(1 / 60.0, ticks);

        pace.go();

        assertEquals(Duration.ofMinutes(1), pace.left());
    }

    /** Whoever is slower than the pace never waits for it. */
    @Test
    void neverHoldsUpWhoIsSlower() {
        var pace = new Pace(500, ticks);

        for (int i = 0; i < 1000; i++) {
            assertEquals(Duration.ZERO, pace.left());
            pace.go();
            ticks.advance(Duration.ofMillis(3));
        }
    }

    private int passing(Pace pace, Duration during) {
        int passed = 0;
        long end = ticks.now() + during.toNanos();
        while (ticks.now() < end) {
            if (pace.left().isZero()) {
                pace.go();
                passed++;
            } else {
                ticks.advance(pace.left());
            }
        }
        return passed;
    }
}
