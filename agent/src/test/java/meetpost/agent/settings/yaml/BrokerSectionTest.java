package meetpost.agent.settings.yaml;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.link.Certificates;
import meetpost.agent.settings.Settings;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import meetpost.broker.settings.StorageSettings;
import meetpost.broker.settings.TlsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker to talk to, and our own. */
class BrokerSectionTest {

    @Test
    void triesSeveralBrokersInOrder() throws Exception {
        Settings settings =
                KelderPi.read(
                        "mqtt: {url: ['mqtts://a.example', 'ws://[::1]:9001/mqtt', 'wss://b', 'mqtt://c']}");

        assertEquals(
                List.of(
                        URI.create("mqtts://a.example:8883"),
                        URI.create("ws://[::1]:9001/mqtt"),
                        URI.create("wss://b:443"),
                        URI.create("mqtt://c:1883")),
                settings.mqtt().urls());
    }

    @Test
    void talksToItsOwnBrokerUnlessToldOtherwise() throws Exception {
        Settings own = KelderPi.read("broker: {listeners: ['mqtt://127.0.0.1:1884']}");
        Settings open =
                KelderPi.read(
                        "broker: {listeners: ['mqtt://0.0.0.0:1885'], allow-anonymous: true}");

        assertEquals(List.of(URI.create("mqtt://127.0.0.1:1884")), own.mqtt().urls());
        assertEquals(
                List.of(URI.create("mqtt://127.0.0.1:1884")),
                own.broker().orElseThrow().listeners());
        assertEquals(List.of(URI.create("mqtt://127.0.0.1:1885")), open.mqtt().urls());
    }

    @Test
    void asksNoUserOfABrokerThatHasNoAgentBesideIt() throws Exception {
        Settings alone = KelderPi.read("broker: {allow-anonymous: false}");

        assertEquals(false, alone.broker().orElseThrow().access().anonymous());
    }

    @Test
    void readsWhomItsOwnBrokerLetsIn(@TempDir Path directory) throws Exception {
        for (String name : List.of("users", "secret")) {
            Files.writeString(directory.resolve(name), "x");
        }
        certificates(directory);
        String text =
                """
                broker:
                  listeners: ["mqtt://0.0.0.0:1883", "wss://0.0.0.0:9443"]
                  password-file: users
                  certificate-file: broker.pem
                  client-ca-file: clients.pem
                  acl:
                    kelder-pi: {read: "#", write: ["sensoren/#", "apparaten/%u/#"]}
                    Jan: {}
                mqtt: {username: kelder-pi, password-file: secret}
                """;

        BrokerSettings broker =
                new SettingsReader(KelderPi.SURROUNDINGS)
                        .read(directory.resolve("meetpost.yaml").toString(), text)
                        .broker()
                        .orElseThrow();

        assertEquals(
                List.of(URI.create("mqtt://0.0.0.0:1883"), URI.create("wss://0.0.0.0:9443")),
                broker.listeners());
        assertEquals(
                new Access(
                        false,
                        Optional.of(directory.resolve("users")),
                        Map.of(
                                "kelder-pi",
                                new Access.Rule(
                                        List.of("#"), List.of("sensoren/#", "apparaten/%u/#")),
                                "Jan",
                                new Access.Rule(List.of(), List.of())),
                        List.of()),
                broker.access());
        assertEquals(
                Optional.of(
                        new TlsSettings(
                                directory.resolve("broker.pem"),
                                directory.resolve("broker.pem"),
                                Optional.of(directory.resolve("clients.pem")))),
                broker.tls());
    }

    /** {@code broker.pem} with its key in it, and {@code clients.pem}. */
    private static void certificates(Path directory) throws Exception {
        var certificates = new Certificates(directory);
        certificates.authority("ca");
        certificates.signed("server", "DNS:kelder-pi");
        Files.copy(directory.resolve("ca.pem"), directory.resolve("clients.pem"));
        Files.writeString(
                directory.resolve("broker.pem"),
                Files.readString(directory.resolve("server.key"))
                        + Files.readString(directory.resolve("server.pem")));
    }

    /** No password file, no allow-anonymous: the certificates are the users. */
    @Test
    void needsNothingBesideCertificates(@TempDir Path directory) throws Exception {
        certificates(directory);
        String broker =
                """
                broker:
                  listeners: ["mqtts://0.0.0.0:8883"]
                  certificate-file: broker.pem
                  client-ca-file: clients.pem
                  acl: {kelder-pi: {write: "sensoren/#"}}
                """;
        var reader = new SettingsReader(KelderPi.SURROUNDINGS);
        String file = directory.resolve("meetpost.yaml").toString();

        BrokerSettings read = reader.read(file, broker).broker().orElseThrow();
        var agent =
                assertThrows(
                        SettingsException.class, () -> reader.read(file, broker + "mqtt: {}\n"));

        assertTrue(read.certifies(read.listeners().get(0)));
        assertEquals(
                "our own broker lets in nobody without a certificate, expected"
                        + " \"client-certificate-file\" and \"client-key-file\" below mqtt:",
                agent.problems().get(0).text());
    }

