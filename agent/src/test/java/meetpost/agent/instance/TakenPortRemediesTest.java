package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import meetpost.agent.advice.Remedy;
import meetpost.agent.link.Mosquitto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** With a real Mosquitto on the port, and the lines typed into a shell. */
class TakenPortRemediesTest {

    @TempDir Path directory;

    @Test
    void namesTheHolderAndBothWays() throws Exception {
        Path config = Files.writeString(directory.resolve("my.yaml"), "broker: {}\n");
        try (var mosquitto = Mosquitto.start()) {
            TakenPortException taken = taken(mosquitto.port());

            assertTrue(
                    Pattern.matches(
                            "port %1$d is taken by mosquitto, process \\d+( \\(.*\\))?, and our own broker wants it for mqtt://127.0.0.1:%1$d"
                                    .formatted(mosquitto.port()),
                            taken.getMessage()),
                    taken.getMessage());
            List<Remedy> remedies = new TakenPortRemedies(config, "meetpost run").of(taken);
            assertEquals(
                    List.of("use that broker instead of our own", "or stop it and use our own"),
                    remedies.stream().map(Remedy::what).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker: {}\nsensors: {}\n",
                "sensors: {}\nbroker: {}    # ours",
                "broker:\n  # ours\n  listeners:\n    - mqtt://127.0.0.1:1883\n\n  session-expiry: 1d\nsensors: {}\n",
                "device: {id: pi}\nbroker:\n  listeners: [\"mqtt://127.0.0.1:1883\"]\nmqtt: {keep-alive: 5s}\nsensors: {}\n",
                "mqtt:\n  keep-alive: 5s\nbroker: {}\nsensors: {}\n",
                "mqtt:\nbroker: {}\nsensors: {}\n"
            })
    void theSettingsUseThatBrokerAfterwards(String text) throws Exception {
        Path config = Files.writeString(directory.resolve("my settings.yaml"), text);
        try (var mosquitto = Mosquitto.start()) {
            var remedies = new TakenPortRemedies(config, "true").of(taken(mosquitto.port()));

            type(remedies.get(0));

            String after = Files.readString(config);
            var load = new Load(LoadSettings.builder().build());
            var yaml = (Map<?, ?>) load.loadFromString(after);
            var mqtt = (Map<?, ?>) yaml.get("mqtt");
            assertTrue(!yaml.containsKey("broker"), after);
            assertEquals("mqtt://localhost:" + mosquitto.port(), mqtt.get("url"), after);
        }
    }

    @Test
    void stopsTheOtherWhereThatIsWanted() throws Exception {
        Path config = Files.writeString(directory.resolve("my.yaml"), "broker: {}\n");
        try (var mosquitto = Mosquitto.start()) {
            TakenPortException taken = taken(mosquitto.port());
            // A test may run in a service of its own.
            boolean unit = taken.holder().orElseThrow().unit().isPresent();
            if (!unit) {
                type(new TakenPortRemedies(config, "true").of(taken).get(1));

                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (TakenPortException.of(List.of(uri(mosquitto.port()))).isPresent()) {
                    assertTrue(System.nanoTime() < end, "it has the port still");
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static TakenPortException taken(int port) {
        return TakenPortException.of(List.of(URI.create("mqtt://127.0.0.1:0"), uri(port)))
                .orElseThrow();
    }

    private static URI uri(int port) {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** Root needs no sudo, and a file of this user's neither. */
    private void type(Remedy remedy) throws Exception {
        for (String line : remedy.lines()) {
            Process shell =
                    new ProcessBuilder("sh", "-c", line.replace("sudo ", ""))
                            .redirectErrorStream(true)
                            .start();
            String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
            assertTrue(shell.waitFor(60, TimeUnit.SECONDS), line);
            assertEquals(0, shell.exitValue(), line + "\n" + said);
        }
    }
}
