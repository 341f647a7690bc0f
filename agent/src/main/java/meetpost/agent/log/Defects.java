package meetpost.agent.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * What becomes of a throwable that nobody foresaw, where a message or a request of somebody else
 * brought it about: it costs that message. It is counted, and logged with its stack, once an hour
 * for each kind and place. Safe for use by several threads.
 */
public final class Defects {

    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int KINDS = 100;

    private final Ticks ticks;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Long> said = new HashMap<>();

    /** None yet. */
    public Defects() {
        this(Ticks.REAL);
    }

    Defects(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /**
     * Throws it on if it is one that the JVM cannot go on from: no memory, an error of the JVM's
     * own (JVMS 6.3). A stack that overflowed is empty again where this is called.
     *
     * @param where it happened, for people; what is foreign in it is replaced where it must be
     */
    public void cost(Throwable thrown, String where) {
        if (isFatal(thrown)) {
            throw (VirtualMachineError) thrown;
        }
        count.incrementAndGet();
        if (isNews(thrown)) {
            Logger.error(
                    thrown,
                    "{}: a defect of the program, which cost one message",
                    ForeignText.shown(where));
        }
    }

    /** Whether it is one that the JVM cannot go on from. */
    public static boolean isFatal(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
    }

    /** How many there were. */
    public long count() {
        return count.get();
    }

    private synchronized boolean isNews(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        String kind = thrown.getClass().getName() + (frames.length > 0 ? " " + frames[0] : "");
        long now = ticks.now();
        said.values().removeIf(then -> now - then >= AGAIN.toNanos());
        return said.size() < KINDS && said.putIfAbsent(kind, now) == null;
    }
}
