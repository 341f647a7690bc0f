package meetpost.agent.watch;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.link.TopicFilters;
import meetpost.agent.settings.yaml.Nearest;

/**
 * What of everything is watched.
 *
 * @param known the values that this agent has and that are watched
 * @param filter the MQTT topic filter that others must match; empty: no others
 */
public record Choice(Watched known, Optional<String> filter) {

    public Choice {
        requireNonNull(known, "known");
        requireNonNull(filter, "filter");
    }

    /**
     * What {@code wanted} means: nothing stands for all that the agent has, the name of a sensor,
     * input or output for that, and the rest is a topic filter.
     *
     * @throws IllegalArgumentException if it is none, in words
     */
    public static Choice of(Watched all, Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return new Choice(all, Optional.empty());
        }
        String text = wanted.get();
        List<Watched.Value> named =
                all.values().stream().filter(each -> each.name().equals(text)).toList();
        if (!named.isEmpty()) {
            return new Choice(new Watched(all.device(), named), Optional.empty());
        }
        requireFilter(text, all);
        List<Watched.Value> matching =
                all.values().stream()
                        .filter(each -> TopicFilters.matches(text, each.topic()))
                        .toList();
        return new Choice(new Watched(all.device(), matching), wanted);
    }

    /** Whether a topic that is not the agent's own is to be shown. */
    boolean shows(String topic) {
        return filter.map(each -> TopicFilters.matches(each, topic)).orElse(false);
    }

    /** What a broker is asked for. */
    public List<String> subscriptions() {
        Set<String> topics = new LinkedHashSet<>();
        filter.ifPresent(topics::add);
        topics.add(known.device());
        for (Watched.Value value : known.values()) {
            topics.add(value.topic());
            value.status().ifPresent(topics::add);
            value.fault().ifPresent(topics::add);
            value.cause().ifPresent(topics::add);
        }
        topics.remove("");
        return List.copyOf(topics);
    }

    /** MQTT 3.1.1 section 4.7.1. */
    private static void requireFilter(String text, Watched all) {
        String[] levels = text.split("/", -1);
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a topic filter has at least one character");
        }
        if (!TopicFilters.isFilter(text)) {
            throw new IllegalArgumentException(
                    text + " is no topic filter: + stands for a whole level, # for all at the end");
        }
        if (levels.length == 1 && !text.equals("#") && !text.equals("+")) {
            Set<String> names = new LinkedHashSet<>();
            all.values().forEach(each -> names.add(each.name()));
            throw new IllegalArgumentException(
                    "there is no sensor, input or output "
                            + text
                            + Nearest.to(text, names)
                                    .map(name -> "; did you mean " + name + "?")
                                    .orElse("; there are " + String.join(", ", names)));
        }
    }
}
