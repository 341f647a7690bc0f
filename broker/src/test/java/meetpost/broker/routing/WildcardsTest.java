package meetpost.broker.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import meetpost.broker.access.Permissions;
import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Claimant;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Rank;
import meetpost.broker.message.FilterLevels;
import meetpost.broker.message.Message;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.packet.Frames;
import meetpost.broker.retained.Retained;
import meetpost.broker.retained.RetainedNode;
import org.junit.jupiter.api.Test;

/** Every walk along topics and filters has the same wildcards, those of MQTT 5 section 4.7. */
class WildcardsTest {

    private static final List<String> NAMES = List.of("a", "b", "", "$SYS", "c");
    private static final List<String> WANTED = List.of("a", "b", "", "$SYS", "+", "+");

    /**
     * Of up to four levels, one more than any filter here has; with the empty one, which nobody
     * sends.
     */
    private static final List<String> TOPICS = topics();

    /** Most of those that there are. */
    private static final int MANY = 120;

    private final Random random = new Random(20261130);
    private final Budget budget = new Budget(Map.of(), false);

    @Test
    void routesFindTheSubscriptionsWhoseFilterMatches() throws Exception {
        Map<String, Set<String>> matched = matched();
        var tree = new SubscriptionTree();
        for (String filter : matched.keySet()) {
            tree.put(subscription(filter), true);
        }
        for (String topic : TOPICS) {
            var found = new TreeSet<String>();
            for (Route.Stop stop : tree.route(new Topic(topic)).stops()) {
                found.add(stop.subscriber().clientId());
            }
            var expected = new TreeSet<>(matched.keySet());
            expected.removeIf(filter -> !of(filter, matched).contains(topic));
            assertEquals(expected, found, topic);
        }
    }

    @Test
    void retainedMessagesAreFoundByTheFiltersThatMatchTheirTopic() {
        var retained = new Retained(budget, false, topic -> {});
        for (String topic : TOPICS) {
            retained.restore(new Message(new Topic(topic), new byte[] {1}, 0, true));
        }
        Map<String, Set<String>> matched = matched();
        for (String filter : matched.keySet()) {
            List<RetainedNode> nodes = new ArrayList<>();
            retained.match(FilterLevels.of(filter), Integer.MAX_VALUE, Integer.MAX_VALUE, nodes);
            var found = new TreeSet<String>();
            for (RetainedNode node : nodes) {
                Message message = node.message();
                found.add(message == null ? "none" : message.topic().name());
            }
            assertEquals(new TreeSet<>(of(filter, matched)), found, filter);
            assertEquals(found.size(), nodes.size(), filter);
        }
    }

    @Test
    void aFilterCoversThoseOfWhichItMatchesEveryTopic() {
        Map<String, Set<String>> matched = matched();
        for (String wide : matched.keySet()) {
            for (String narrow : matched.keySet()) {
                boolean all = of(wide, matched).containsAll(of(narrow, matched));
                assertEquals(all, TopicFilter.covers(wide, narrow), wide + " over " + narrow);
            }
        }
    }

    @Test
    void filtersOverlapWhereOneTopicMatchesBoth() {
        Map<String, Set<String>> matched = matched();
        for (String one : matched.keySet()) {
            for (String other : matched.keySet()) {
                boolean any = !Collections.disjoint(of(one, matched), of(other, matched));
                assertEquals(any, TopicFilter.overlap(one, other), one + " and " + other);
            }
        }
    }

    @Test
    void aFilterCoversTheTopicsThatItMatches() {
        matched()
                .forEach(
                        (filter, matched) -> {
                            for (String topic : TOPICS) {
                                assertEquals(
                                        matched.contains(topic),
                                        TopicFilter.covers(filter, topic),
                                        filter + " over " + topic);
                            }
                        });
    }

    /** Filters with the topics that match. */
    private Map<String, Set<String>> matched() {
        Map<String, Set<String>> matched = new TreeMap<>();
        for (String filter : filters()) {
            Predicate<String> matches = matching(filter);
            matched.put(filter, TOPICS.stream().filter(matches).collect(Collectors.toSet()));
        }
        return matched;
    }

    private static Set<String> of(String filter, Map<String, Set<String>> matched) {
        return matched.getOrDefault(filter, Set.of());
    }

    /** What the standard says, in the words of regular expressions. */
    private static Predicate<String> matching(String filter) {
        boolean wild = filter.startsWith("+") || filter.startsWith("#");
        String expression =
                filter.equals("#")
                        ? ".*"
                        : Pattern.compile("[^/+#]+")
                                .matcher(filter)
                                .replaceAll("\\\\Q$0\\\\E")
                                .replace("+", "[^/]*")
                                .replaceFirst("/#$", "(/.*)?");
        Predicate<String> taken = Pattern.compile(expression).asMatchPredicate();
        return topic -> taken.test(topic) && !(wild && topic.startsWith("$"));
    }

    private static List<String> topics() {
        List<String> topics = new ArrayList<>(NAMES);
        List<String> longest = topics;
        for (int levels = 2; levels <= 4; levels++) {
            List<String> longer = new ArrayList<>();
            for (String topic : longest) {
                NAMES.forEach(name -> longer.add(topic + "/" + name));
            }
            topics.addAll(longer);
            longest = longer;
        }
        return topics;
    }

    /** Different ones, of up to three levels. */
    private List<String> filters() {
        var filters = new TreeSet<>(List.of("#", "+", "+/#", "a/#", "$SYS/#", "+/+", "/#"));
        while (filters.size() < MANY) {
            List<String> levels = new ArrayList<>();
            for (int left = 1 + random.nextInt(3); left > 0; left--) {
                levels.add(WANTED.get(random.nextInt(WANTED.size())));
            }
            if (random.nextInt(3) == 0) {
                levels.set(levels.size() - 1, "#");
            }
            String filter = String.join("/", levels);
            if (!filter.isEmpty()) {
                filters.add(filter);
            }
        }
        return List.copyOf(filters);
    }

    private Subscription subscription(String filter) throws ProtocolException {
        var by = new Named(filter, new Holding(budget.share(new Claimant(Rank.USER, "u")), filter));
        return new Subscription(by, TopicFilter.of(filter, 10), 0, false, false, 0, 0);
    }

    /** One with a single subscription, by whose filter it is called. */
    private record Named(String clientId, Holding holding) implements Subscriber {

        @Override
        public boolean persistent() {
            return false;
        }

        @Override
        public Permissions permissions() {
            return Permissions.ALL;
        }

        @Override
        public void permissions(Permissions granted) {}

        @Override
        public Map<String, Subscription> subscriptions() {
            return Map.of();
        }

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public boolean takes(int qos) {
            return true;
        }

        @Override
        public boolean reserves(Message message) {
            return true;
        }

        @Override
        public boolean hasRoom(Message message) {
            return true;
        }

        @Override
        public void deliver(
                Message message, int qos, boolean retain, Route.Stop stop, Frames frames) {}
    }
}
