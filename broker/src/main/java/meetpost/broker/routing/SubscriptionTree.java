package meetpost.broker.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;
import meetpost.broker.message.FilterLevels;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.message.TopicTable;

/**
 * All subscriptions by the levels of their filters, so that finding those of a topic does not
 * depend on how many others there are. Confined to the event loop.
 */
public final class SubscriptionTree {

    private static final int LEVEL = 200;

    private static final class Node {
        // Most nodes have one of these at most, and there may be many thousands of them.
        private Map<String, Node> children = Map.of();
        private Map<Subscriber, Subscription> subscriptions = Map.of();
        private Map<String, SharedGroup> groups = Map.of();

        private final @Nullable Share share;

        /**
         * @param share that it is of, for good; none for the root
         */
        Node(@Nullable Share share) {
            this.share = share;
        }

        /** Made if it is not there, as part of a share. */
        Node child(String level, Share of) {
            if (children.isEmpty()) {
                children = new HashMap<>(1);
            }
            return children.computeIfAbsent(
                    level,
                    key -> {
                        of.force(Use.SESSIONS, weight(key), weight(key));
                        return new Node(of);
                    });
        }

        void removeChild(String level) {
            Node child = children.remove(level);
            if (child != null && child.share != null) {
                child.share.give(Use.SESSIONS, weight(level));
            }
        }

        void add(Subscription subscription) {
            TopicFilter filter = subscription.filter();
            if (filter.shared()) {
                groups = groups.isEmpty() ? new LinkedHashMap<>(1) : groups;
                groups.computeIfAbsent(filter.group(), key -> new SharedGroup()).put(subscription);
            } else {
                subscriptions = subscriptions.isEmpty() ? new LinkedHashMap<>(1) : subscriptions;
                subscriptions.put(subscription.subscriber(), subscription);
            }
        }

        void remove(Subscription subscription) {
            TopicFilter filter = subscription.filter();
            SharedGroup group = groups.get(filter.group());
            if (!filter.shared()) {
                if (subscriptions.containsKey(subscription.subscriber())) {
                    subscriptions.remove(subscription.subscriber());
                }
            } else if (group != null) {
                group.remove(subscription.subscriber());
                if (group.isEmpty()) {
                    groups.remove(filter.group());
                }
            }
        }

        boolean isEmpty() {
            return children.isEmpty() && subscriptions.isEmpty() && groups.isEmpty();
        }
    }

    /** A node that is still to be looked at, and how many levels lead to it. */
    private record Step(Node node, int depth) {

        void into(String level, Deque<Step> steps) {
            Node child = node.children.get(level);
            if (child != null) {
                steps.push(new Step(child, depth + 1));
            }
        }
    }

    private final Node root = new Node(null);
    private final KeptRoutes keptRoutes = new KeptRoutes();

    /** Changes whenever a subscription does. */
    private long version;

    private int size;
    private long examined;

    /** Nodes that were looked at so far, to find out where messages go. */
    public long examined() {
        return examined;
    }

    KeptRoutes keptRoutes() {
        return keptRoutes;
    }

    /** Whether there is a subscription that names this first level. */
    public boolean hasFirstLevel(String level) {
        return root.children.containsKey(level);
    }

    /** Rules have changed, and so may where messages go. */
    void rulesChanged() {
        version++;
    }

    public int size() {
        return size;
    }

    /** Bytes of the heap for the levels of a filter that are not there yet. */
    long weight(TopicFilter filter) {
        @Nullable Node node = root;
        long weight = 0;
        for (String level : levels(filter.text())) {
            node = node == null ? null : node.children.get(level);
            weight += node == null ? weight(level) : 0;
        }
        return weight;
    }

    /** About what one level takes, with its place among others. */
    private static long weight(String level) {
        return LEVEL + 2L * level.length();
    }

    /** Puts a subscription in the place of the session's former one with the same filter. */
    void put(Subscription subscription, boolean isNew) {
        Node node = root;
        Share share = subscription.subscriber().holding().share();
        for (String level : levels(subscription.filter().text())) {
            node = node.child(level, share);
        }
        node.add(subscription);
        size += isNew ? 1 : 0;
        version++;
    }

    void remove(Subscription subscription) {
        List<Node> path = new ArrayList<>();
        path.add(root);
        String[] levels = levels(subscription.filter().text());
        Node node = root.children.get(levels[0]);
        while (node != null && path.size() < levels.length) {
            path.add(node);
            node = node.children.get(levels[path.size() - 1]);
        }
        if (node != null) {
            node.remove(subscription);
            for (int i = levels.length - 1; i >= 0 && node.isEmpty(); i--) {
                node = path.get(i);
                node.removeChild(levels[i]);
            }
        }
        size--;
        version++;
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

    /** Who gets a message on this topic: worked out anew only after subscriptions changed. */
    Route route(Topic topic) {
        Route before = topic.note() instanceof Route known ? known : null;
        if (before != null && before.version() == version) {
            return before;
        }
        Route route = route(topic.name());
        if (topic.utf8().length <= TopicTable.LONGEST) {
            topic.note(route);
            keptRoutes.changed(topic, before, route);
        }
        return route;
    }

    /** Everyone whose filter matches {@code topic}. */
    private Route route(String topic) {
        var found = new Route.Collector(topic);
        String[] levels = levels(topic);
        // Not by recursion: the stack is small, and topics may have a thousand levels.
        Deque<Step> steps = new ArrayDeque<>();
        steps.push(new Step(root, 0));
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            examined++;
            int depth = step.depth;
            String level = depth < levels.length ? levels[depth] : null;
            if (level == null || FilterLevels.takes(FilterLevels.REST, level, depth)) {
                collect(step.node.children.get(FilterLevels.REST), found);
            }
            if (level == null) {
                collect(step.node, found);
                continue;
            }
            if (FilterLevels.takes(FilterLevels.ONE, level, depth)) {
                step.into(FilterLevels.ONE, steps);
            }
            step.into(level, steps);
        }
        return found.route(version);
    }

    private static void collect(@Nullable Node node, Route.Collector found) {
        if (node != null) {
            node.subscriptions.values().forEach(found::add);
            node.groups.values().forEach(found::add);
        }
    }

    private static String[] levels(String filter) {
        return FilterLevels.split(filter);
    }
}
