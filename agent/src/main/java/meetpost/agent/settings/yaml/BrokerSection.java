package meetpost.agent.settings.yaml;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.broker.settings.Authority;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.ListenerAccess;
import meetpost.broker.settings.SessionSettings;
import meetpost.broker.settings.StorageSettings;
import meetpost.broker.settings.TlsSettings;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code broker:}, our own in this process. */
final class BrokerSection {

    private static final String WEB = "ws://127.0.0.1:9001";

    static final Key<List<ListenersType.Listen>> LISTENERS =
            Key.optional(
                    "listeners",
                    new ListenersType(),
                    "`[\"" + ListenerSection.LOOPBACK + "\", \"" + WEB + "\"]`",
                    "Where it listens: `mqtt`, `mqtts`, `ws` or `wss`, an address of this machine"
                            + " and a port.");
    static final Key<Path> DATA =
            Key.optional(
                    "data",
                    Scalars.path("/var/lib/meetpost/broker"),
                    "`broker` in `state`",
                    "The directory for persistent sessions and retained messages.");
    static final Key<Duration> SYNC =
            Key.of(
                    "sync",
                    Units.duration("1s", Duration.ZERO, Duration.ofHours(1)),
                    "1s",
                    "What a power cut may take of queued messages; `0` keeps each before it is"
                            + " acknowledged.");
    static final Key<Duration> RETAINED_EVERY =
            Key.of(
                    "retained-every",
                    Units.duration("5m", Duration.ZERO, Duration.ofDays(1)),
                    "5m",
                    "Each topic has five writes within `sync` and regains one in each of these; beyond, its"
                            + " last value is written when it has been quiet for four times its usual"
                            + " gap, or after this long, and at stop.");
    static final Key<Duration> SESSION_EXPIRY =
            Key.of(
                    "session-expiry",
                    Units.duration("60d", Duration.ofMinutes(1), SessionSettings.LONGEST),
                    "60d",
                    "How long a session is kept whose client is away, counted while the broker runs;"
                            + " MQTT 5 clients may ask for less.");
    static final Key<List<String>> RESERVED =
            Key.optional(
                    "reserved",
                    new Items<>(
                            Scalars.text("kelder-pi"),
                            true,
                            0,
                            1_000,
                            "a list of users, such as [\"kelder-pi\"]"),
                    "nobody",
                    "Users whose sessions are kept when there is no room for another (`limits:"
                            + " sessions`); who they are is shown by password or certificate.");
    static final Key<Path> PASSWORD_FILE =
            Key.optional(
                    "password-file",
                    Scalars.path("broker-passwords"),
                    "nobody is asked for a password",
                    "Users and hashed passwords, made by `meetpost passwd`; needed for listeners"
                            + " that are not on loopback, unless `client-ca-file` guards them.");
    static final Key<Boolean> ALLOW_ANONYMOUS =
            Key.optional(
                    "allow-anonymous",
                    Scalars.FLAG,
                    "`false` with a `password-file`; without one only loopback is served",
                    "Lets clients without a user in, from the network too.");
    static final Key<Path> CERTIFICATE_FILE =
            Key.optional(
                    "certificate-file",
                    Scalars.path("broker.pem"),
                    "none",
                    "Its certificate and chain (PEM), for `mqtts` and `wss`.");
    static final Key<Path> KEY_FILE =
            Key.optional(
                    "key-file",
                    Scalars.path("broker.key"),
                    "the `certificate-file` holds it too",
                    "The key of its certificate (PEM, without a password).");
    static final Key<Path> CLIENT_CA_FILE =
            Key.optional(
                    "client-ca-file",
                    Scalars.path("client-ca.pem"),
                    "clients need no certificate",
                    "Clients of `mqtts` and `wss` must show a certificate of this authority (PEM);"
                            + " its common name is their user, always, and no password is asked.");
    static final Key<Path> CRL_FILE =
            Key.optional(
                    "crl-file",
                    Scalars.path("client-ca.crl"),
                    "no certificate is revoked",
                    "Certificates of clients that the authority has revoked (PEM); once the list has"
                            + " expired nobody comes in.");
    static final Key<List<Named.Entry>> ACL =
            Key.optional(
                    "acl",
                    AclSection.USERS,
                    "every user may do everything",
                    "What each user may do; a user who is not here may do nothing. `\"*\"` is everybody,"
                            + " beside what each has, those without a user too.");
    static final Key<List<String>> ORIGINS =
            Key.optional(
                    "origins",
                    new Items<>(
                            Scalars.text("http://kelder-pi:8080"),
                            true,
                            0,
                            100,
                            "a list of origins, such as [\"http://kelder-pi:8080\"]"),
                    "any with a `password-file`; without one this machine's own pages",
                    "Pages from which a browser may connect by WebSocket: its `Origin`; `\"*\"` is"
                            + " any.");
    static final Key<Section> LIMITS =
            Key.optional(
                    "limits",
                    LimitsSection.GROUP,
                    "as below",
                    "How much of everything a client may take.");

