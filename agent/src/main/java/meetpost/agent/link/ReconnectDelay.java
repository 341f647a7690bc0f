package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect. Random, so that many boards do not come back
 * to a restarted broker in the same second. Used by one thread.
 */
final class ReconnectDelay {

    private static final Duration BASE = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(30);
    private static final Duration FIRST = Duration.ofSeconds(3);

    private final RandomGenerator random;
    private Duration previous = BASE;

    ReconnectDelay(RandomGenerator random) {
        this.random = requireNonNull(random, "random");
    }

    /**
     * After a session has ended: 0 to 3 s. One that did not last is no success, and is backed off
     * from as a failed attempt is: two boards with one client id throw each other out for ever.
     */
    Duration afterLoss(boolean stable) {
        if (!stable) {
            return afterFailure();
        }
        previous = BASE;
        return between(Duration.ZERO, FIRST);
    }

    /**
     * After a failed attempt: decorrelated jitter, from 1 s to three times the last wait. The range
     * is capped at 30 s, not the wait: else most of many boards would end at exactly the cap.
     */
    Duration afterFailure() {
        Duration widest = previous.multipliedBy(3);
        previous = between(BASE, widest.compareTo(CAP) > 0 ? CAP : widest);
        return previous;
    }

    private Duration between(Duration from, Duration to) {
        return Duration.ofNanos(random.nextLong(from.toNanos(), to.toNanos()));
    }
}
