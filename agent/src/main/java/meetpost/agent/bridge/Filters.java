package meetpost.agent.bridge;

import java.util.List;

/** Topic filters (MQTT 3.1.1 section 4.7). */
record Filters(List<String> all) {

    Filters {
        all = List.copyOf(all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether one of them matches. */
    boolean match(String topic) {
        return all.stream().anyMatch(filter -> matches(filter, topic));
    }

    private static boolean matches(String filter, String topic) {
        if (topic.startsWith("$") && !filter.startsWith("$")) {
            return false;
        }
        String[] wanted = filter.split("/", -1);
        String[] levels = topic.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i == levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }
}
