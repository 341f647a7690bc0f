package meetpost.agent.mqtt;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.MqttSettings;

/**
 * Which broker a link is to, and as whom.
 *
 * @param will what the broker publishes when we are gone without a word
 * @param subscriptions filters, asked for at QoS 1 in each session; may be empty
 */
public record LinkOptions(
        MqttSettings broker, String clientId, Optional<Message> will, List<String> subscriptions) {

    public LinkOptions {
        requireNonNull(broker, "broker");
        requireNonNull(clientId, "clientId");
        requireNonNull(will, "will");
        subscriptions = List.copyOf(subscriptions);
    }

    List<Target> targets() {
        return broker.urls().stream().map(Target::of).toList();
    }

    Hello hello() {
        return new Hello(clientId, broker.username(), broker.password(), broker.keepAlive(), will);
    }

    /**
     * Says the same of us but for the id, and leaves no will: for a look whether a broker is well.
     */
    Hello probe() {
        return new Hello(
                clientId + "-probe",
                broker.username(),
                broker.password(),
                broker.keepAlive(),
                Optional.empty());
    }

    Tls tls() {
        return new Tls(broker.caFile(), broker.clientCertificateFile(), broker.clientKeyFile());
    }
}
