package meetpost.broker.message;

import static meetpost.broker.message.ProtocolException.malformed;
import static meetpost.broker.message.ProtocolException.protocol;

import meetpost.broker.settings.Limit;

/**
 * The filter of a subscription, MQTT 5 section 4.7 and 4.8.2.
 *
 * @param text without {@code $share/NAME/}
 * @param group the name of a shared subscription; empty for an ordinary one
 */
public record TopicFilter(String text, String group) {

    private static final String SHARE = "$share/";

    /**
     * Checks a filter as a client sent it. Shared subscriptions are of MQTT 5, but 3.1.1 clients
     * use them too.
     */
    public static TopicFilter of(String sent, int maxLevels) throws ProtocolException {
        if (!sent.startsWith(SHARE)) {
            return new TopicFilter(checked(sent, maxLevels), "");
        }
        int slash = sent.indexOf('/', SHARE.length());
        String group = slash < 0 ? "" : sent.substring(SHARE.length(), slash);
        if (group.isEmpty() || hasWildcard(group) || slash == sent.length() - 1) {
            throw protocol("'%s' is not $share/NAME/FILTER".formatted(sent));
        }
        return new TopicFilter(checked(sent.substring(slash + 1), maxLevels), group);
    }

    public boolean shared() {
        return !group.isEmpty();
    }

    /** As the client wrote it. */
    @Override
    public String toString() {
        return shared() ? SHARE + group + "/" + text : text;
    }

    static void requireNoWildcard(String topic) throws ProtocolException {
        if (hasWildcard(topic)) {
            throw malformed("the topic '%s' has a wildcard".formatted(topic));
        }
    }

    static void requireLevels(String topic, int most) throws ProtocolException {
        int levels = 1;
        for (int i = topic.indexOf('/'); i >= 0; i = topic.indexOf('/', i + 1)) {
            levels++;
        }
        if (levels > most) {
            throw ProtocolException.reached(
                    Limit.TOPIC_LEVELS,
                    Reason.MALFORMED,
                    "a topic has %s levels, at most %s are taken".formatted(levels, most));
        }
    }

    /**
     * Whether every topic that {@code filter} matches is matched by {@code wide} too: what an
     * access list must know of a subscription.
     */
    public static boolean covers(String wide, String filter) {
        return FilterLevels.of(wide).covers(FilterLevels.of(filter));
    }

    /** Whether there can be a topic that both match. */
    public static boolean overlap(String one, String other) {
        return FilterLevels.of(one).overlaps(FilterLevels.of(other));
    }

    public static boolean hasWildcard(String text) {
        return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
    }

    private static String checked(String filter, int maxLevels) throws ProtocolException {
        if (filter.isEmpty()) {
            throw malformed("a topic filter is empty");
        }
        requireLevels(filter, maxLevels);
        for (int i = 0; i < filter.length(); i++) {
            char c = filter.charAt(i);
            if ((c == '+' && !(startsLevel(filter, i) && endsLevel(filter, i)))
                    || (c == '#' && !(startsLevel(filter, i) && i == filter.length() - 1))) {
                throw malformed("'%s' is not a topic filter".formatted(filter));
            }
        }
        return filter;
    }

    private static boolean startsLevel(String filter, int at) {
        return at == 0 || filter.charAt(at - 1) == '/';
    }

    private static boolean endsLevel(String filter, int at) {
        return at == filter.length() - 1 || filter.charAt(at + 1) == '/';
    }
}
