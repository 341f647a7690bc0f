package meetpost.agent.doctor;

import static meetpost.agent.doctor.MadeUpMachine.assertSays;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.link.Certificates;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.Secret;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Mosquitto, as people set it up wrongly. */
class BrokerFindingsTest {

    @TempDir private static Path directory;

    @BeforeAll
    static void makeCertificates() throws Exception {
        var certificates = new Certificates(directory);
        certificates.authority("ca");
        certificates.authority("other");
        certificates.signed("good", "IP:127.0.0.1");
        certificates.signed("other-host", "DNS:elsewhere.example");
        certificates.expired("expired", "IP:127.0.0.1");
        certificates.early("early", "IP:127.0.0.1");
    }

    @Test
    void itLetsUsIn() throws Exception {
        try (var broker = Mosquitto.start()) {
            assertSays(
                    "ok    broker      mqtt://127.0.0.1:" + broker.port() + " lets us in\n",
                    plain(broker.port()));
        }
    }

    @Test
    void nothingListens() throws Exception {
        int port = Mosquitto.freePort();

        assertSays(
                """
                fail  broker      nothing listens on 127.0.0.1:%d (connection refused)
                                  sudo systemctl enable --now mosquitto
                                  if it ends at once: sudo tail /var/log/mosquitto/mosquitto.log
                                  or our own: in the settings, instead of mqtt:, the line  broker: {}
                """
                        .formatted(port),
                plain(port));
    }

    /** Debian's Mosquitto 2 with a listener and nothing else. */
    @Test
    void itRefusesEverybody() throws Exception {
        try (var broker = Mosquitto.with("")) {
            assertSays(
                    """
                    fail  broker      127.0.0.1:%d refuses us, as we give no user name (not authorised)
                                      1. let everybody in, which Mosquitto 2 does for no `listener` by itself:
                                         echo 'allow_anonymous true' | sudo tee /etc/mosquitto/conf.d/meetpost-access.conf
                                         sudo systemctl restart mosquitto
                                      2. make a user meetpost:
                                         sudo mosquitto_passwd -c /etc/mosquitto/passwd meetpost
                                         sudo chown mosquitto: /etc/mosquitto/passwd
                                         echo 'password_file /etc/mosquitto/passwd' | sudo tee /etc/mosquitto/conf.d/meetpost-access.conf
                                         sudo systemctl restart mosquitto
                                      With a user, also in the settings, under mqtt:  username: meetpost  and  password-file: mqtt-password
                                      and that password in the file mqtt-password beside the settings; for the service: sudo install -m 640 -g meetpost /dev/stdin /etc/meetpost/mqtt-password    # type it, Enter, Ctrl-D
                    """
                            .formatted(broker.port()),
                    plain(broker.port()));
        }
    }

    @Test
    void thePasswordIsWrong() throws Exception {
        try (var broker = Mosquitto.withUser("kelder-pi", "right")) {
            assertSays(
                    """
                    fail  broker      127.0.0.1:%d refuses user kelder-pi: wrong name or password (not authorised)
                                      make a user kelder-pi:
                                         sudo mosquitto_passwd -c /etc/mosquitto/passwd kelder-pi
                                         sudo chown mosquitto: /etc/mosquitto/passwd
                                         echo 'password_file /etc/mosquitto/passwd' | sudo tee /etc/mosquitto/conf.d/meetpost-access.conf
                                         sudo systemctl restart mosquitto
                    """
                            .formatted(broker.port()),
                    check(
                            MqttSettings.of(
                                    List.of(URI.create("mqtt://127.0.0.1:" + broker.port())),
                                    Optional.of("kelder-pi"),
                                    Optional.of(new Secret("wrong")))));
        }
    }

    @Test
    void itsCertificateHasExpired() throws Exception {
        try (var broker = tls("expired")) {
            assertSays(
                    """
                    fail  broker      TLS with 127.0.0.1:%d failed: its certificate has expired, by this board's clock
                                      is the time right? timedatectl. If so, renew it at the broker
                    """
                            .formatted(broker.port()),
                    over(broker.port(), "ca"));
        }
    }

    /** So it looks to a board whose clock is at 1970. */
    @Test
    void itsCertificateIsNotValidYet() throws Exception {
        try (var broker = tls("early")) {
            assertSays(
                    """
                    fail  broker      TLS with 127.0.0.1:%d failed: its certificate is not valid yet, by this board's clock
                                      a Pi has no clock battery; is the time set? timedatectl
                    """
                            .formatted(broker.port()),
                    over(broker.port(), "ca"));
        }
    }

    @Test
    void itsCertificateIsForAnotherHost() throws Exception {
        try (var broker = tls("other-host")) {
            assertSays(
                    """
                    fail  broker      TLS with 127.0.0.1:%d failed: its certificate is for another name (No subject alternative names matching IP address 127.0.0.1 found)
                                      url in the settings must name the broker as its certificate does: openssl s_client -connect 127.0.0.1:%d </dev/null | openssl x509 -noout -ext subjectAltName
                    """
                            .formatted(broker.port(), broker.port()),
                    over(broker.port(), "ca"));
        }
    }

    @Test
    void nobodyWhomWeTrustSignedIt() throws Exception {
        try (var broker = tls("good")) {
            assertSays(
                    """
                    fail  broker      TLS with 127.0.0.1:%d failed: its certificate is signed by nobody whom we trust
                                      ca-file in the settings names the certificates (PEM) of those whom we trust
                    """
                            .formatted(broker.port()),
                    over(broker.port(), "other"));
        }
    }

    private static Mosquitto tls(String certificate) throws Exception {
        return Mosquitto.with(
                "allow_anonymous true\ncafile %s\ncertfile %s\nkeyfile %s\n"
                        .formatted(
                                directory.resolve("ca.pem"),
                                directory.resolve(certificate + ".pem"),
                                directory.resolve(certificate + ".key")));
    }

    private static Check plain(int port) {
        return check(
                MqttSettings.of(
                        List.of(URI.create("mqtt://127.0.0.1:" + port)),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Check over(int port, String authority) {
        return check(
                new MqttSettings(
                        List.of(URI.create("mqtts://127.0.0.1:" + port)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(directory.resolve(authority + ".pem")),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(30),
                        ""));
    }

    private static Check check(MqttSettings mqtt) {
        return new BrokerFindings(mqtt, "meetpost-doctor-test");
    }
}
