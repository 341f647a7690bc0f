package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.time.Ticks;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.TlsSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a host such as {@code mqtt_broker}, whose certificates Java would not look at. */
class UnderscoreHostTest {

    @TempDir private static Path directory;

    @BeforeAll
    static void makeCertificates() throws Exception {
        var certificates = new Certificates(directory);
        certificates.authority("ca");
        certificates.authority("o");
        certificates.signed("right", "DNS:elsewhere.example,DNS:MQTT_broker");
        certificates.signed("wrong", "DNS:broker,DNS:*,DNS:mqtt_broker.example,IP:127.0.0.1");
    }

    @Test
    void isReachedWithItsCertificate() throws Exception {
        try (var broker = broker("right")) {
            var wire = wire(broker.port(), "ca");
            wire.open(List.of(InetAddress.getLoopbackAddress()));
            wire.close();
        }
    }

    @Test
    void isNotBelievedWithTheCertificateOfAnother() throws Exception {
        try (var broker = broker("wrong")) {
            LinkProblem problem = problem(broker.port(), "ca");

            assertTrue(
                    problem.sentence().contains("its certificate is for another name"),
                    problem.sentence());
        }
    }

    @Test
    void isNotBelievedWithACertificateThatNobodyHasSigned() throws Exception {
        try (var broker = broker("right")) {
            LinkProblem problem = problem(broker.port(), "o");

            assertEquals(
                    "TLS with mqtt_broker:%d failed: its certificate is signed by nobody whom we trust"
                            .formatted(broker.port()),
                    problem.sentence());
        }
    }

    private static LinkProblem problem(int port, String authority) {
        Wire wire = wire(port, authority);
        var thrown =
                assertThrows(
                        IOException.class,
                        () -> wire.open(List.of(InetAddress.getLoopbackAddress())));
        return LinkProblem.of(target(port), Optional.empty(), thrown);
    }

    private static Wire wire(int port, String authority) {
        return new Wire(
                target(port),
                Tls.trusting(Optional.of(directory.resolve(authority + ".pem"))),
                Optional.empty(),
                Ticks.REAL,
                Duration.ofSeconds(60));
    }

    private static BrokerTarget target(int port) {
        return BrokerTarget.of(URI.create("mqtts://mqtt_broker:" + port));
    }

    private static Broker broker(String certificate) throws IOException {
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtts://127.0.0.1:0")))
                        .with(
                                new TlsSettings(
                                        directory.resolve(certificate + ".pem"),
                                        directory.resolve(certificate + ".key"),
                                        Optional.empty(),
                                        Optional.empty())));
    }
}
