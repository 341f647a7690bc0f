package meetpost.agent.link;

/** Topic filters (MQTT 3.1.1 section 4.7). */
public final class TopicFilters {

    private TopicFilters() {}

    /**
     * Whether a filter matches a topic, MQTT 3.1.1 section 4.7: wildcards do not match a first
     * level that begins with {@code $}. The filter is a valid one.
     */
    public static boolean matches(String filter, String topic) {
        String[] wanted = filter.split("/", -1);
        String[] levels = topic.split("/", -1);
        if (topic.startsWith("$") && !wanted[0].equals(levels[0])) {
            return false;
        }
        for (int level = 0; level < wanted.length; level++) {
            if (wanted[level].equals("#")) {
                return true;
            }
            if (level >= levels.length
                    || !(wanted[level].equals("+") || wanted[level].equals(levels[level]))) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }
}
