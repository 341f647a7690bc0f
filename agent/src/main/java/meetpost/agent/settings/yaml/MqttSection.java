package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.Units.duration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.Secret;
import meetpost.broker.settings.BrokerSettings;

/** {@code mqtt:}. */
final class MqttSection {

    private static final List<String> SCHEMES = List.of("mqtt", "mqtts", "ws", "wss");
    private static final String HERE = "mqtt://localhost:1883";

    static final Key<List<URI>> URL =
            Key.optional(
                    "url",
                    urls(HERE),
                    "our own broker where there is a `broker:` section, else `" + HERE + "`",
                    "The broker: `mqtt`, `mqtts`, `ws` or `wss`. A list is tried in order.");
    static final Key<String> USERNAME =
            Key.optional(
                    "username",
                    Scalars.text("kelder-pi"),
                    "no user",
                    "The user that the broker knows.");
    static final Key<Path> PASSWORD_FILE =
            Key.optional(
                    "password-file",
                    Scalars.path("mqtt-password"),
                    "no password",
                    "The file with the password. A relative one is looked for in"
                            + " `$CREDENTIALS_DIRECTORY`, then beside this file.");
    static final Key<Path> CA_FILE =
            Key.optional(
                    "ca-file",
                    Scalars.path("ca.pem"),
                    "the system's trust store",
                    "Certificates (PEM) that the broker's is checked with.");
    static final Key<Path> CLIENT_CERTIFICATE_FILE =
            Key.optional(
                    "client-certificate-file",
                    Scalars.path("client.pem"),
                    "none",
                    "Our own certificate (PEM), for a broker that asks for one.");
    static final Key<Path> CLIENT_KEY_FILE =
            Key.optional(
                    "client-key-file",
                    Scalars.path("client.key"),
                    "none",
                    "The key (PEM) of our own certificate.");
    static final Key<Duration> KEEP_ALIVE =
            Key.of(
                    "keep-alive",
                    new Converted<>(
                            duration("30s", Duration.ofSeconds(5), Duration.ofHours(18)),
                            MqttSection::wholeSeconds),
                    "30s",
                    "The broker says that we are gone after 1.5 times this; 5s to 18h.");
    static final Key<String> TOPIC_PREFIX =
            Key.optional(
                    "topic-prefix",
                    TopicTypes.PREFIX,
                    "nothing",
                    "Goes before every topic, such as `kas-3/` or `%d/` (`%d` is the device's id).");

    static final Group GROUP =
            new Group(
                    "mqtt",
                    List.of(
                            URL,
                            USERNAME,
                            PASSWORD_FILE,
                            CA_FILE,
                            CLIENT_CERTIFICATE_FILE,
                            CLIENT_KEY_FILE,
                            KEEP_ALIVE,
                            TOPIC_PREFIX));

    private MqttSection() {}

    static Type<List<URI>> urls(String example) {
        return new Items<>(
                Urls.url(SCHEMES, example),
                true,
                1,
                10,
                "a URL or a list of up to 10, such as " + example);
    }

    /**
     * Reads the files that it names, too.
     *
     * @param own our own broker, if there is one
     */
    static MqttSettings read(
            Section section,
            Optional<BrokerSettings> own,
            String device,
            SecretFiles files,
            ProblemReport report) {
        return link(
                section,
                section.find(URL).orElseGet(() -> List.of(url(own))),
                section.find(TOPIC_PREFIX).orElse("").replace("%d", device),
                files,
                report);
    }

    /** A link to any broker: its section has the keys above but for the first and the last one. */
    static MqttSettings link(
            Section section,
            List<URI> urls,
            String prefix,
            SecretFiles files,
            ProblemReport report) {
        Optional<Secret> password =
                section.find(PASSWORD_FILE)
                        .flatMap(file -> files.secret(file, section.at(PASSWORD_FILE), report));
        if (section.has(PASSWORD_FILE) && !section.has(USERNAME)) {
            report.at(
                    section.at(PASSWORD_FILE),
                    "a password without a user, expected \"username\" beside it");
        }
        together(section, CLIENT_CERTIFICATE_FILE, CLIENT_KEY_FILE, report);
        together(section, CLIENT_KEY_FILE, CLIENT_CERTIFICATE_FILE, report);
        var tls = new TlsFiles(section, files, report);
        Optional<TlsFiles.Pair> ours = tls.ofAClient(CLIENT_CERTIFICATE_FILE, CLIENT_KEY_FILE);
        return new MqttSettings(
                urls,
                section.find(USERNAME),
                password,
                tls.authorities(CA_FILE),
                ours.map(TlsFiles.Pair::certificate),
                ours.map(TlsFiles.Pair::key),
                section.value(KEEP_ALIVE),
                prefix);
    }

    /** An agent that our own broker would not let in. */
    static void checkUser(Section section, BrokerSettings own, ProblemReport report) {
        if (section.has(URL)) {
            return;
        }
        if (ours(own).filter(own::certifies).isPresent()) {
            if (!section.has(CLIENT_CERTIFICATE_FILE)) {
                report.at(
                        section.at(),
                        "our own broker lets in nobody without a certificate, expected"
                                + " \"client-certificate-file\" and \"client-key-file\" below mqtt:");
            }
            return;
        }
        boolean open = ours(own).map(own::guard).map(g -> g.access().anonymous()).orElse(true);
        if (!open && !section.has(USERNAME)) {
            report.at(
                    section.at(),
                    "our own broker lets in nobody without a user, expected \"username\" and"
                            + " \"password-file\" below mqtt:");
        }
    }

    private static void together(Section section, Key<?> one, Key<?> other, ProblemReport report) {
        if (section.has(one) && !section.has(other)) {
            report.at(
                    section.at(one),
                    "\"%s\" is of no use alone, expected \"%s\" beside it"
                            .formatted(one.name(), other.name()));
        }
    }

    /** A listener on all addresses is reached on the loopback one. */
    private static URI url(Optional<BrokerSettings> own) {
        return own.flatMap(MqttSection::ours).map(BrokerSection::fromHere).orElse(URI.create(HERE));
    }

    /**
     * The listener of our own broker that the agent uses: the first for MQTT alone; where they
     * differ rather one that is open on loopback.
     */
    private static Optional<URI> ours(BrokerSettings own) {
        List<URI> plain =
                own.listeners().stream().filter(url -> url.getScheme().equals("mqtt")).toList();
        return plain.stream()
                .filter(url -> !own.guards().isEmpty() && BrokerSection.isLoopback(url))
                .filter(url -> own.guard(url).access().anonymous())
                .findFirst()
                .or(() -> plain.stream().findFirst())
                .or(() -> own.listeners().stream().findFirst());
    }

    private static Duration wholeSeconds(Duration duration) throws WrongValue {
        if (duration.toMillisPart() != 0) {
            throw new WrongValue(
                    "%s is no whole number of seconds, expected e.g. %ss"
                            .formatted(Units.shown(duration), duration.toSeconds() + 1));
        }
        return duration;
    }
}
