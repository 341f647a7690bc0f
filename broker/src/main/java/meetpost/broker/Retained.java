package meetpost.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The retained messages, by the levels of their topics. Confined to the event loop. */
final class Retained {

    private static final class Node {
        final Map<String, Node> children = new HashMap<>(4);
        @Nullable Message message;
    }

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
        if (before != null) {
            remove(root, topic.split("/", -1), 0);
            size--;
            bytes -= before.cost();
        }
    }

    private static void remove(Node node, String[] levels, int depth) {
        if (depth == levels.length) {
            node.message = null;
            return;
        }
        Node child = node.children.get(levels[depth]);
        if (child != null) {
            remove(child, levels, depth + 1);
            if (child.message == null && child.children.isEmpty()) {
                node.children.remove(levels[depth]);
            }
        }
    }

    List<Message> all() {
        List<Message> all = new ArrayList<>(size);
        all(root, false, all::add);
        return all;
    }

    /** Gives every message whose topic matches {@code filter}. */
    void match(String filter, Consumer<Message> to) {
        match(root, filter.split("/", -1), 0, to);
    }

    private static void match(Node node, String[] levels, int depth, Consumer<Message> to) {
        if (depth == levels.length) {
            give(node, to);
        } else if (levels[depth].equals("#")) {
            all(node, depth == 0, to);
        } else if (levels[depth].equals("+")) {
            node.children.forEach(
                    (level, child) -> {
                        if (depth > 0 || !level.startsWith("$")) {
                            match(child, levels, depth + 1, to);
                        }
                    });
        } else {
            Node child = node.children.get(levels[depth]);
            if (child != null) {
                match(child, levels, depth + 1, to);
            }
        }
    }

    private static void all(Node node, boolean isRoot, Consumer<Message> to) {
        give(node, to);
        node.children.forEach(
                (level, child) -> {
                    if (!isRoot || !level.startsWith("$")) {
                        all(child, false, to);
                    }
                });
    }

    private static void give(Node node, Consumer<Message> to) {
        Message message = node.message;
        if (message != null) {
            to.accept(message);
        }
    }
}
