package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The retained messages, by the levels of their topics. Confined to the event loop. */
final class Retained {

    private static final class Node {
        final Map<String, Node> children = new HashMap<>(4);
        @Nullable Message message;

        boolean isEmpty() {
            return message == null && children.isEmpty();
        }
    }

    /** A node that is still to be looked at, and how many levels lead to it. */
    private record Step(Node node, int depth) {}

    private final Node root = new Node();
    private final Limits limits;
    private int size;
    private long bytes;

    Retained(Limits limits) {
        this.limits = limits;
    }

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    @Nullable
    Message get(String topic) {
        Node node = root;
        for (String level : topic.split("/", -1)) {
            node = node.children.get(level);
            if (node == null) {
                return null;
            }
        }
        return node.message;
    }

    /** Keeps a message in the place of the one before; or says what leaves no room for it. */
    @Nullable
    Bound put(Message message) {
        Message before = get(message.topic().name());
        long freed = before == null ? 0 : before.cost();
        if (before == null && size >= limits.of(Bound.RETAINED_MESSAGES)) {
            return Bound.RETAINED_MESSAGES;
        }
        if (bytes - freed + message.cost() > limits.of(Bound.RETAINED_SIZE)) {
            return Bound.RETAINED_SIZE;
        }
        Node node = root;
        for (String level : message.topic().name().split("/", -1)) {
            node = node.children.computeIfAbsent(level, key -> new Node());
        }
        node.message = message;
        size += before == null ? 1 : 0;
        bytes += message.cost() - freed;
        return null;
    }

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
        node.message = null;
        for (int i = levels.length - 1; i >= 0 && node.isEmpty(); i--) {
            node = path.get(i);
            node.children.remove(levels[i]);
        }
        size--;
        bytes -= before.cost();
    }

    List<Message> all() {
        List<Message> all = new ArrayList<>(size);
        all(root, false, all::add);
        return all;
    }

    /** Gives every message whose topic matches {@code filter}. */
    void match(String filter, Consumer<Message> to) {
        String[] levels = filter.split("/", -1);
        // Not by recursion: the stack is small, and topics may have a thousand levels.
        Deque<Step> steps = new ArrayDeque<>();
        steps.push(new Step(root, 0));
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            int depth = step.depth;
            if (depth == levels.length) {
                give(step.node, to);
            } else if (levels[depth].equals("#")) {
                all(step.node, depth == 0, to);
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
    }

    private static void all(Node from, boolean isRoot, Consumer<Message> to) {
        Deque<Node> nodes = new ArrayDeque<>();
        if (isRoot) {
            give(from, to);
            from.children.forEach(
                    (level, child) -> {
                        if (!level.startsWith("$")) {
                            nodes.push(child);
                        }
                    });
        } else {
            nodes.push(from);
        }
        while (!nodes.isEmpty()) {
            Node node = nodes.pop();
            give(node, to);
            node.children.values().forEach(nodes::push);
        }
    }

    private static void give(Node node, Consumer<Message> to) {
        Message message = node.message;
        if (message != null) {
            to.accept(message);
        }
    }
}
