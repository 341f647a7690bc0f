package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Share;

/**
 * The retained messages, by the levels of their topics, and in the order of their last values.
 * Confined to the event loop.
 */
final class Retained {

    /** One level of a topic. Those with a message are linked, the newest value last. */
    static final class Node {
        // Most nodes have none.
        private Map<String, Node> children = Map.of();
        private @Nullable Message message;
        private @Nullable Share share;
        @Nullable Node before;
        @Nullable Node after;
        long number;

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

        private Node child(String level) {
            children = children.isEmpty() ? new HashMap<>(1) : children;
            return children.computeIfAbsent(level, key -> new Node());
        }

        private boolean isEmpty() {
            return message == null && children.isEmpty();
        }
    }

    /** A node that is still to be looked at, and how many levels lead to it. */
    private record Step(Node node, int depth) {}

    private final Node root = new Node();
    private final RetainedShares shares;
    private final Store store;

    private final RetainedOrder order = new RetainedOrder();
    private int size;

    /**
     * @param store hears what goes
     */
    Retained(Budget budget, Store store) {
        this.shares = new RetainedShares(budget, store.large() != null);
        this.store = store;
    }

    int size() {
        return size;
    }

    long bytes() {
        return shares.bytes();
    }

    /** The number of the newest value. */
    long last() {
        return order.last();
    }

    /** That of their last values. */
    RetainedOrder order() {
        return order;
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

    /** Keeps a message from before a restart, whatever room there is. */
    void restore(Message message) {
        shares.force(shares.unknown(), message);
        keep(message, shares.unknown());
    }

    /** Keeps a message in the place of the one before; or says what leaves no room for it. */
    @Nullable
    Limit put(Message message, Share by) {
        Node node = find(message.topic().name());
        Message before = node == null ? null : node.message;
        Limit full =
                before == null || node == null
                        ? shares.take(by, message, message)
                        : shares.replace(by, message, requireNonNull(node.share), before, node);
        if (full == null) {
            keep(message, by);
        }
        return full;
    }

    /** The payload of a message that is here has got its place on the disk. */
    void stored(Message message) {
        Node node = find(message.topic().name());
        if (node != null && node.message != null && node.message.stored() == null) {
            shares.stored(requireNonNull(node.share), node.message);
            node.message = message;
        }
    }

    /** Whether large payloads that the disk has not taken fill what memory there is for them. */
    boolean crowded() {
        return shares.crowded();
    }

    private void keep(Message message, Share by) {
        Node node = root;
        for (String level : message.topic().name().split("/", -1)) {
            node = node.child(level);
        }
        if (node.message == null) {
            size++;
        } else {
            order.unlink(node);
        }
        node.message = message;
        node.share = by;
        order.append(node);
    }

    /**
     * Loses the oldest values of a share to make room for others.
     *
     * @param least bytes, if there are so many
     * @param place that is about to be replaced
     * @param onDisk whether it is room on the disk that is wanted
     * @return the topic that went last; none if there was nothing
     */
    @Nullable
    String giveUp(Share from, long least, Object place, boolean onDisk) {
        String last = null;
        long freed = 0;
        for (Node node = order.oldest(); node != null && freed < least; ) {
            Node next = node.after;
            if (node.share == from && node != place) {
                Message message = requireNonNull(node.message);
                long frees = onDisk ? shares.onDisk(message) : message.cost();
                if (frees > 0) {
                    freed += frees;
                    last = message.topic().name();
                    remove(last);
                }
            }
            node = next;
        }
        return last;
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
        order.unlink(node);
        node.message = null;
        shares.give(node.share, before);
        for (int i = levels.length - 1; i >= 0 && node.isEmpty(); i--) {
            node = path.get(i);
            node.children.remove(levels[i]);
        }
        size--;
        store.unretained(topic);
    }

    /** A live value has gone out: whoever is under way to the retained one does without it. */
    void overtaken(String topic) {
        Node node = find(topic);
        if (node != null && node.message != null) {
            order.unlink(node);
            order.append(node);
        }
    }

    List<Message> all() {
        List<Message> all = new ArrayList<>(size);
        for (Node node = order.oldest(); node != null; node = node.after) {
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
