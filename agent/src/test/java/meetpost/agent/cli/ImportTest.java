package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code meetpost import}: its output is compared in literal text, and passes {@code check}. */
class ImportTest {

    /** Made by mosquitto_passwd 2.0.11. */
    private static final String PASSWORDS =
            """
            kelder:$7$101$+dAwPfh/pV3OxYz9$wIlgMnCRSpxtokPeUslbAZRof8nTospyYky/oXGsIwKkJS3cD5DlWNezRqF6X3gaQ7HMqXpYNFIOc9U8kRjs+g==
            """;

    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void listenersPasswordsAccessBoundsAndBridgesBecomeOurs() throws Exception {
        write("passwd", PASSWORDS);
        write(
                "acl",
                """
                # who may do what
                topic read $SYS/#
                user kelder
                topic read #
                topic write sensoren/#
                topic actuatoren/pomp
                topic deny geheim/#
                user gast
                pattern write apparaten/%c/#
                """);
        write(
                "conf.d/10-bridge.conf",
                """
                connection Kas 3
                address kas.example.org:1884 10.0.0.2
                topic sensoren/# out 1
                topic actuatoren/+/set in 0 "" ""
                topic alarm/# both 1 kas3/ huis/
                remote_username kas
                remote_password geheim
                cleansession false
                """);
        Path conf =
                write(
                        "mosquitto.conf",
                        """
                        pid_file /run/mosquitto/mosquitto.pid
                        persistence true
                        persistent_client_expiration 2w
                        max_inflight_messages 0
                        max_queued_messages 500
                        max_packet_size 1000000
                        password_file passwd
                        acl_file acl
                        include_dir conf.d
                        listener 21310
                        listener 21311 127.0.0.1
                        protocol websockets
                        listener 21312 ::1
                        listener 21311 10.0.0.1
                        """);

        assertEquals(0, meetpost("import", conf.toString()), err.toString(UTF_8));

        assertEquals(
                """
                broker:
                  allow-anonymous: false
                  password-file: "DIR/passwd"
                  acl:
                    "kelder":
                      read: ["#", "actuatoren/pomp"]
                      write: ["sensoren/#", "actuatoren/pomp"]
                      deny: ["geheim/#"]
                    "gast": {}
                    "*":
                      write: ["apparaten/%c/#"]
                  listeners:
                    mqtt-21310:
                      url: "mqtt://0.0.0.0:21310"
                    ws-21311:
                      url: "ws://127.0.0.1:21311"
                    mqtt-21312:
                      url: "mqtt://[::1]:21312"
                  session-expiry: 336h
                  limits:
                    queue-messages: 500
                    packet-size: 977KB
                # bridges:
                #   kas-3:
                #     url: ["mqtt://kas.example.org:1884", "mqtt://10.0.0.2:1883"]
                #     username: "kas"
                # #    password-file: kas-3-password
                #     out: ["sensoren/#", {from: "kas3/alarm/#", to: "huis/alarm/#"}]
                #     in: [{from: "actuatoren/+/set", qos: 0}, {from: "huis/alarm/#", to: "kas3/alarm/#"}]
                """,
                yaml());
        assertEquals(
                List.of(
                        "DIR/acl:2: topic: for clients without a user, and none is let in",
                        "DIR/mosquitto.conf:8: acl_file: a subscription that is wider than what its user"
                                + " may read is refused here; Mosquitto grants it and delivers less",
                        "DIR/mosquitto.conf:14: listener: each listener needs a port of its own here;"
                                + " left out",
                        "DIR/mosquitto.conf:4: max_inflight_messages: nothing is without a bound here; it"
                                + " stays as it is by itself",
                        "DIR/conf.d/10-bridge.conf:7: remote_password: passwords stand in a file of their"
                                + " own: write it to kas-3-password beside the settings, mode 600, and"
                                + " take the # from `password-file`",
                        "DIR/conf.d/10-bridge.conf:8: cleansession: a bridge keeps what waits on the"
                                + " board's disk",
                        "DIR/conf.d/10-bridge.conf:1: connection: bridges are the agent's (`meetpost"
                                + " run`), which needs a user here: make one with `meetpost passwd`, add"
                                + " `mqtt: {username: …, password-file: …}`, and take the # away",
                        "DIR/mosquitto.conf:1: pid_file: systemd knows the process",
                        "DIR/mosquitto.conf:2: persistence: sessions and retained messages are always"
                                + " kept"),
                lines(err));
        assertRight();
    }

    @Test
    void eachListenerCanHaveDoorsOfItsOwn() throws Exception {
        write("passwd", PASSWORDS);
        Path conf =
                write(
                        "mosquitto.conf",
                        """
                        per_listener_settings true
                        listener 21310 127.0.0.1
                        allow_anonymous true
                        listener 21311
                        socket_domain ipv6
                        password_file passwd
                        """);

        assertEquals(0, meetpost("import", conf.toString()), err.toString(UTF_8));

        assertEquals(
                """
                broker:
                  listeners:
                    mqtt-21310:
                      url: "mqtt://127.0.0.1:21310"
                      allow-anonymous: true
                    mqtt-21311:
                      url: "mqtt://[::]:21311"
                      allow-anonymous: false
                      password-file: "DIR/passwd"
                """,
                yaml());
        assertRight();
    }

