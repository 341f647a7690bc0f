package meetpost.agent.link;

/**
 * Topic filters (MQTT 3.1.1 section 4.7). The broker has its own: the agent is a client of any
 * broker, and what the two of them shared no test of one with the other would find wrong.
 */
public final class TopicFilters {

    private TopicFilters() {}

    /** Whether a text is a filter: + stands for a whole level, # for all at the end. */
    public static boolean isFilter(String text) {
        String[] levels = text.split("/", -1);
        for (int level = 0; level < levels.length; level++) {
            String one = levels[level];
            boolean wild = one.contains("+") || one.contains("#");
            boolean last = level == levels.length - 1;
            if ((wild && one.length() > 1) || (one.equals("#") && !last)) {
                return false;
            }
        }
        return !text.isEmpty() && text.indexOf('\0') < 0;
    }

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
