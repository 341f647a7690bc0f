package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The retained messages, by the levels of their topics, and in the order of their last values.
 * Confined to the event loop.
 */
final class Retained {

    /** One level of a topic. Those with a message are linked, the newest value last. */
    static final class Node {
        private final Map<String, Node> children = new HashMap<>(4);
        private @Nullable Message message;
        private @Nullable Node before;
        private @Nullable Node after;
        private long number;

        /** None if it is gone. */
        @Nullable
        Message message() {
            return message;
        }

        /** Grows with each value of any topic; what a later one replaced is not between two. */
        long number() {
            return number;
        }

        /** The one with the next newer value. */
        @Nullable
        Node after() {
            return after;
        }

        private boolean isEmpty() {
            return message == null && children.isEmpty();
        }
    }

    /** A node that is still to be looked at, and how many levels lead to it. */
    private record Step(Node node, int depth) {}

    private final Node root = new Node();
    private final Limits limits;
    private final Store store;

    /** Those under way along the links; seldom any. */
    private final List<RetainedCursor> cursors = new ArrayList<>();

    private @Nullable Node oldest;
    private @Nullable Node newest;
    private long last;
    private int size;
    private long bytes;

    /**
     * @param store hears what goes
     */
    Retained(Limits limits, Store store) {
        this.limits = limits;
        this.store = store;
    }

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    /** The number of the newest value. */
    long last() {
        return last;
    }

    @Nullable
    Message get(String topic) {
        Node node = find(topic);
        return node == null ? null : node.message;
    }

    private @Nullable Node find(String topic) {
        Node node = root;
        for (String level : topic.split("/", -1)) {
            node = node.children.get(level);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /** Keeps a message in the place of the one before; or says what leaves no room for it. */
    @Nullable
    Limit put(Message message) {
        Node node = find(message.topic().name());
        Message before = node == null ? null : node.message;
        long freed = before == null ? 0 : before.cost();
        if (before == null && size >= limits.of(Limit.RETAINED_MESSAGES)) {
            return Limit.RETAINED_MESSAGES;
        }
        if (bytes - freed + message.cost() > limits.of(Limit.RETAINED_SIZE)) {
            return Limit.RETAINED_SIZE;
        }
        if (node == null) {
            node = root;
            for (String level : message.topic().name().split("/", -1)) {
                node = node.children.computeIfAbsent(level, key -> new Node());
            }
        }
        if (before != null) {
            unlink(node);
        }
        node.message = message;
        append(node);
        size += before == null ? 1 : 0;
        bytes += message.cost() - freed;
        return null;
    }

    /** For good, where there is one. */
    void remove(String topic) {
        Message before = get(topic);
        if (before == null) {
            return;
        }
        List<Node> path = new ArrayList<>();
        String[] levels = topic.split("/", -1);
        Node node = root;
        for (String level : levels) {
            path.add(node);
            node = requireNonNull(node.children.get(level));
        }
        unlink(node);
        node.message = null;
        for (int i = levels.length - 1; i >= 0 && node.isEmpty(); i--) {
            node = path.get(i);
            node.children.remove(levels[i]);
        }
        size--;
        bytes -= before.cost();
        store.unretained(topic);
    }

    /** A live value has gone out: whoever is under way to the retained one does without it. */
    void overtaken(String topic) {
        Node node = find(topic);
        if (node != null && node.message != null) {
            unlink(node);
            append(node);
        }
    }

    private void append(Node node) {
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

    private void unlink(Node node) {
        for (RetainedCursor cursor : cursors) {
            cursor.leaves(node);
        }
        Node before = node.before;
        Node after = node.after;
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
    Node enter(RetainedCursor cursor, long number) {
        cursors.add(cursor);
        Node node = oldest;
        while (node != null && node.number <= number) {
            node = node.after;
        }
        return node;
    }

    void leave(RetainedCursor cursor) {
        cursors.remove(cursor);
    }

    List<Message> all() {
        List<Message> all = new ArrayList<>(size);
        for (Node node = oldest; node != null; node = node.after) {
            all.add(requireNonNull(node.message));
        }
        return all;
    }

    /**
     * Those whose topic matches {@code filter}.
     *
     * @return false if there are more than {@code most}, which are not all there then
     */
    boolean match(String filter, int most, List<Node> to) {
        String[] levels = filter.split("/", -1);
        // Not by recursion: the stack is small, and topics may have a thousand levels.
        Deque<Step> steps = new ArrayDeque<>();
        steps.push(new Step(root, 0));
        boolean all = true;
        while (all && !steps.isEmpty()) {
            Step step = steps.pop();
            int depth = step.depth;
            if (depth == levels.length) {
                all = give(step.node, most, to);
            } else if (levels[depth].equals("#")) {
                all = all(step.node, depth == 0, most, to);
            } else if (levels[depth].equals("+")) {
                step.node.children.forEach(
                        (level, child) -> {
                            if (depth > 0 || !level.startsWith("$")) {
                                steps.push(new Step(child, depth + 1));
                            }
                        });
            } else {
                Node child = step.node.children.get(levels[depth]);
                if (child != null) {
                    steps.push(new Step(child, depth + 1));
                }
            }
        }
        return all;
    }

    private static boolean all(Node from, boolean isRoot, int most, List<Node> to) {
        Deque<Node> nodes = new ArrayDeque<>();
        if (isRoot) {
            from.children.forEach(
                    (level, child) -> {
                        if (!level.startsWith("$")) {
                            nodes.push(child);
                        }
                    });
        } else {
            nodes.push(from);
        }
        boolean all = true;
        while (all && !nodes.isEmpty()) {
            Node node = nodes.pop();
            all = give(node, most, to);
            node.children.values().forEach(nodes::push);
        }
        return all;
    }

    private static boolean give(Node node, int most, List<Node> to) {
        if (node.message == null) {
            return true;
        }
        if (to.size() == most) {
            return false;
        }
        to.add(node);
        return true;
    }
}
