package meetpost.agent.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * Topics whose marks a broker did not give back, in words. Said once, not in each session. Used by
 * the link's thread.
 */
final class MarksLost {

    /** A board may have forty outputs, and one line of an access list too few. */
    private static final int SHOWN = 3;

    private List<String> said = List.of();

    /** In words, with what to add to an access list; empty: there are none. */
    static List<String> reasons(List<String> topics, Optional<String> user) {
        List<String> reasons = new ArrayList<>();
        topics.stream().limit(SHOWN).forEach(topic -> reasons.add(reason(topic, user)));
        if (topics.size() > SHOWN) {
            reasons.add("the same of %s more topics".formatted(topics.size() - SHOWN));
        }
        return reasons;
    }

    private static String reason(String topic, Optional<String> user) {
        return ("cannot write or cannot hear %s, so only the retain flag tells a stored command from"
                        + " a live one; the broker's access list must allow both%s: topic readwrite %s"
                        + " (Mosquitto), or the topic under read and under write (ours)")
                .formatted(topic, user.map(name -> " to user " + name).orElse(""), topic);
    }

    void say(List<String> topics, Optional<String> user) {
        if (!topics.equals(said)) {
            said = topics;
            reasons(topics, user).forEach(Logger::warn);
        }
    }
}
