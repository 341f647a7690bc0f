package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReconnectDelayTest {

    @Test
    void waitsUpToThreeSecondsAfterAStableSession() {
        var random = new SplittableRandom(1);
        long longest = 0;
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 1000; i++) {
            long wait = new ReconnectDelay(random).afterLoss(true).toMillis();
            longest = Math.max(longest, wait);
            shortest = Math.min(shortest, wait);
        }

        assertTrue(longest < 3000 && longest > 2900, longest + " ms");
        assertTrue(shortest < 100, shortest + " ms");
    }

    @Test
    void waitsLongerAndLongerButNeverMoreThanThirtySeconds() {
        List<Long> sums = new ArrayList<>();
        for (int attempt = 0; attempt < 8; attempt++) {
            sums.add(0L);
        }
        for (int board = 0; board < 500; board++) {
            var backOff = new ReconnectDelay(new SplittableRandom(board));
            for (int attempt = 0; attempt < 8; attempt++) {
                long wait = backOff.afterFailure().toMillis();
                assertTrue(wait >= 1000 && wait <= 30_000, wait + " ms");
                sums.set(attempt, sums.get(attempt) + wait);
            }
        }

        assertTrue(sums.get(0) / 500 < 2500, "first " + sums.get(0) / 500);
        assertTrue(sums.get(3) > sums.get(1), "it grows");
        assertTrue(sums.get(7) / 500 > 8000, "eighth " + sums.get(7) / 500);
    }

    @Test
    void startsAnewOnlyAfterAStableSession() {
        var backOff = new ReconnectDelay(new SplittableRandom(5));
        for (int i = 0; i < 20; i++) {
            backOff.afterFailure();
        }
        Duration kicked = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            kicked = kicked.plus(backOff.afterLoss(false));
        }
        backOff.afterLoss(true);

        assertTrue(kicked.dividedBy(20).compareTo(Duration.ofSeconds(5)) > 0, "kicked " + kicked);
        assertTrue(backOff.afterFailure().compareTo(Duration.ofSeconds(3)) <= 0);
    }

    /** A broker of 200 boards is away for ten seconds. */
    @Test
    void spreadsTwoHundredBoardsOverManySeconds() {
        int[] arrivals = new int[60];
        for (int board = 0; board < 200; board++) {
            var backOff = new ReconnectDelay(new SplittableRandom(board));
            Duration at = backOff.afterLoss(true);
            while (at.compareTo(Duration.ofSeconds(10)) < 0) {
                at = at.plus(backOff.afterFailure());
            }
            arrivals[(int) at.toSeconds()]++;
        }

        int most = 0;
        int seconds = 0;
        for (int each : arrivals) {
            most = Math.max(most, each);
            seconds += each > 0 ? 1 : 0;
        }
        assertTrue(most <= 50, most + " of 200 within one second");
        assertTrue(seconds >= 8, "spread over " + seconds + " s");
        assertEquals(0, arrivals[59]);
    }
}
