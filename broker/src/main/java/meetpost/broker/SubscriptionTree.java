package meetpost.broker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All subscriptions by the levels of their filters, so that finding those of a topic does not
 * depend on how many others there are. Confined to the event loop.
 */
final class SubscriptionTree {

    private static final class Node {
        final Map<String, Node> children = new HashMap<>(4);
        final Map<Session, Subscription> subscriptions = new LinkedHashMap<>(4);
        final Map<String, SharedGroup> groups = new LinkedHashMap<>(2);

        boolean isEmpty() {
            return children.isEmpty() && subscriptions.isEmpty() && groups.isEmpty();
        }
    }

    private final Node root = new Node();
    private long version;
    private int size;

    /** Changes whenever a subscription does. */
    long version() {
        return version;
    }

    /** Whether there is a subscription that names this first level. */
    boolean hasFirstLevel(String level) {
        return root.children.containsKey(level);
    }

    int size() {
        return size;
    }

    /** Puts a subscription in the place of the session's former one with the same filter. */
    void put(Subscription subscription, boolean isNew) {
        Node node = root;
        for (String level : levels(subscription.filter().text())) {
            node = node.children.computeIfAbsent(level, key -> new Node());
        }
        TopicFilter filter = subscription.filter();
        if (filter.shared()) {
            node.groups.computeIfAbsent(filter.group(), key -> new SharedGroup()).put(subscription);
        } else {
            node.subscriptions.put(subscription.session(), subscription);
        }
        size += isNew ? 1 : 0;
        version++;
    }

    void remove(Subscription subscription) {
        remove(root, levels(subscription.filter().text()), 0, subscription);
        size--;
        version++;
    }

    private static void remove(Node node, String[] levels, int depth, Subscription subscription) {
        if (depth < levels.length) {
            Node child = node.children.get(levels[depth]);
            if (child != null) {
                remove(child, levels, depth + 1, subscription);
                if (child.isEmpty()) {
                    node.children.remove(levels[depth]);
                }
            }
            return;
        }
        TopicFilter filter = subscription.filter();
        SharedGroup group = node.groups.get(filter.group());
        if (!filter.shared()) {
            node.subscriptions.remove(subscription.session());
        } else if (group != null) {
            group.remove(subscription.session());
            if (group.isEmpty()) {
                node.groups.remove(filter.group());
            }
        }
    }

    /** Those who still share a subscription. */
    @Nullable
    SharedGroup group(TopicFilter share) {
        Node node = root;
        for (String level : levels(share.text())) {
            node = node.children.get(level);
            if (node == null) {
                return null;
            }
        }
        return node.groups.get(share.group());
    }

    /** Everyone whose filter matches {@code topic}. */
    Route route(String topic) {
        var found = new Route.Collector();
        walk(root, levels(topic), 0, found, topic.startsWith("$"));
        return found.route();
    }

    /** Recursion is as deep as the topic, which is bounded. [MQTT-4.7.2-1] for {@code hidden}. */
    private static void walk(
            Node node, String[] levels, int depth, Route.Collector found, boolean hidden) {
        if (!hidden) {
            collect(node.children.get("#"), found);
        }
        if (depth == levels.length) {
            collect(node, found);
            return;
        }
        Node same = node.children.get(levels[depth]);
        if (same != null) {
            walk(same, levels, depth + 1, found, false);
        }
        Node any = hidden ? null : node.children.get("+");
        if (any != null) {
            walk(any, levels, depth + 1, found, false);
        }
    }

    private static void collect(@Nullable Node node, Route.Collector found) {
        if (node != null) {
            node.subscriptions.values().forEach(found::add);
            node.groups.values().forEach(found::add);
        }
    }

    private static String[] levels(String filter) {
        return filter.split("/", -1);
    }
}
