package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The broker to talk to.
 *
 * @param urls tried in order; schemes mqtt, mqtts, ws, wss; never empty
 * @param password the secret itself, read from its file; never logged
 * @param caFile PEM; empty means the system's trust store
 * @param keepAlive whole seconds, 5 s to 18 h
 * @param topicPrefix before every topic of ours; may be empty; {@code %d} is already replaced
 */
public record MqttSettings(
        List<URI> urls,
        Optional<String> username,
        Optional<Secret> password,
        Optional<Path> caFile,
        Optional<Path> clientCertificateFile,
        Optional<Path> clientKeyFile,
        Duration keepAlive,
        String topicPrefix) {

    public MqttSettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a link needs at least one URL");
        }
        requireNonNull(username, "username");
        requireNonNull(password, "password");
        requireNonNull(caFile, "caFile");
        requireNonNull(clientCertificateFile, "clientCertificateFile");
        requireNonNull(clientKeyFile, "clientKeyFile");
        requireNonNull(keepAlive, "keepAlive");
        requireNonNull(topicPrefix, "topicPrefix");
    }

    /**
     * The same board's other programs: what it takes to reach a broker, and the rest by default.
     */
    public static MqttSettings of(
            List<URI> urls, Optional<String> username, Optional<Secret> password) {
        return new MqttSettings(
                urls,
                username,
                password,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30),
                "");
    }

    /** The addresses, for people. */
    String shown() {
        return urls.stream().map(URI::toString).collect(joining(" or "));
    }

    /** The same with another broker, and with whom that one knows. */
    public MqttSettings on(URI url, Optional<String> otherUser, Optional<Secret> otherPassword) {
        return on(List.of(url), otherUser, otherPassword);
    }

    /** The same with other brokers, and with whom they know. */
    public MqttSettings on(
            List<URI> others, Optional<String> otherUser, Optional<Secret> otherPassword) {
        return new MqttSettings(
                others,
                otherUser,
                otherPassword,
                caFile,
                clientCertificateFile,
                clientKeyFile,
                keepAlive,
                topicPrefix);
    }

    /** The same with another prefix. */
    public MqttSettings under(String prefix) {
        return new MqttSettings(
                urls,
                username,
                password,
                caFile,
                clientCertificateFile,
                clientKeyFile,
                keepAlive,
                prefix);
    }
}
