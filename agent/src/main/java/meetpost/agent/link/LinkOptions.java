package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.MqttSettings;

/**
 * Which broker a link is to, and as whom.
 *
 * @param will what the broker publishes when we are gone without a word
 * @param subscriptions filters, asked for in each session; may be empty
 * @param qos of the subscriptions, 0 or 1
 * @param guards where nothing from before a subscription may be believed
 * @param bridge whether to ask to be treated as a bridge: see {@link PublishChannel#isBridge}
 */
public record LinkOptions(
        MqttSettings broker,
        String clientId,
        Optional<Message> will,
        List<String> subscriptions,
        int qos,
        List<GuardedTopics> guards,
        boolean bridge) {

    public LinkOptions {
        requireNonNull(broker, "broker");
        requireNonNull(clientId, "clientId");
        requireNonNull(will, "will");
        subscriptions = List.copyOf(subscriptions);
        guards = List.copyOf(guards);
    }

    /** Those of an ordinary client that subscribes at QoS 1, and executes no commands. */
    public LinkOptions(
            MqttSettings broker,
            String clientId,
            Optional<Message> will,
            List<String> subscriptions) {
        this(broker, clientId, will, subscriptions, 1, List.of(), false);
    }

    List<BrokerTarget> targets() {
        return broker.urls().stream().map(BrokerTarget::of).toList();
    }

    ConnectOptions hello() {
        return new ConnectOptions(
                clientId, broker.username(), broker.password(), broker.keepAlive(), will, bridge);
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
                false);
    }

    Tls tls() {
        return new Tls(broker.caFile(), broker.clientCertificateFile(), broker.clientKeyFile());
    }
}
