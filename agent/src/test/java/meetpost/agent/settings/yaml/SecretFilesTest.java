package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.agent.link.Certificates;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.Secret;
import meetpost.agent.settings.Settings;
import meetpost.drivers.sensor.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

    private static final String FILE = "mqtt: {username: jan, password-file: secret}\n";

    @TempDir Path beside;
    @TempDir Path credentials;

    @Test
    void looksBesideTheSettings() throws Exception {
        Files.writeString(beside.resolve("secret"), "geheim\n");

        assertEquals(Optional.of(new Secret("geheim")), read(FILE).mqtt().password());
    }

    /** Editors on Windows put a mark first; others end lines in their own way. */
    @Test
    void takesOffTheMarkAndOneLineEnd() throws Exception {
        for (String text :
                List.of("\uFEFFgeheim", "\uFEFFgeheim\r\n", "geheim\r\n", "geheim\r", "geheim\n")) {
            Files.writeString(beside.resolve("secret"), text);

            assertEquals(Optional.of(new Secret("geheim")), read(FILE).mqtt().password());
        }
    }

    @Test
    void looksAmongTheCredentialsFirst() throws Exception {
        Files.writeString(beside.resolve("secret"), "beside");
        Files.writeString(credentials.resolve("secret"), "credential\r\n");

        assertEquals(Optional.of(new Secret("credential")), read(FILE).mqtt().password());
    }

    @Test
    void takesAnAbsolutePathAsItIs() throws Exception {
        Path elsewhere = Files.writeString(credentials.resolve("other"), " a b ");

        String file = FILE.replace("secret", elsewhere.toString());

        assertEquals(Optional.of(new Secret(" a b ")), read(file).mqtt().password());
    }

    @Test
    void saysWhereItLooked() {
        assertEquals(
                "1:38: there is no file %s or %s, expected one that this user may read"
                        .formatted(credentials.resolve("secret"), beside.resolve("secret")),
                problem(FILE));
    }

    @Test
    void tellsWhatMayNotBeReadFromWhatIsNotThere() {
        SecretFiles.Content refused =
                path -> {
                    throw new AccessDeniedException(path.toString());
                };

        Path file = credentials.resolve("secret");
        assertEquals(
                "1:38: %s may not be read by this user, expected e.g. `sudo chgrp meetpost %s` and `sudo chmod 640 %s`"
                        .formatted(file, file, file),
                problem(FILE, refused));
    }

    @Test
    void saysWhatCannotBeRead() {
        SecretFiles.Content broken =
                path -> {
                    throw new IOException("Input/output error");
                };

        assertEquals(
                "1:38: " + credentials.resolve("secret") + " cannot be read, expected a file",
                problem(FILE, broken));
    }

    @Test
    void refusesADirectory() throws Exception {
        Files.createDirectory(beside.resolve("secret"));

        assertEquals(
                "1:38: " + beside.resolve("secret") + " is a directory, expected a file",
                problem(FILE));
    }

    @Test
    void refusesWhatIsNoPassword() throws Exception {
        Path secret = beside.resolve("secret");

        Files.writeString(secret, "\n");
        assertEquals(
                "1:38: " + secret + " is empty, expected a password on one line", problem(FILE));

        Files.writeString(secret, "one\ntwo\n");
        assertEquals(
                "1:38: " + secret + " has several lines, expected a password on one line",
                problem(FILE));

        Files.writeString(secret, "\uFEFF\n");
        assertEquals(
                "1:38: " + secret + " is empty, expected a password on one line", problem(FILE));

        Files.write(secret, new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertEquals(
                "1:38: " + secret + " is not UTF-8 text, expected a password on one line",
                problem(FILE));

        Files.writeString(secret, "x".repeat(65_536));
        assertEquals(
                "1:38: " + secret + " is too long, expected a password on one line", problem(FILE));
    }

    @Test
    void findsCertificates() throws Exception {
        var certificates = new Certificates(beside);
        certificates.authority("ca");
        certificates.signed("client", "DNS:kelder-pi");

        MqttSettings mqtt =
                read("mqtt: {ca-file: ca.pem, client-certificate-file: client.pem,"
                                + " client-key-file: client.key}")
                        .mqtt();

        assertEquals(Optional.of(beside.resolve("ca.pem")), mqtt.caFile());
        assertEquals(Optional.of(beside.resolve("client.pem")), mqtt.clientCertificateFile());
        assertEquals(Optional.of(beside.resolve("client.key")), mqtt.clientKeyFile());
    }

    @Test
    void answersAPasswordInTheFileWithTheCommandsForThatPlace() throws Exception {
        var reader = new SettingsReader(surroundings());

        var installed =
                assertThrows(
                        SettingsException.class,
                        () -> reader.read("/etc/meetpost/meetpost.yaml", "mqtt: {password: x}"));

        assertEquals(
                "a password does not belong in this file, expected \"password-file:"
                        + " mqtt-password\". Two commands make that file: `sudo install -m 640 -g"
                        + " meetpost /dev/null /etc/meetpost/mqtt-password` and `sudo tee"
                        + " /etc/meetpost/mqtt-password > /dev/null` (type the password, Enter,"
                        + " Ctrl-D)",
                installed.problems().get(0).text());
    }

    private Settings read(String text) throws SettingsException {
        return new SettingsReader(surroundings())
                .read(beside.resolve("meetpost.yaml").toString(), text);
    }

    private String problem(String text) {
        return problem(text, SecretFiles::bytes);
    }

    private String problem(String text, SecretFiles.Content content) {
        String name = beside.resolve("meetpost.yaml").toString();
        var reader = new SettingsReader(surroundings(), Catalog.parts(), content);

        var thrown = assertThrows(SettingsException.class, () -> reader.read(name, text));

        assertEquals(1, thrown.problems().size(), thrown::getMessage);
        return thrown.problems().get(0).toString().substring(name.length() + 1);
    }

    private Surroundings surroundings() {
        return new Surroundings(
                "test",
                Optional.empty(),
                Optional.of(credentials),
                Path.of("/var/lib/meetpost"),
                Optional.empty());
    }
}
