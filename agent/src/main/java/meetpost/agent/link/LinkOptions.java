package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.MqttSettings;
import meetpost.broker.access.OwnSockets;

/**
 * Which broker a link is to, and as whom.
 *
 * @param will what the broker publishes when we are gone without a word
 * @param subscriptions filters, asked for in each session; may be empty
 * @param qos of the subscriptions, 0 or 1
 * @param guards where nothing from before a subscription may be believed
 * @param bridge whether to ask to be treated as a bridge: see {@link PublishChannel#isBridge}
 * @param largest bytes of a packet that are kept; of a larger PUBLISH only its topic is
 * @param own by which a broker in this process knows us
 */
public record LinkOptions(
        MqttSettings broker,
        String clientId,
        Optional<Message> will,
        List<String> subscriptions,
        int qos,
        List<GuardedTopics> guards,
        boolean bridge,
        int largest,
        Optional<OwnSockets> own) {

    private static final int LARGEST = 65_536;

    public LinkOptions {
        requireNonNull(broker, "broker");
        requireNonNull(clientId, "clientId");
        requireNonNull(will, "will");
        subscriptions = List.copyOf(subscriptions);
        guards = List.copyOf(guards);
        requireNonNull(own, "own");
    }

    /** Those of a link that no broker knows by its socket. */
    public LinkOptions(
            MqttSettings broker,
            String clientId,
            Optional<Message> will,
            List<String> subscriptions,
            int qos,
            List<GuardedTopics> guards,
            boolean bridge,
            int largest) {
        this(broker, clientId, will, subscriptions, qos, guards, bridge, largest, Optional.empty());
    }

    /** Those for which 64 KB are enough. */
    public LinkOptions(
            MqttSettings broker,
            String clientId,
            Optional<Message> will,
            List<String> subscriptions,
            int qos,
            List<GuardedTopics> guards,
            boolean bridge) {
        this(broker, clientId, will, subscriptions, qos, guards, bridge, LARGEST);
    }

    /** Those of an ordinary client that subscribes at QoS 1, and executes no commands. */
    public LinkOptions(
            MqttSettings broker,
            String clientId,
            Optional<Message> will,
            List<String> subscriptions) {
        this(broker, clientId, will, subscriptions, 1, List.of(), false);
    }

    /** The same, known to a broker in this process. */
    public LinkOptions knownTo(Optional<OwnSockets> sockets) {
        return new LinkOptions(
                broker, clientId, will, subscriptions, qos, guards, bridge, largest, sockets);
    }

    List<BrokerTarget> targets() {
        return broker.urls().stream().map(BrokerTarget::of).toList();
    }

    ConnectOptions hello() {
        return new ConnectOptions(
                clientId,
                broker.username(),
                broker.password(),
                broker.keepAlive(),
                will,
                bridge,
                largest);
    }

    /**
     * Says the same of us but for the id, and leaves no will: for a look whether a broker is well.
     */
    ConnectOptions probe() {
        return new ConnectOptions(
                clientId + "-probe",
                broker.username(),
                broker.password(),
                broker.keepAlive(),
                Optional.empty(),
                false,
                largest);
    }

    Tls tls() {
        return new Tls(broker.caFile(), broker.clientCertificateFile(), broker.clientKeyFile());
    }
}
