package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.publish.Payload;
import meetpost.agent.topic.BridgeTopics;

/**
 * Bridges that this board's settings have no more. What they say of themselves lies at the far end
 * until a bridge that still goes there finds it: nobody else may log in.
 *
 * @param topics of this board
 * @param present the names of the bridges that settings have
 */
record FormerBridges(BridgeTopics topics, Set<String> present) {

    FormerBridges {
        requireNonNull(topics, "topics");
        present = Set.copyOf(present);
    }

    /**
     * What to withdraw on account of a retained message: of a bridge that says {@code offline}. One
     * that is there belongs to another board of this id.
     */
    List<String> leftBy(String topic, byte[] payload) {
        Optional<String> bridge =
                topics.bridge(topic)
                        .filter(name -> !present.contains(name))
                        .filter(name -> topic.equals(topics.status(name)))
                        .filter(name -> Payload.OFFLINE.equals(new String(payload, UTF_8)));
        return bridge.map(name -> List.of(topics.reads(name, "in"), topics.status(name)))
                .orElse(List.of());
    }
}
