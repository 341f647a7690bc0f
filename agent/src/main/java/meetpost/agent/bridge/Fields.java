package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import meetpost.agent.bridge.Refusals.Reason;
import meetpost.agent.bridge.UplinkReader.RubbishException;
import meetpost.agent.bridge.UplinkReader.Uplink;
import meetpost.agent.publish.Publisher;
import meetpost.agent.topic.Topics;

/**
 * Publishes what LoRaWAN devices measure below {@code sensoren/<device>/}, retained as other
 * sensors' values are, and never on a topic that something else has. Used by the bridge's thread.
 */
final class Fields {

    /** The publisher remembers each of them. */
    private static final int MOST_TOPICS = 2000;

    /** As The Things Stack has ids; our sensors' names are of the same messages. */
    private static final String DEVICE = "[a-z0-9][a-z0-9-]{0,63}";

    private final Publisher publisher;
    private final Announcer announcer;
    private final Topics topics;
    private final Supplier<List<String>> taken;
    private final Owners owners;
    private final Refusals refusals;
    private final Set<String> published = new HashSet<>();

    /** Is told of a topic before something is retained there, so that it can be withdrawn later. */
    @FunctionalInterface
    interface Announcer {

        /**
         * Does not block.
         *
         * @param device the root of all its topics
         */
        void announce(String device, String topic);
    }

    /** Which bridge a device is of: two applications may have one of the same name. */
    static final class Owners {

        private final Map<String, Refusals> owners = new HashMap<>();

        private synchronized boolean isOf(String device, Refusals bridge) {
            return owners.computeIfAbsent(device, any -> bridge) == bridge;
        }
    }

    /**
     * @param taken topics that our own sensors, inputs and outputs have, with all below them
     */
    Fields(
            Publisher publisher,
            Announcer announcer,
            Topics topics,
            Supplier<List<String>> taken,
            Owners owners,
            Refusals refusals) {
        this.publisher = requireNonNull(publisher, "publisher");
        this.announcer = requireNonNull(announcer, "announcer");
        this.topics = requireNonNull(topics, "topics");
        this.taken = requireNonNull(taken, "taken");
        this.owners = requireNonNull(owners, "owners");
        this.refusals = requireNonNull(refusals, "refusals");
    }

    /** Makes of a message what can be kept until it is published. Any thread. */
    Optional<Uplink> read(UplinkFormat format, String device, byte[] payload) {
        if (!device.matches(DEVICE)) {
            refusals.give(Reason.MALFORMED, device, device + " is no device's id");
            return Optional.empty();
        }
        try {
            return Optional.of(UplinkReader.read(format, payload));
        } catch (RubbishException e) {
            refusals.give(Reason.MALFORMED, device, "uplink of " + device + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Says whether anything of an uplink was published. */
    boolean publish(String device, Uplink uplink) {
        uplink.refused()
                .forEach(
                        why ->
                                refusals.give(
                                        Reason.MALFORMED,
                                        device + " " + why,
                                        "uplink of " + device + ": " + why));
        String heard = topics.uplink(device);
        boolean shown = publish(device, heard, "how it was heard", uplink.reception().json());
        for (Map.Entry<String, String> field : uplink.values().entrySet()) {
            String topic = topics.device(device) + "/" + field.getKey();
            if (topic.equals(heard)) {
                refusals.give(
                        Reason.TAKEN, topic, topic + " says how it was heard, and not that field");
            } else {
                shown |= publish(device, topic, field.getKey(), field.getValue());
            }
        }
        return shown;
    }

    private boolean publish(String device, String topic, String field, String value) {
        Optional<String> owner = owner(device, topic);
        if (owner.isPresent()) {
            refusals.give(
                    Reason.TAKEN,
                    topic,
                    "%s is not shown on %s: %s".formatted(field, topic, owner.get()));
        } else {
            if (published.add(topic)) {
                announcer.announce(topics.device(device), topic);
            }
            publisher.state(topic, value, 1);
        }
        return owner.isEmpty();
    }

    /** What a topic is, if not this device's. */
    private Optional<String> owner(String device, String topic) {
        Optional<String> own =
                taken.get().stream()
                        .filter(each -> topic.equals(each) || topic.startsWith(each + "/"))
                        .findFirst();
        if (own.isPresent()) {
            return Optional.of("that is a topic of our own " + own.get());
        }
        if (Topics.isMeant(topic)) {
            return Optional.of("that has another meaning for every sensor");
        }
        if (!owners.isOf(device, refusals)) {
            return Optional.of("another bridge has a device of that name");
        }
        boolean full = published.size() == MOST_TOPICS && !published.contains(topic);
        return full
                ? Optional.of("there are " + MOST_TOPICS + " fields already")
                : Optional.empty();
    }
}
