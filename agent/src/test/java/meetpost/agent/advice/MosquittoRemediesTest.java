package meetpost.agent.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is advised in which situation; acceptance/service types it, on 2.0.11 and 2.0.21. */
class MosquittoRemediesTest {

    @TempDir Path directory;

    /** As courses on the internet of things have it. */
    @Test
    void aListenerLineIsNeverAdded() throws Exception {
        var remedies =
                with(
                        Map.of(
                                "websocket.conf",
                                "listener 1883\n\nlistener 9001\nprotocol websockets\n"));

        assertEquals(
                List.of(
                        "echo 'allow_anonymous true' | sudo tee %s/conf.d/meetpost-access.conf"
                                .formatted(directory),
                        "sudo systemctl restart mosquitto"),
                remedies.everybody().lines());
    }

    @Test
    void aLineThatSaysNoIsChanged() throws Exception {
        var remedies =
                with(
                        Map.of(
                                "a.conf",
                                "allow_anonymous true\n",
                                "zz.conf",
                                "# mine\nallow_anonymous false\n"));

        assertEquals(
                "sudo sed -i '2s|.*|allow_anonymous true|' %s/conf.d/zz.conf".formatted(directory),
                remedies.everybody().lines().get(0));
    }

    /** A second password_file keeps Mosquitto from starting, and -c would empty the first. */
    @Test
    void aUserIsAddedToTheFileThatIsThere() throws Exception {
        var remedies =
                with(Map.of("a.conf", "listener 1883\npassword_file /etc/mosquitto/users\n"));

        assertEquals(
                List.of(
                        "sudo mosquitto_passwd /etc/mosquitto/users kelder-pi",
                        "sudo chown mosquitto: /etc/mosquitto/users",
                        "sudo systemctl restart mosquitto"),
                remedies.user("kelder-pi").lines());
    }

    @Test
    void whatCountsForOneListenerStandsBelowIt() throws Exception {
        var remedies =
                with(
                        Map.of(
                                "a.conf",
                                "per_listener_settings true\nlistener 9001\nprotocol websockets\nlistener 1883\n"));

        assertEquals(
                "sudo sed -i '4a allow_anonymous true' %s/conf.d/a.conf".formatted(directory),
                remedies.everybody().lines().get(0));
    }

    @Test
    void elsewhereSaysWhatItCannotSee() {
        assertEquals(
                "let everybody in, which Mosquitto 2 does for no `listener` by itself, where Mosquitto"
                        + " is and its settings have no allow_anonymous yet",
                new MosquittoRemedies(Optional.empty(), 1883).everybody().what());
    }

    private MosquittoRemedies with(Map<String, String> files) throws IOException {
        Path more = Files.createDirectories(directory.resolve("conf.d"));
        for (var file : files.entrySet()) {
            Files.writeString(more.resolve(file.getKey()), file.getValue());
        }
        Path main =
                Files.writeString(
                        directory.resolve("mosquitto.conf"),
                        "# Debian's\npersistence true\n\ninclude_dir " + more + "\n");
        return new MosquittoRemedies(MosquittoConfig.read(main), 1883);
    }
}
