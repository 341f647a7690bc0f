package meetpost.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    /** 1 to 1000 µs: half of them are within 500 µs, 99 % within 990 µs, to within 2 %. */
    @Test
    void knowsItsQuantiles() {
        for (int micros = 1; micros <= 1000; micros++) {
            latencies.add(micros * 1000L);
        }

        assertEquals(1000, latencies.count());
        assertEquals(500_000, (double) latencies.quantile(0.5).toNanos(), 10_000);
        assertEquals(990_000, (double) latencies.quantile(0.99).toNanos(), 20_000);
    }

    @Test
    void holdsTheShortestAndTheLongest() {
        latencies.add(0);
        assertEquals(1, (double) latencies.quantile(1).toNanos(), 1);

        latencies.add(Duration.ofHours(1).toNanos());
        assertEquals(3.6e12, (double) latencies.quantile(1).toNanos(), 0.02 * 3.6e12);
    }

    @Test
    void isZeroWhenThereAreNone() {
        assertEquals(Duration.ZERO, latencies.quantile(0.5));
    }
}
