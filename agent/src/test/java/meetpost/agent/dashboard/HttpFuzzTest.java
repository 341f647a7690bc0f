package meetpost.agent.dashboard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.agent.claim.Standing;
import meetpost.agent.fuzz.Mutations;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.Test;

/** Requests with anything in them end their own connection at most. */
class HttpFuzzTest {

    @Test
    void theNextOneIsAnswered() throws Exception {
        var surroundings =
                new Surroundings(
                        "pi",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/nowhere"),
                        Optional.empty());
        Settings settings =
                new SettingsReader(surroundings)
                        .read("test.yaml", "dashboard: {listen: \"127.0.0.1:0\"}\n");
        var topics = new Topics(settings.topics(), "", settings.device().id());
        try (var dashboard =
                new Dashboard(
                        () -> settings,
                        topics,
                        new Dashboard.Outside(List::of, Standing::alone, Optional::empty),
                        Ticks.REAL)) {
            dashboard.start();
            int port = dashboard.port().orElseThrow();
            new Mutations("http").feed(0.5, input -> send(port, input));

            String answer = RawHttp.ask(port, "GET /dashboard.json HTTP/1.1", "Host: localhost");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    /** Whatever comes back; perhaps nothing, for the server may wait for more. */
    private static void send(int port, byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request);
        } catch (java.net.SocketException e) {
            // It was cut while it was still talking.
            return;
        }
    }
}
