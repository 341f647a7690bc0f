package meetpost.broker;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * What a round of the event loop leaves to be done at its end: one write to the store for all of
 * it, and one flush for each connection. Confined to the event loop.
 */
final class WriteBatch {

    private final EventLoop loop;
    private final Store store;
    private final Frames frames;
    private final DeferredWrites deferred;
    private List<Connection> touched = new ArrayList<>();
    private boolean planned;

    WriteBatch(EventLoop loop, Store store, Frames frames, DeferredWrites deferred) {
        this.loop = loop;
        this.store = store;
        this.frames = frames;
        this.deferred = deferred;
    }

    /** Something waits to be sent. */
    void touched(Connection connection) {
        touched.add(connection);
        plan();
    }

    /** There is something to send or to store. */
    void plan() {
        if (!planned) {
            planned = true;
            loop.execute(this::end);
        }
    }

    /** Stores everything in one go, and only then sends its acknowledgements. */
    void end() {
        planned = false;
        frames.endRound();
        deferred.beforeCommit();
        store.commit();
        deferred.afterCommit();
        List<Connection> round = touched;
        touched = new ArrayList<>();
        for (Connection connection : round) {
            flush(connection);
        }
    }

    /** What fails here is of that connection only. */
    private static void flush(Connection connection) {
        try {
            connection.flush();
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            connection.broke(e);
        }
    }
}
