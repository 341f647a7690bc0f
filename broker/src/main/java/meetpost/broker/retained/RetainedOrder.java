package meetpost.broker.retained;

import java.util.ArrayList;
import java.util.List;
import meetpost.broker.message.Nullable;

/** Retained messages in the order of their last values. Confined to the event loop. */
public final class RetainedOrder {

    /** Those under way along the links; seldom any. */
    private final List<RetainedCursor> cursors = new ArrayList<>();

    private @Nullable RetainedNode oldest;
    private @Nullable RetainedNode newest;
    private long last;

    /** The number of the newest value. */
    long last() {
        return last;
    }

    @Nullable
    RetainedNode oldest() {
        return oldest;
    }

    /** As the newest. */
    void append(RetainedNode node) {
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
    void unlink(RetainedNode node) {
        for (RetainedCursor cursor : cursors) {
            cursor.leaves(node);
        }
        RetainedNode before = node.before;
        RetainedNode after = node.after;
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
    RetainedNode enter(RetainedCursor cursor, long number) {
        cursors.add(cursor);
        return behind(number);
    }

    /** The oldest value that is newer than that of a number. */
    @Nullable
    public RetainedNode behind(long number) {
        RetainedNode node = oldest;
        while (node != null && node.number <= number) {
            node = node.after;
        }
        return node;
    }

    void leave(RetainedCursor cursor) {
        cursors.remove(cursor);
    }
}
