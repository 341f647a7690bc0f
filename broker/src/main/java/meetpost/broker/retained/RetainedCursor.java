package meetpost.broker.retained;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import meetpost.broker.message.FilterLevels;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.TopicFilter;

/**
 * How far the retained messages of one new subscription have gone out: those that were retained
 * when it was made, and have been neither replaced nor overtaken by a live message since. A few are
 * remembered; of many only how far it has come, so that a client which subscribes to everything and
 * reads nothing holds no memory. Confined to the event loop.
 */
public final class RetainedCursor {

    /** As many are remembered one by one. */
    private static final int FEW = 32;

    /** Nodes that are looked at for them: a client may ask for a thousand filters at once. */
    private static final int LOOKED_AT = 200;

    private final FilterLevels filter;
    private final Retained retained;
    private final long end;
    private final @Nullable ArrayDeque<RetainedNode> few;

    private long passed;
    private boolean under;
    private @Nullable RetainedNode next;

    public RetainedCursor(TopicFilter filter, Retained retained) {
        this.filter = FilterLevels.of(filter.text());
        this.retained = retained;
        this.end = retained.last();
        List<RetainedNode> found = new ArrayList<>();
        this.few =
                retained.match(this.filter, FEW, LOOKED_AT, found) ? new ArrayDeque<>(found) : null;
    }

    /** The next candidate, which may not match; none at the end. */
    @Nullable
    public RetainedNode peek() {
        if (few != null) {
            while (!few.isEmpty() && isOver(few.element())) {
                few.remove();
            }
            return few.peek();
        }
        if (!under) {
            under = true;
            next = retained.order().enter(this, passed);
        }
        return next == null || next.number() > end ? null : next;
    }

    private boolean isOver(RetainedNode node) {
        return node.message() == null || node.number() > end;
    }

    /** Whether the filter has the topic of a candidate. */
    public boolean matches(Message message) {
        return few != null || filter.covers(FilterLevels.of(message.topic().name()));
    }

    /** Past what {@link #peek} gave. */
    public void advance() {
        if (few != null) {
            few.remove();
        } else if (next != null) {
            passed = next.number();
            next = next.after();
        }
    }

    /** A node is about to be taken from its place. */
    void leaves(RetainedNode node) {
        if (next == node) {
            next = node.after();
        }
    }

    /** Nothing is sent for now: it keeps the number only. */
    public void rest() {
        if (under) {
            under = false;
            next = null;
            retained.order().leave(this);
        }
    }
}
