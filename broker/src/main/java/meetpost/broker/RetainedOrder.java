package meetpost.broker;

import java.util.ArrayList;
import java.util.List;

/** Retained messages in the order of their last values. Confined to the event loop. */
final class RetainedOrder {

    /** Those under way along the links; seldom any. */
    private final List<RetainedCursor> cursors = new ArrayList<>();

    private @Nullable Retained.Node oldest;
    private @Nullable Retained.Node newest;
    private long last;

    /** The number of the newest value. */
    long last() {
        return last;
    }

    @Nullable
    Retained.Node oldest() {
        return oldest;
    }

    /** As the newest. */
    void append(Retained.Node node) {
        node.number = ++last;
        node.before = newest;
        node.after = null;
        if (newest == null) {
            oldest = node;
        } else {
            newest.after = node;
        }
        newest = node;
    }

    /** Out of its place. */
    void unlink(Retained.Node node) {
        for (RetainedCursor cursor : cursors) {
            cursor.leaves(node);
        }
        Retained.Node before = node.before;
        Retained.Node after = node.after;
        if (before == null) {
            oldest = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.before = before;
        }
    }

    /** Sets out behind the value of a number; to be given back to {@link #leave}. */
    @Nullable
    Retained.Node enter(RetainedCursor cursor, long number) {
        cursors.add(cursor);
        return behind(number);
    }

    /** The oldest value that is newer than that of a number. */
    @Nullable
    Retained.Node behind(long number) {
        Retained.Node node = oldest;
        while (node != null && node.number <= number) {
            node = node.after;
        }
        return node;
    }

    void leave(RetainedCursor cursor) {
        cursors.remove(cursor);
    }
}
