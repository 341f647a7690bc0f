package meetpost.agent.link;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.log.Defects;
import org.tinylog.Logger;

/**
 * The link's thread and its children, which are the library's. One of those that met a mistake of
 * the library is missed by the session only, which then falls silent and is ended: what the library
 * does there is what a broker made it do. What the JVM cannot go on from, and the link's own
 * thread, is for the whole process.
 */
final class LinkThreads extends ThreadGroup {

    /** The name of the one thread that is ours. */
    static final String LINK = "link";

    /** The library's thread that starts the others and waits for each in steps of 100 ms. */
    private static final String CONNECTS = "MQTT Con: ";

    /** More than there are. */
    private static final int MANY = 64;

    /** Sessions that are being opened. */
    private final AtomicInteger opening = new AtomicInteger();

    LinkThreads() {
        super(LINK);
    }

    /** The calling thread begins to open a session. */
    static void begins() {
        here().ifPresent(link -> link.opening.incrementAndGet());
    }

    /** There is one, or none. */
    static void ends() {
        here().ifPresent(link -> link.opening.decrementAndGet());
    }

    /**
     * The calling thread of the library runs. Wakes the one that waits for that: it looks again,
     * and swallows the interrupt.
     */
    static void runs() {
        here().filter(link -> link.opening.get() > 0).ifPresent(LinkThreads::hurry);
    }

    private static Optional<LinkThreads> here() {
        return Thread.currentThread().getThreadGroup() instanceof LinkThreads link
                ? Optional.of(link)
                : Optional.empty();
    }

    private void hurry() {
        Thread[] threads = new Thread[MANY];
        int count = enumerate(threads, false);
        for (int i = 0; i < count; i++) {
            Thread each = threads[i];
            if (each != Thread.currentThread() && each.getName().startsWith(CONNECTS)) {
                each.interrupt();
            }
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thread.getName().equals(LINK) || Defects.isFatal(thrown)) {
            super.uncaughtException(thread, thrown);
        } else {
            Logger.error(
                    thrown, "the thread {} has died; its session will be ended", thread.getName());
        }
    }
}
