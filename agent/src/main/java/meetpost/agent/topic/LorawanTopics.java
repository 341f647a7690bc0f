package meetpost.agent.topic;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.BridgeSettings.Lorawan;
import meetpost.agent.settings.BridgeSettings.Network;

/** The topics of a LoRaWAN network's server, for one application. */
public sealed interface LorawanTopics permits TtnTopics, ChirpStackTopics {

    /** Of what a device sends. */
    String UP = "up";

    static LorawanTopics of(Lorawan bridge) {
        return bridge.network() == Network.CHIRPSTACK
                ? new ChirpStackTopics(bridge.application())
                : new TtnTopics(bridge.application());
    }

    /** Everything that devices send. */
    String uplinks();

    /** What becomes of downlinks. */
    List<String> events();

    /**
     * Where a downlink for a device is handed over.
     *
     * @param replace instead of those that wait for it
     */
    String downlink(String device, boolean replace);

    /** Whose event comes on a topic, and which; empty for any other topic. */
    Optional<Event> event(String topic);

    /**
     * Something that happened to a device's messages.
     *
     * @param kind as the network's topics call it
     */
    record Event(String device, String kind) {

        public Event {
            requireNonNull(device, "device");
            requireNonNull(kind, "kind");
        }

        public boolean isUplink() {
            return kind.equals(UP);
        }

        /**
         * The first level below {@code root} is the device, and behind {@code between} the kind.
         */
        static Optional<Event> below(String root, String between, String topic) {
            if (!topic.startsWith(root)) {
                return Optional.empty();
            }
            String rest = topic.substring(root.length());
            int end = rest.indexOf('/');
            if (end <= 0 || !rest.startsWith(between, end)) {
                return Optional.empty();
            }
            String kind = rest.substring(end + between.length());
            return kind.isEmpty() || kind.contains("/")
                    ? Optional.empty()
                    : Optional.of(new Event(rest.substring(0, end), kind));
        }
    }
}
