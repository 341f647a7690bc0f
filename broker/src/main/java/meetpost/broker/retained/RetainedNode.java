package meetpost.broker.retained;

import java.util.HashMap;
import java.util.Map;
import meetpost.broker.budget.Share;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;

/** One level of a topic. Those with a message are linked, the newest value last. */
public final class RetainedNode {
    // Most nodes have none.
    Map<String, RetainedNode> children = Map.of();
    public @Nullable Message message;
    @Nullable Share share;
    @Nullable RetainedNode before;
    public @Nullable RetainedNode after;
    public long number;

    /** None if it is gone. */
    @Nullable
    public Message message() {
        return message;
    }

    /** Grows with each value of any topic; what a later one replaced is not between two. */
    public long number() {
        return number;
    }

    /** The one with the next newer value. */
    @Nullable
    public RetainedNode after() {
        return after;
    }

    RetainedNode child(String level) {
        children = children.isEmpty() ? new HashMap<>(1) : children;
        return children.computeIfAbsent(level, key -> new RetainedNode());
    }

    boolean isEmpty() {
        return message == null && children.isEmpty();
    }
}
