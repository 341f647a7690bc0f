package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import meetpost.agent.time.Ticks;

/**
 * Looks, while the link is to another broker of the list, whether the first is well again for a
 * while: it must give a session several times in a row. Looks on a thread of its own, so that the
 * link goes on watching its session.
 */
final class FailBack {

    private static final Duration LEAVE = Duration.ofSeconds(2);
    private static final int WELL = 3;

    /** Between two looks at one that gives sessions and holds none. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final LinkOptions options;
    private final Ticks ticks;
    private final Duration shortest;
    private volatile Duration period;
    private volatile CountDownLatch end = new CountDownLatch(0);
    private volatile boolean well;

    /**
     * @param period from one look to the next
     */
    FailBack(LinkOptions options, Ticks ticks, Duration period) {
        this.options = requireNonNull(options, "options");
        this.ticks = requireNonNull(ticks, "ticks");
        shortest = requireNonNull(period, "period");
        this.period = period;
    }

    /**
     * Begins to look at {@code first}.
     *
     * @param found runs once, when it is well
     */
    void begin(BrokerTarget first, Runnable found) {
        var ours = new CountDownLatch(1);
        end = ours;
        var thread = new Thread(() -> look(first, found, ours), "link-fail-back");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops looking, and forgets what was seen. */
    synchronized void end() {
        end.countDown();
        well = false;
    }

    /** The first broker gave a session that did not hold: it is looked at half as often. */
    void fell() {
        Duration twice = period.multipliedBy(2);
        period = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /** The first broker held a session. */
    void held() {
        period = shortest;
    }

    /** From one look to the next. */
    Duration period() {
        return period;
    }

    /** Whether it was found well since {@link #begin}. */
    boolean isWell() {
        return well;
    }

    private void look(BrokerTarget first, Runnable found, CountDownLatch ours) {
        try {
            int row = 0;
            while (row < WELL) {
                if (ours.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                row = answers(first) ? row + 1 : 0;
            }
            found(found, ours);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void found(Runnable found, CountDownLatch ours) {
        if (ours.getCount() > 0) {
            well = true;
            found.run();
        }
    }

    private boolean answers(BrokerTarget first) {
        try {
            var dialler = new Dialler(options.tls(), options.own(), ticks);
            dialler.dial(first, options.probe(), new SilentListener(), () -> {}).leave(LEAVE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
