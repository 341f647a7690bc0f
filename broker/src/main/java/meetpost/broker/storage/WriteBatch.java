package meetpost.broker.storage;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * What a round of the event loop leaves to be done at its end: one write to the store for all of
 * it, and one flush for each connection. Confined to the event loop.
 */
public final class WriteBatch {

    /** Something that gathers what is sent in a round. */
    public interface Flushable {

        /** Sends it. */
        void flush();

        /** Sending failed in a way that nobody foresaw. */
        void broke(Throwable defect);
    }

    /** Has something to do before and after the store's write. */
    @FunctionalInterface
    public interface CommitListener {

        void beforeCommit();

        default void afterCommit() {}
    }

    private final EventLoop loop;
    private final Store store;
    private final List<CommitListener> listeners = new ArrayList<>();
    private List<Flushable> touched = new ArrayList<>();
    private boolean planned;

    public WriteBatch(EventLoop loop, Store store) {
        this.loop = loop;
        this.store = store;
    }

    /** From now on hears of each write, in the order in which they were added. */
    public void add(CommitListener listener) {
        listeners.add(listener);
    }

    /** Something waits to be sent. */
    public void touched(Flushable one) {
        touched.add(one);
        plan();
    }

    /** There is something to send or to store. */
    public void plan() {
        if (!planned) {
            planned = true;
            loop.execute(this::end);
        }
    }

    /** Stores everything in one go, and only then sends its acknowledgements. */
    public void end() {
        planned = false;
        for (CommitListener listener : listeners) {
            listener.beforeCommit();
        }
        store.commit();
        for (CommitListener listener : listeners) {
            listener.afterCommit();
        }
        List<Flushable> round = touched;
        touched = new ArrayList<>();
        for (Flushable one : round) {
            flush(one);
        }
    }

    /** What fails here is of that connection only. */
    private static void flush(Flushable one) {
        try {
            one.flush();
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            one.broke(e);
        }
    }
}
