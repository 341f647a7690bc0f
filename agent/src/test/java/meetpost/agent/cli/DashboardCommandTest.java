package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import org.junit.jupiter.api.Test;

class DashboardCommandTest {

    private static final Pattern WHERE = Pattern.compile("http://localhost:([0-9]+)");

    private final StopSignal stop = new StopSignal();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void servesThePageOfAllBoardsOfABrokerElsewhere() throws Exception {
        var ended =
                CompletableFuture.supplyAsync(
                        () -> meetpost("--broker", "mqtt://kelder-pi", "--http-port", "0"));
        int port = port(ended);

        assertTrue(get(port, "/").contains("src=\"boards/boards.js\""));
        assertTrue(
                get(port, "/dashboard.json")
                        .endsWith(
                                "\"boards\":true,\"alone\":true,\"mqtt\":\"ws://kelder-pi:9001\"}\n"));

        stop.raise();
        assertEquals(0, ended.get(60, TimeUnit.SECONDS));
    }

    @Test
    void givesBrowsersTheAddressOfAWebSocketWithItsPath() throws Exception {
        var ended =
                CompletableFuture.supplyAsync(
                        () ->
                                meetpost(
                                        "--broker",
                                        "wss://mqtt.example.org/mqtt",
                                        "--http-port",
                                        "0"));
        int port = port(ended);

        String answer = get(port, "/dashboard.json");

        assertTrue(answer.contains("\"mqtt\":\"wss://mqtt.example.org:443/mqtt\""), answer);
        stop.raise();
        assertEquals(0, ended.get(60, TimeUnit.SECONDS));
    }

    @Test
    void saysWhatIsWrongWithAnAddress() {
        assertEquals(2, meetpost("--broker", "http://kelder-pi"));
        assertTrue(err.toString(UTF_8).startsWith("meetpost: --broker: "), err.toString(UTF_8));
    }

    private int port(CompletableFuture<Integer> ended) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            Matcher matcher = WHERE.matcher(out.toString(UTF_8));
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            assertTrue(System.nanoTime() < end && !ended.isDone(), err.toString(UTF_8));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static String get(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString(UTF_8))
                .body();
    }

    private int meetpost(String... args) {
        var machine =
                new Machine(
                        Map.of(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        stop,
                        Clock.systemUTC());
        String[] all = new String[args.length + 1];
        all[0] = "dashboard";
        System.arraycopy(args, 0, all, 1, args.length);
        return CommandLineInterface.run(machine, all);
    }
}
