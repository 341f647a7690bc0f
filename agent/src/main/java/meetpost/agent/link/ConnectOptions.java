package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import meetpost.agent.settings.Secret;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/**
 * What we say of ourselves to a broker.
 *
 * @param will what the broker publishes when we are gone without a word
 * @param bridge whether to ask to be treated as a bridge
 * @param largest as in {@link LinkOptions}
 */
record ConnectOptions(
        String clientId,
        Optional<String> username,
        Optional<Secret> password,
        Duration keepAlive,
        Optional<Message> will,
        boolean bridge,
        int largest) {

    ConnectOptions {
        requireNonNull(clientId, "clientId");
        requireNonNull(username, "username");
        requireNonNull(password, "password");
        requireNonNull(keepAlive, "keepAlive");
        requireNonNull(will, "will");
    }

    /** The same of an ordinary client. */
    ConnectOptions plain() {
        return new ConnectOptions(clientId, username, password, keepAlive, will, false, largest);
    }

    void sayIn(MqttConnectOptions options) {
        options.setKeepAliveInterval((int) keepAlive.toSeconds());
        username.ifPresent(options::setUserName);
        password.ifPresent(secret -> options.setPassword(secret.value().toCharArray()));
        will.ifPresent(
                last ->
                        options.setWill(
                                last.topic(), last.payload(), last.qos(), last.isRetained()));
    }
}