    static final Group GROUP =
            new Group(
                    "broker",
                    List.of(
                            LISTENERS,
                            DATA,
                            SYNC,
                            RETAINED_EVERY,
                            SESSION_EXPIRY,
                            RESERVED,
                            PASSWORD_FILE,
                            ALLOW_ANONYMOUS,
                            CERTIFICATE_FILE,
                            KEY_FILE,
                            CLIENT_CA_FILE,
                            CRL_FILE,
                            ACL,
                            ORIGINS,
                            LIMITS));

    private BrokerSection() {}

    /**
     * Reads the files that it names, too.
     *
     * @param state where its data are unless it says otherwise
     */
    static BrokerSettings read(
            Section section, Path state, SecretFiles files, ProblemReport report) {
        List<ListenersType.Listen> listeners =
                section.find(LISTENERS)
                        .orElseGet(() -> List.of(listen(ListenerSection.LOOPBACK), listen(WEB)));
        List<URI> urls = listeners.stream().map(ListenersType.Listen::url).toList();
        ports(urls, section.at(LISTENERS), report);
        var guards = new Guards(section, files, report);
        BrokerSettings settings =
                new BrokerSettings(urls)
                        .with(guards.access())
                        .with(
                                LimitsSection.read(
                                        section.below(LIMITS, LimitsSection.GROUP), report))
                        .with(
                                new StorageSettings(
                                        section.find(DATA).orElse(state.resolve("broker")),
                                        section.value(SYNC),
                                        section.value(RETAINED_EVERY)))
                        .with(
                                new SessionSettings(
                                        section.value(SESSION_EXPIRY),
                                        Set.copyOf(section.find(RESERVED).orElse(List.of()))));
        Optional<TlsSettings> tls = guards.tls(urls);
        settings = tls.isPresent() ? settings.with(tls.get()) : settings;
        List<ListenerAccess> own = listeners.stream().map(guards::of).toList();
        boolean alike = listeners.stream().allMatch(listener -> listener.own().isEmpty());
        return alike ? settings : settings.with(own);
    }

    private static ListenersType.Listen listen(String url) {
        return new ListenersType.Listen(URI.create(url), Optional.empty());
    }

    private static void ports(List<URI> listeners, Node at, ProblemReport report) {
        List<Integer> fixed =
                listeners.stream()
                        .map(url -> Authority.of(url).port())
                        .filter(port -> port != 0)
                        .toList();
        if (fixed.stream().distinct().count() < fixed.size()) {
            report.at(at, "two listeners on one port, expected a port for each");
        }
    }

    static boolean isSecure(URI listener) {
        return List.of("mqtts", "wss").contains(listener.getScheme());
    }

    /** Whether only this machine can connect. Looks up no name. */
    static boolean isLoopback(URI listener) {
        return Authority.of(listener).isLoopback();
    }

    /** How a client on this machine reaches it. */
    static URI fromHere(URI listener) {
        Authority at = Authority.of(listener);
        boolean wildcard = at.host().equals("0.0.0.0") || at.host().equals("[::]");
        return wildcard ? URI.create(listener.getScheme() + "://127.0.0.1:" + at.port()) : listener;
    }
}
