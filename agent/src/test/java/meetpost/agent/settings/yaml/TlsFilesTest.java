package meetpost.agent.settings.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import meetpost.agent.link.Certificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code check} says of secrets, for the link, the broker's listeners and bridges alike. */
@Timeout(120)
class TlsFilesTest {

    private static final String LINK =
            """
            mqtt:
              url: mqtts://broker:8883
              ca-file: ca.pem
              client-certificate-file: CERTIFICATE
              client-key-file: KEY
            sensors: {cpu: {part: "linux,thermal"}}
            """;
    private static final String BRIDGE =
            """
            bridges:
              kas:
                url: mqtts://broker:8883
                ca-file: ca.pem
                client-certificate-file: CERTIFICATE
                client-key-file: KEY
                out: ["sensoren/#"]
            sensors: {cpu: {part: "linux,thermal"}}
            """;
    private static final String BROKER =
            """
            broker:
              listeners: ["mqtts://127.0.0.1:8883"]
              client-ca-file: ca.pem
              certificate-file: CERTIFICATE
              key-file: KEY
            """;

    @TempDir static Path directory;

    @BeforeAll
    static void makesCertificates() throws Exception {
        var certificates = new Certificates(directory);
        certificates.authority("ca");
        certificates.signed("own", "DNS:localhost");
        certificates.signed("other", "DNS:localhost");
        certificates.expired("expired", "DNS:localhost");
        certificates.early("early", "DNS:localhost");
        shell(
                """
                openssl rsa -in own.key -traditional -out pkcs1.key
                openssl ecparam -name prime256v1 -genkey -out sec1.key
                openssl req -new -key sec1.key -subj /CN=ec -addext subjectAltName=DNS:localhost -out ec.csr
                openssl x509 -req -in ec.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -copy_extensions copy -out ec.pem
                openssl pkcs8 -topk8 -in own.key -passout pass:geheim -out encrypted.key
                openssl rsa -in own.key -traditional -aes128 -passout pass:geheim -out encrypted-pkcs1.key
                openssl req -x509 -key own.key -subj /CN=localhost -days 2 -out nameless.pem
                openssl req -x509 -newkey rsa:1024 -nodes -keyout short.key -subj /CN=short -addext subjectAltName=DNS:localhost -days 2 -out short.pem
                chmod 600 *.key
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {LINK, BRIDGE, BROKER})
    void pkcs1AndSec1AreRight(String text) throws Exception {
        assertEquals(List.of(), warnings(with(text, "own.pem", "own.key")));
        assertEquals(List.of(), warnings(with(text, "own.pem", "pkcs1.key")));
        assertEquals(List.of(), warnings(with(text, "ec.pem", "sec1.key")));
    }

    @ParameterizedTest
    @ValueSource(strings = {LINK, BRIDGE, BROKER})
    void anEncryptedKeyIsNamedWithTheLineThatDecryptsIt(String text) {
        for (String name : List.of("encrypted.key", "encrypted-pkcs1.key")) {
            Path key = directory.resolve(name);
            assertEquals(
                    key
                            + " is encrypted, and nobody is there to type its password when the"
                            + " program starts; this makes one without: openssl pkey -in "
                            + key
                            + " -out new-key.pem",
                    problem(with(text, "own.pem", name)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LINK, BRIDGE, BROKER})
    void aKeyOfAnotherIsNoKey(String text) {
        String words = problem(with(text, "own.pem", "other.key"));

        assertTrue(
                words.startsWith(
                        directory.resolve("other.key")
                                + " is not the key of "
                                + directory.resolve("own.pem")),
                words);
    }

    @ParameterizedTest
    @ValueSource(strings = {LINK, BRIDGE, BROKER})
    void whatIsNoCertificateIsSaidToBeNone(String text) {
        assertEquals(
                directory.resolve("own.key")
                        + ": no certificate in it but PRIVATE KEY, expected PEM (`BEGIN"
                        + " CERTIFICATE`)",
                problem(with(text, "own.key", "own.key")));
        assertEquals(
                directory.resolve("own.key")
                        + ": no certificate in it but PRIVATE KEY, expected PEM (`BEGIN"
                        + " CERTIFICATE`)",
                problem(with(text, "own.pem", "own.key").replace("ca.pem", "own.key")));
    }

    @Test
    void aListOfRevokedCertificatesIsOpenedToo() throws Exception {
        new Certificates(directory).revocations("revoked");
        String text = with(BROKER, "own.pem", "own.key") + "  crl-file: ";

        assertEquals(List.of(), warnings(text + "revoked.crl\n"));
        assertEquals(
                directory.resolve("ca.pem")
                        + ": no list of revoked certificates in it but CERTIFICATE, expected PEM"
                        + " (`BEGIN X509 CRL`)",
                problem(text + "ca.pem\n"));
    }

    /** A board without a clock battery may be wrong about the date. */
    @ParameterizedTest
    @ValueSource(strings = {LINK, BRIDGE, BROKER})
    void datesAreAWarning(String text) throws Exception {
        String expired = warnings(with(text, "expired.pem", "expired.key")).toString();
        String early = warnings(with(text, "early.pem", "early.key")).toString();

        assertTrue(expired.contains("the certificate of CN=expired has expired on 20"), expired);
        assertTrue(
                early.contains("the certificate of CN=early is not valid before 2040-01-01T"),
                early);
    }

    @ParameterizedTest
    @ValueSource(strings = {LINK, BRIDGE, BROKER})
    void aShortKeyIsAWarning(String text) throws Exception {
        assertEquals(
                List.of(
                        directory.resolve("short.pem")
                                + " has an RSA key of 1024 bits, and most programs refuse fewer"
                                + " than 2048"),
                warnings(with(text, "short.pem", "short.key")));
    }

    @Test
    void aListenersCertificateWithoutNamesIsAWarning() throws Exception {
        String said = warnings(with(BROKER, "nameless.pem", "own.key")).toString();

        assertTrue(said.contains("has no subject alternative name, and clients refuse it"), said);
        assertEquals(List.of(), warnings(with(LINK, "nameless.pem", "own.key")));
    }

    @ParameterizedTest
    @ValueSource(strings = {LINK, BRIDGE, BROKER})
    void aSecretThatIsOpenToOthersIsAWarning(String text) throws Exception {
        Files.copy(directory.resolve("own.key"), directory.resolve("open.key"));
        try {
            Path key = directory.resolve("open.key");
            for (String mode : List.of("rw-rw----", "rw-----w-", "rw-rw-rw-")) {
                Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
                assertEquals(
                        List.of(
                                key
                                        + " may be written by others than its owner, expected e.g."
                                        + " `sudo chmod 640 "
                                        + key
                                        + "`"),
                        warnings(with(text, "own.pem", "open.key")));
            }
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            assertEquals(
                    List.of(
                            key
                                    + " may be read by everybody on this machine, expected e.g."
                                    + " `sudo chmod 640 "
                                    + key
                                    + "`"),
                    warnings(with(text, "own.pem", "open.key")));
        } finally {
            Files.delete(directory.resolve("open.key"));
        }
    }

    @Test
    void thePasswordsOfTheBrokerAreRead() throws Exception {
        String text = "broker: {password-file: users}\n";
        Path users = directory.resolve("users");

        Files.writeString(users, "");
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(
                List.of(
                        "%s has no user in it, and nobody can log in: meetpost passwd %s USER makes one"
                                .formatted(users, users)),
                warnings(text));

        Files.writeString(users, "jan:geheim\n");
        assertTrue(problem(text).startsWith(users + ":1: "), problem(text));

        Files.write(users, new byte[] {(byte) 0xFF, (byte) 0xFE, 'j', 0});
        assertEquals(
                users + " is not UTF-8 text, expected what `meetpost passwd` makes", problem(text));
    }

    @Test
    void aFifoIsNoSecret() throws Exception {
        shell("rm -f fifo; mkfifo fifo");
        Path fifo = directory.resolve("fifo");

        for (String text :
                List.of(
                        with(LINK, "fifo", "own.key"),
                        with(LINK, "own.pem", "fifo"),
                        "mqtt: {username: jan, password-file: fifo}\n",
                        "broker: {password-file: fifo}\n")) {
            assertEquals(fifo + " cannot be read, expected a file", problem(text));
        }
    }

    private static String with(String text, String certificate, String key) {
        return text.replace("CERTIFICATE", certificate).replace("KEY", key);
    }

    private static List<String> warnings(String text) throws SettingsException {
        return reader()
                .check(directory.resolve("meetpost.yaml").toString(), text)
                .warnings()
                .stream()
                .map(Problem::text)
                .toList();
    }

    private static String problem(String text) {
        var thrown = assertThrows(SettingsException.class, () -> warnings(text));
        assertEquals(1, thrown.problems().size(), thrown::getMessage);
        return thrown.problems().get(0).text();
    }

    private static SettingsReader reader() {
        return new SettingsReader(
                new Surroundings(
                        "test",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/var/lib/meetpost"),
                        Optional.empty()));
    }

    private static void shell(String lines) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-ec", lines)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
    }
}
