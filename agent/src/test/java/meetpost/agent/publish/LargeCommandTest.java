package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command of 10 MB, for an agent with a heap of 16 MB. */
class LargeCommandTest {

    private static final int TEN_MEGABYTES = 10_000_000;

    @TempDir private Path directory;

    @Test
    void isRefusedAndDisturbsNothing() throws Exception {
        try (var broker = Mosquitto.start();
                var agent = new SmallAgent(broker.port())) {
            agent.awaits("connected");

            publish(broker.port(), "-r");

            agent.awaits("actuatoren/pomp/set TOO-LARGE");
            Observer.publish(broker.port(), TestAgent.SET, "ON");
            agent.awaits("actuatoren/pomp/set ON");
            assertEquals(
                    List.of("connected", "actuatoren/pomp/set TOO-LARGE", "actuatoren/pomp/set ON"),
                    agent.said());
        }
    }

    @Test
    void isRefusedAtEachStartWhileItIsStored() throws Exception {
        try (var broker = Mosquitto.start()) {
            publish(broker.port(), "-r");
            for (int start = 0; start < 2; start++) {
                try (var agent = new SmallAgent(broker.port())) {
                    agent.awaits("actuatoren/pomp/set TOO-LARGE*");

                    Observer.publish(broker.port(), TestAgent.SET, "ON");

                    agent.awaits("actuatoren/pomp/set ON");
                }
            }
        }
    }

    private void publish(int port, String option) throws Exception {
        Path file = directory.resolve("command");
        Files.write(file, new byte[TEN_MEGABYTES]);
        new ProcessBuilder(
                        "mosquitto_pub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(port),
                        "-t",
                        TestAgent.SET,
                        "-f",
                        file.toString(),
                        "-q",
                        "1",
                        option)
                .start()
                .waitFor(20, TimeUnit.SECONDS);
    }

    /** A process of its own, which prints what came in. */
    private static final class SmallAgent implements AutoCloseable {

        private final Process process;
        private final List<String> said = new CopyOnWriteArrayList<>();

        SmallAgent(int port) throws Exception {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx16m",
                                    "-XX:+UseSerialGC",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    PrintingAgent.class.getName(),
                                    String.valueOf(port))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var reader = new Thread(this::read, "small-agent");
            reader.setDaemon(true);
            reader.start();
        }

        void awaits(String line) throws InterruptedException {
            Eventually.within(30, line, () -> said.contains(line));
        }

        List<String> said() {
            return List.copyOf(said);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }

        private void read() {
            var lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            // The log goes to the same stream.
            lines.lines()
                    .filter(line -> line.equals("connected") || line.startsWith("actuatoren/"))
                    .forEach(said::add);
        }
    }
}