    /** Open on loopback, passwords on the LAN, certificates on 8883; the agent uses the first. */
    @Test
    void guardsEachListenerByItself(@TempDir Path directory) throws Exception {
        certificates(directory);
        new Certificates(directory).revocations("clients");
        Files.writeString(directory.resolve("users"), "");
        String text =
                """
                broker:
                  certificate-file: broker.pem
                  listeners:
                    lan: {url: "mqtt://0.0.0.0:1884", password-file: users}
                    here: {url: "mqtt://127.0.0.1:1883"}
                    cards:
                      url: "mqtts://0.0.0.0:8883"
                      client-ca-file: clients.pem
                      crl-file: clients.crl
                      acl: {jan: {write: "a/#"}}
                  acl:
                    "*": {read: "#", deny: "geheim/#", client-ids: ["%u", "%u-*"]}
                mqtt: {}
                """;
        Settings read =
                new SettingsReader(KelderPi.SURROUNDINGS)
                        .read(directory.resolve("meetpost.yaml").toString(), text);
        BrokerSettings broker = read.broker().orElseThrow();

        Access.Rule everybody =
                new Access.Rule(
                        List.of("#"), List.of(), List.of("geheim/#"), List.of("%u", "%u-*"));
        Access.Rule jan = new Access.Rule(List.of(), List.of("a/#"));
        assertEquals(
                new Access(
                        false,
                        Optional.of(directory.resolve("users")),
                        Map.of("*", everybody),
                        List.of()),
                broker.guard(0).access());
        assertEquals(
                new Access(true, Optional.empty(), Map.of("*", everybody), List.of()),
                broker.guard(1).access());
        assertEquals(Map.of("jan", jan), broker.guard(2).access().rules());
        assertEquals(
                Optional.of(directory.resolve("clients.crl")),
                broker.guard(2).tls().orElseThrow().crlFile());
        assertEquals(Optional.empty(), broker.guard(0).tls().orElseThrow().clientCaFile());
        assertTrue(broker.certifies(URI.create("mqtts://0.0.0.0:8883")));
        assertEquals(List.of(URI.create("mqtt://127.0.0.1:1883")), read.mqtt().urls());
    }

    @Test
    void keepsWhatItsOwnBrokerKnows() throws Exception {
        BrokerSettings usual = KelderPi.read("broker: {}").broker().orElseThrow();
        BrokerSettings other =
                KelderPi.read("broker: {data: /data, sync: 0, retained-every: 1m}")
                        .broker()
                        .orElseThrow();
        BrokerSettings elsewhere = KelderPi.read("broker: {}\nstate: /srv").broker().orElseThrow();

        assertEquals(
                List.of(URI.create("mqtt://127.0.0.1:1883"), URI.create("ws://127.0.0.1:9001")),
                usual.listeners());
        assertEquals(
                Optional.of(
                        new StorageSettings(
                                Path.of("/var/lib/meetpost/broker"), ofSeconds(1), ofMinutes(5))),
                usual.storage());
        assertEquals(
                Optional.of(new StorageSettings(Path.of("/data"), Duration.ZERO, ofMinutes(1))),
                other.storage());
        assertEquals(
                Optional.of(Path.of("/srv/broker")),
                elsewhere.storage().map(StorageSettings::directory));
    }

    @Test
    void boundsWhatClientsTake() throws Exception {
        String text =
                """
                broker:
                  limits:
                    connections: 3
                    connecting: 4
                    packet-size: 4KB
                    inflight: 5
                    queue-messages: 6
                    queue-size: 7MB
                    all-queues-size: 8MB
                    sessions: 9
                    subscriptions: 10
                    topic-levels: 11
                    retained-messages: 12
                    retained-size: 1GB
                    retained-disk-size: 2GB
                    memory-size: 64MB
                    buffers-size: 32MB
                    connect-time: 14s
                    keep-alive: 16h
                    slow-reader: 15m
                """;

        Limits limits = KelderPi.read(text).broker().orElseThrow().limits();

        assertEquals(
                "connections: 3, connecting: 4, packet-size: 4096, inflight: 5, queue-messages: 6,"
                        + " queue-size: 7340032, all-queues-size: 8388608, sessions: 9,"
                        + " subscriptions: 10, topic-levels: 11, retained-messages: 12,"
                        + " retained-size: 1073741824, retained-disk-size: 2147483648,"
                        + " memory-size: 67108864,"
                        + " buffers-size: 33554432, connect-time: 14000,"
                        + " keep-alive: 57600000, slow-reader: 900000",
                limits.toString());
    }

    @Test
    void hasBoundsWithoutBeingTold() throws Exception {
        Limits limits = KelderPi.read("broker: {}").broker().orElseThrow().limits();

        assertEquals(2_000, limits.of(Limit.CONNECTIONS));
        assertEquals(2_097_152, limits.of(Limit.PACKET_SIZE));
        assertEquals(10_000, limits.of(Limit.CONNECT_TIME));
        assertEquals(Limits.defaults(), limits);
    }

    @Test
    void letsPagesInByTheirOrigin() throws Exception {
        Settings settings = KelderPi.read("broker: {origins: 'http://kelder-pi:8080'}");

        assertEquals(
                List.of("http://kelder-pi:8080"),
                settings.broker().orElseThrow().access().origins());
    }

    @Test
    void letsEverybodyInWhereItIsToldTo() throws Exception {
        String open = "broker: {listeners: 'mqtt://0.0.0.0:1883', allow-anonymous: true}";

        assertTrue(KelderPi.read(open).broker().orElseThrow().access().anonymous());
        assertTrue(KelderPi.read("broker: {}").broker().orElseThrow().access().anonymous());
    }
}