    @Test
    void aBridgeOfAnOpenBrokerWorksAtOnce() throws Exception {
        Path conf =
                write(
                        "mosquitto.conf",
                        """
                        listener 21310 127.0.0.1
                        allow_anonymous true
                        connection kas
                        address kas.example.org
                        topic # out 1
                        topic sensoren/# both 0 "" kas-3/
                        """);

        assertEquals(0, meetpost("import", conf.toString()), err.toString(UTF_8));

        assertEquals(
                """
                broker:
                  allow-anonymous: true
                  listeners:
                    mqtt-21310:
                      url: "mqtt://127.0.0.1:21310"
                bridges:
                  kas:
                    url: ["mqtt://kas.example.org:1883"]
                    out: ["#", {from: "sensoren/#", to: "kas-3/sensoren/#", qos: 0}]
                    in: [{from: "kas-3/sensoren/#", to: "sensoren/#", qos: 0}]
                """,
                yaml());
        assertRight();
    }

    /** Mosquitto 2.0.11 takes 1 and 0 for true and false. */
    @Test
    void aOneIsTrueAndAZeroIsFalse() throws Exception {
        write("passwd", PASSWORDS);
        Path conf =
                write(
                        "mosquitto.conf",
                        """
                        per_listener_settings 1
                        listener 21310 127.0.0.1
                        allow_anonymous 1
                        listener 21311
                        allow_anonymous 0
                        password_file passwd
                        """);

        assertEquals(0, meetpost("import", conf.toString()), err.toString(UTF_8));

        assertEquals(
                """
                broker:
                  listeners:
                    mqtt-21310:
                      url: "mqtt://127.0.0.1:21310"
                      allow-anonymous: true
                    mqtt-21311:
                      url: "mqtt://0.0.0.0:21311"
                      allow-anonymous: false
                      password-file: "DIR/passwd"
                """,
                yaml());
        assertRight();
    }

    /** Mosquitto 2 without a listener serves this machine only. */
    @Test
    void anEmptyFileServesThisMachineOnly() throws Exception {
        assertEquals(0, meetpost("import", write("mosquitto.conf", "\n").toString()));

        assertEquals(
                """
                broker:
                  allow-anonymous: true
                  listeners:
                    mqtt-1883:
                      url: "mqtt://127.0.0.1:1883"
                """,
                yaml());
        assertRight();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lisener 1883|:1: Mosquitto has no \"lisener\"; did you mean listener?",
                "listener 70000|:1: \"70000\" is no port, expected 1 to 65535",
                "topic a out|:1: topic stands below no line `connection`",
                "include_dir nowhere|:1: there is no directory nowhere",
                "max_packet_size much|:1: \"much\" is no number",
                "persistent_client_expiration soon|:1: \"soon\" is no time, expected e.g. 14d",
                "connection c|:1: connection c has no address",
                "protocol nonsense|:1: \"nonsense\" is no protocol, expected mqtt or websockets",
                "socket_domain ipv5|:1: \"ipv5\" is no socket_domain, expected ipv4 or ipv6",
                "allow_anonymous maybe|:1: \"maybe\" is no allow_anonymous, expected true or false",
                "allow_anonymous TRUE|:1: \"TRUE\" is no allow_anonymous, expected true or false",
                "require_certificate yes|:1: \"yes\" is no require_certificate, expected true or"
                        + " false",
                "per_listener_settings|:1: \"\" is no per_listener_settings, expected true or"
                        + " false",
                "listener 1883|:1: nobody can come in here, expected password_file, allow_anonymous"
                        + " true or require_certificate true"
            })
    void aWrongLineIsNamedAndNothingIsPrinted(String line, String problem) throws Exception {
        Path conf = write("mosquitto.conf", line + "\n");

        assertEquals(78, meetpost("import", conf.toString()));

        assertEquals("", out.toString(UTF_8));
        assertTrue(lines(err).contains("DIR/mosquitto.conf" + problem), () -> err.toString(UTF_8));
    }

    /** Any client may say a name where no password is asked. */
    @Test
    void namesThatNobodyProvesAreRefused() throws Exception {
        write("acl", "user admin\ntopic #\n");
        Path conf = write("mosquitto.conf", "allow_anonymous true\nacl_file acl\nlistener 21310\n");

        assertEquals(78, meetpost("import", conf.toString()));

        assertEquals(
                List.of(
                        "DIR/mosquitto.conf:3: acl_file names users, and any client may say such a name"
                                + " here; expected a password_file"),
                lines(err));
    }

    @Test
    void aNameMovesNoCursorAndIsNoYaml() throws Exception {
        write("passwd", PASSWORDS);
        write("acl", "user \"]: {\ntopic write a: b #\\\n");
        Path conf = write("mosquitto.conf", "listener 21310\npassword_file passwd\nacl_file acl\n");

        assertEquals(78, meetpost("import", conf.toString()));
        write("acl", "user \"]: {\ntopic write a: b\\\n");
        assertEquals(0, meetpost("import", conf.toString()));

        assertTrue(yaml().contains("    \"\\\"]: {\":\n      write: [\"a: b\\\\\"]\n"), yaml());
        assertRight();
    }

    private void assertRight() throws Exception {
        Path made = write("made.yaml", out.toString(UTF_8));
        assertEquals(0, meetpost("check", made.toString()), out.toString(UTF_8));
    }

    /** Without the remarks at its beginning. */
    private String yaml() {
        String text = out.toString(UTF_8).replace(directory.toString(), "DIR");
        return text.substring(text.indexOf("broker:\n"));
    }

    private List<String> lines(ByteArrayOutputStream of) {
        return of.toString(UTF_8).replace(directory.toString(), "DIR").lines().toList();
    }

    private Path write(String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int meetpost(String... args) {
        out.reset();
        err.reset();
        var machine =
                new Machine(
                        Map.of(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        new StopSignal(),
                        Clock.systemUTC());
        return CommandLineInterface.run(machine, args);
    }
}
