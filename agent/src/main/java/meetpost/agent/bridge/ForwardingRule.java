package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.bridge.Refusals.Reason;
import meetpost.agent.link.CommandTopics;
import meetpost.agent.link.Message;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.topic.BridgeTopics;

/**
 * Decides what may cross a direction: nothing that was at its end already, no stored command,
 * nothing too large. Safe for use by several threads.
 */
final class ForwardingRule {

    /** Of topic and payload. */
    static final int MAX_BYTES = 32_768;

    /** A longer path is a ring of bridges that do not know each other. */
    private static final int LONGEST_PATH = 10;

    /** It may be behind others. */
    private static final Duration OLDEST_COMMAND = Duration.ofSeconds(10);

    private final Crossroad road;
    private final Refusals refusals;
    private final Clock clock;

    /**
     * A direction.
     *
     * @param bridge by which others know the bridge, before a slash and {@code out} or {@code in}
     * @param direction by which others know the direction
     * @param opposite by which they know the other direction
     * @param crossings what it takes, and how that is called at its end
     * @param brings where it says what it publishes next
     * @param from its beginning
     * @param to its end
     */
    record Crossroad(
            String bridge,
            String direction,
            String opposite,
            Crossings crossings,
            String brings,
            BridgeEndpoint from,
            BridgeEndpoint to) {

        Crossroad {
            requireNonNull(bridge, "bridge");
            requireNonNull(direction, "direction");
            requireNonNull(opposite, "opposite");
            requireNonNull(crossings, "crossings");
            requireNonNull(brings, "brings");
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }
    }

    ForwardingRule(Crossroad road, Refusals refusals, Clock clock) {
        this.road = requireNonNull(road, "road");
        this.refusals = requireNonNull(refusals, "refusals");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Looks at what came at its beginning.
     *
     * @param open whether there is a session at the end
     * @return empty: it does not cross
     */
    Optional<BridgedMessage> inspect(String topic, byte[] payload, boolean retained, boolean open) {
        Optional<Crossings.AtEnd> atEnd = road.crossings().atEnd(topic);
        if (atEnd.isEmpty()
                || BridgeTopics.areThese(topic)
                || BridgeTopics.areThese(atEnd.get().topic())) {
            return Optional.empty();
        }
        String name = atEnd.get().topic();
        int qos = atEnd.get().qos();
        List<String> path = road.from().pathOf(topic, payload);
        if (isLoop(path)) {
            refusals.count(Reason.LOOP);
            return Optional.empty();
        }
        boolean command = CommandTopics.isOne(topic) || CommandTopics.isOne(name);
        if (command && (retained || !open)) {
            refusals.give(
                    Reason.COMMAND,
                    topic,
                    retained
                            ? "a stored command does not cross: " + topic
                            : "a command does not wait for the other end: " + topic);
            return Optional.empty();
        }
        if (name.getBytes(UTF_8).length + payload.length > MAX_BYTES) {
            tooLarge(topic);
            return Optional.empty();
        }
        if (qos == 0 && !open) {
            return Optional.empty();
        }
        return Optional.of(
                new BridgedMessage(
                        Message.of(name, payload, qos, retained), path, clock.instant()));
    }

    /** A message came that the link did not keep. */
    void tooLarge(String topic) {
        refusals.give(
                Reason.TOO_LARGE,
                topic,
                "a message of more than %s bytes does not cross: %s".formatted(MAX_BYTES, topic));
    }

    /** Looks again, when it is about to go: who takes what may be known only now. */
    boolean lets(Entry<BridgedMessage> entry) {
        BridgedMessage crossing = entry.thing();
        if (isLoop(crossing.path())) {
            refusals.count(Reason.LOOP);
            return false;
        }
        if (crossing.message().qos() == 0 && entry.givenBack()) {
            return false;
        }
        String topic = crossing.message().topic();
        Duration age = Duration.between(crossing.time(), clock.instant());
        if (CommandTopics.isOne(topic)
                && (entry.givenBack() || age.compareTo(OLDEST_COMMAND) > 0)) {
            refusals.give(Reason.COMMAND, topic, "a command is late, and does not cross: " + topic);
            return false;
        }
        return true;
    }

    /**
     * What is to be published before the message, so that whoever takes it from there knows where
     * it was. Where the broker gives us back what is ours, that is expected from now on.
     *
     * @param bridge whether that broker gives us nothing back
     */
    Optional<Message> note(BridgedMessage crossing, boolean bridge) {
        Message message = crossing.message();
        List<String> path = new ArrayList<>(crossing.path());
        path.add(road.direction());
        boolean comesBack = !bridge && road.to().isReadBy(road.opposite(), message.topic());
        boolean isTaken = road.to().isReadByOthers(message.topic(), road.bridge());
        if (!comesBack && !isTaken) {
            return Optional.empty();
        }
        String digest = Digest.of(message.topic(), message.payload());
        if (comesBack) {
            road.to().expect(digest, path);
        }
        return isTaken
                ? Optional.of(
                        Message.passing(
                                road.brings(),
                                JsonWriter.string()
                                        .object()
                                        .value("digest", digest)
                                        .array("path", path)
                                        .end()
                                        .done()))
                : Optional.empty();
    }

    /** Whether its end is the broker at its beginning. */
    boolean leadsBack() {
        return road.to().isStartOf(List.of(road.direction()));
    }

    private boolean isLoop(List<String> path) {
        List<String> all = new ArrayList<>(path);
        all.add(road.direction());
        return all.size() > LONGEST_PATH || road.to().isStartOf(all);
    }
}
