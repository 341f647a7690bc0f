package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import meetpost.agent.advice.Remedy;
import meetpost.agent.advice.Shell;
import meetpost.broker.settings.Authority;

/**
 * What to do where another program has the port of our own broker: use that one if it is a broker,
 * or stop it.
 *
 * @param config the settings with the {@code broker:} section
 * @param again the line that starts us again
 */
public record TakenPortRemedies(Path config, String again) {

    private static final int USUAL_PORT = 1883;

    /** The section, up to the next key: each of its lines becomes a comment. */
    private static final String COMMENT_OUT =
            "'/^broker:/,/^[a-z]/{/^broker:/s/^/#/;/^[ \\t]/s/^/#/}'";

    private static final Pattern MQTT = Pattern.compile("(?m)^mqtt:(.*)$");
    private static final Pattern MQTT_URL =
            Pattern.compile("(?m)^mqtt:[^\n]*(?:\n+[ #][^\n]*)*?(?:\n {1,8}|[{ ,])url:");

    public TakenPortRemedies {
        requireNonNull(config, "config");
        requireNonNull(again, "again");
    }

    /** In the order in which they are to be thought of. Blocks for four seconds at most. */
    public List<Remedy> of(TakenPortException taken) {
        List<Remedy> remedies = new ArrayList<>();
        URI listener = taken.listener().orElseThrow();
        boolean mqtt =
                listener.getScheme().equals("mqtt")
                        && address(listener)
                                .filter(
                                        host ->
                                                MqttGreeting.isAnswered(
                                                        host, TakenPortException.port(listener)))
                                .isPresent();
        if (mqtt) {
            List<String> lines = new ArrayList<>();
            lines.add("%ssed -i %s %s".formatted(sudo(), COMMENT_OUT, file()));
            link(listener).ifPresent(lines::add);
            lines.add(again);
            remedies.add(new Remedy("use that broker instead of our own", lines));
        }
        taken.holder()
                .flatMap(PortHolder.Holder::stop)
                .ifPresent(
                        line ->
                                remedies.add(
                                        new Remedy(
                                                (mqtt ? "or stop it" : "stop it")
                                                        + " and use our own",
                                                List.of(line, again))));
        return remedies;
    }

    /** Without `broker:` the link goes to port 1883 of this machine. */
    private Optional<String> link(URI listener) {
        int port = TakenPortException.port(listener);
        String text = text();
        if (port == USUAL_PORT || MQTT_URL.matcher(text).find()) {
            return Optional.empty();
        }
        var url = "mqtt://localhost:" + port;
        var section = MQTT.matcher(text);
        if (!section.find()) {
            return Optional.of(
                    "printf '\\nmqtt: {url: \"%s\"}\\n' | %stee -a %s"
                            .formatted(url, sudo(), file()));
        }
        String edit =
                section.group(1).strip().startsWith("{")
                        ? "'s|^mqtt: *{|&url: \"%s\", |'".formatted(url)
                        : "'s|^mqtt:.*|&\\n  url: %s|'".formatted(url);
        return Optional.of("%ssed -i %s %s".formatted(sudo(), edit, file()));
    }

    private static Optional<InetAddress> address(URI listener) {
        try {
            InetAddress address = InetAddress.getByName(Authority.of(listener).bareHost());
            return Optional.of(
                    address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private String file() {
        return Shell.quoted(config.toString());
    }

    private String sudo() {
        return config.toAbsolutePath().startsWith("/etc") ? "sudo " : "";
    }

    private String text() {
        try {
            return Files.readString(config, UTF_8);
        } catch (IOException e) {
            // It was read a moment ago; without it the plain case is assumed.
            return "";
        }
    }
}
