package meetpost.agent.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * {@code mosquitto_sub}: sees what a broker gives its clients, with a client that is not ours.
 * Comes back by itself when the broker was away.
 */
public final class Observer implements AutoCloseable {

    private final Process process;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile boolean ready;

    public Observer(int port, String filter) throws Exception {
        process =
                new ProcessBuilder(
                                "mosquitto_sub",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                String.valueOf(port),
                                "-q",
                                "1",
                                "-t",
                                filter,
                                "-t",
                                "observer/ready",
                                "-F",
                                "%r %t %p")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var reader = new Thread(this::read, "observer");
        reader.setDaemon(true);
        reader.start();
        Eventually.within(
                10,
                "the observer sees",
                () -> {
                    publish(port, "observer/ready", "yes");
                    return ready;
                });
    }

    /** {@code mosquitto_pub}; options such as {@code -r} go last. */
    public static void publish(int port, String topic, String payload, String... options) {
        try {
            var command =
                    new ArrayList<>(
                            List.of(
                                    "mosquitto_pub",
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    String.valueOf(port),
                                    "-q",
                                    "1",
                                    "-t",
                                    topic));
            command.addAll(payload.isEmpty() ? List.of("-n") : List.of("-m", payload));
            command.addAll(List.of(options));
            new ProcessBuilder(command).start().waitFor(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As fast as {@code mosquitto_pub} can, one message for each payload. */
    public static void publishAll(int port, String topic, List<String> payloads) throws Exception {
        Process process =
                new ProcessBuilder(
                                "mosquitto_pub",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                String.valueOf(port),
                                "-q",
                                "1",
                                "-l",
                                "-t",
                                topic)
                        .start();
        try (var lines = process.outputWriter(UTF_8)) {
            for (String each : payloads) {
                lines.write(each + "\n");
            }
        }
        process.waitFor(30, TimeUnit.SECONDS);
    }

    public List<Seen> all() {
        return List.copyOf(seen);
    }

    /** Payloads on one topic, in the order in which they came. */
    public List<String> on(String topic) {
        return seen.stream().filter(each -> each.topic.equals(topic)).map(Seen::payload).toList();
    }

    /** The newest payload on a topic, or nothing. */
    public String last(String topic) {
        List<String> payloads = on(topic);
        return payloads.isEmpty() ? "" : payloads.get(payloads.size() - 1);
    }

    public void forget() {
        seen.clear();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            lines.lines().forEach(this::line);
        } catch (IOException | UncheckedIOException e) {
            // Closed with the process.
            return;
        }
    }

    private void line(String line) {
        String[] parts = line.split(" ", 3);
        // On a busy machine more than one is under way.
        if (parts[1].equals("observer/ready")) {
            ready = true;
            return;
        }
        seen.add(new Seen(parts[0].equals("1"), parts[1], parts.length == 3 ? parts[2] : ""));
    }

    public record Seen(boolean retained, String topic, String payload) {}
}
