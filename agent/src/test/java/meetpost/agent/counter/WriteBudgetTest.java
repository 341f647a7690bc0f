package meetpost.agent.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteBudgetTest {

    private static final long MINUTE = 60_000_000_000L;

    private final WriteBudget budget = new WriteBudget(Duration.ofMinutes(1), 0);

    @Test
    void hasFiveAtOnce() {
        assertEquals(5, taken(10, 0));
    }

    @Test
    void regainsOneAMinute() {
        taken(10, 0);

        assertFalse(budget.take(MINUTE - 1));
        assertTrue(budget.take(MINUTE));
        assertFalse(budget.take(MINUTE + 1));
        assertEquals(1, taken(10, 2 * MINUTE));
    }

    @Test
    void regainsNoMoreThanFive() {
        taken(10, 0);

        assertEquals(5, taken(10, 1000 * MINUTE));
    }

    /** Asked each ten seconds for a day: those five, and 1440. */
    @Test
    void isFiveAndOneAMinute() {
        long taken = 0;
        for (long tick = 0; tick < 1440 * MINUTE; tick += MINUTE / 6) {
            taken += budget.take(tick) ? 1 : 0;
        }

        assertEquals(5 + 1439, taken);
    }

    private long taken(int asked, long tick) {
        long taken = 0;
        for (int each = 0; each < asked; each++) {
            taken += budget.take(tick) ? 1 : 0;
        }
        return taken;
    }
}
