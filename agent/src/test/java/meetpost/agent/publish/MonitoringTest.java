package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.TestBroker;
import meetpost.agent.run.Agent;
import meetpost.agent.run.AgentListener;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent, asked over HTTP what it has counted and how it is. */
class MonitoringTest {

    private static final String MEASUREMENT =
            "meetpost_measurement{sensor=\"processor\",quantity=\"temperatuur\",unit=\"°C\"}";

    @TempDir Path state;

    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeBoard board = new FakeBoard();
    private Optional<Agent> started = Optional.empty();
    private int web;

    @AfterEach
    void stop() throws InterruptedException {
        if (started.isPresent()) {
            started.get().stop(Duration.ofSeconds(5), true);
        }
    }

    @Test
    void countsWhatHappens() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start()) {
            start("mqtt: {url: \"mqtt://127.0.0.1:%d\"}".formatted(broker.port()));
            await("readings", () -> value("meetpost_readings_total{sensor=\"processor\"}") > 1);
            assertEquals(48.31, value(MEASUREMENT));
            await("delivery", () -> value("meetpost_outbox_readings") == 0);

            Observer.publish(broker.port(), "actuatoren/pomp/set", "ON");
            Observer.publish(broker.port(), "actuatoren/pomp/set", "perhaps");
            await("execution", () -> value("meetpost_commands_total{outcome=\"accepted\"}") == 1);
            await("refusal", () -> value("meetpost_commands_total{outcome=\"malformed\"}") == 1);
            assertEquals(0, value("meetpost_commands_total{outcome=\"retained\"}"));

            board.kernel("hot\n");
            await(
                    "a fault",
                    () ->
                            value("meetpost_faults_total{sensor=\"processor\",kind=\"corrupt\"}")
                                    > 0);
            assertEquals(0, value("meetpost_sensor_up{sensor=\"processor\"}"));
            assertFalse(ask("/metrics").body().contains(MEASUREMENT), "no number during a fault");

            assertEquals(0, value("meetpost_reconnects_total"));
            broker.stop();
            await("broker loss", () -> value("meetpost_connected") == 0);
            broker.restart();
            await("reconnection", () -> value("meetpost_reconnects_total") == 1);
        }
    }

    @Test
    void isUnwellWithAFaultOrWithoutABrokerAndWellAgain() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start()) {
            start("mqtt: {url: \"mqtt://127.0.0.1:%d\"}".formatted(broker.port()));
            await("health", () -> ask("/health").statusCode() == 200);

            board.kernel("hot\n");
            await("a fault", () -> ask("/health").statusCode() == 503);
            String fault = ask("/health").body();
            assertTrue(
                    fault.startsWith(
                            "{\"status\":\"failing\",\"reasons\":[\"processor:"
                                    + " /sys/class/thermal/thermal_zone0/temp has \\\"hot\\\","
                                    + " expected thousandths of a degree (corrupt since 20"),
                    fault);
            board.kernel("48312\n");
            await("the cure", () -> ask("/health").statusCode() == 200);

            broker.stop();
            await("broker loss", () -> ask("/health").statusCode() == 503);
            await(
                    "the reason",
                    () ->
                            ask("/health")
                                    .body()
                                    .contains(
                                            "no connection to mqtt://127.0.0.1:%1$d: nothing"
                                                    .formatted(broker.port())));
            broker.restart();
            await("health again", () -> ask("/health").statusCode() == 200);
        }
    }

    @Test
    void tellsWhatItsOwnBrokerCounts() throws Exception {
        int port = Mosquitto.freePort();
        start(
                "broker: {listeners: [\"mqtt://127.0.0.1:%1$d\"], data: %2$s/broker, sync: 1s}"
                        .formatted(port, state));

        await("connection", () -> value("meetpost_broker_clients") == 1);
        await("delivery", () -> value("meetpost_broker_publish_received_total") > 3);
        await("what is retained", () -> value("meetpost_broker_retained_messages") > 2);
        assertTrue(value("meetpost_loop_lag_seconds{loop=\"broker\"}") < 3);
        assertEquals(0, value("meetpost_broker_refusals_total{bound=\"packet-size\"}"));
        await("a write", () -> value("meetpost_disk_written_bytes_total{part=\"broker\"}") > 0);
    }

    @Test
    void keepsToTheFormat() throws Exception {
        start("mqtt: {url: \"mqtt://127.0.0.1:%d\"}".formatted(Mosquitto.freePort()));
        await("a reading", () -> value("meetpost_readings_total{sensor=\"processor\"}") > 0);

        HttpResponse<String> answer = ask("/metrics");

        assertEquals(
                Optional.of("text/plain; version=0.0.4; charset=utf-8"),
                answer.headers().firstValue("Content-Type"));
        assertTrue(answer.body().endsWith("\n"));
        String family = "";
        for (String line : answer.body().split("\n", -1)) {
            if (line.startsWith("# HELP ")) {
                family = line.split(" ")[2];
                assertTrue(family.matches("(meetpost|process)_[a-z_]+"), line);
            } else if (line.startsWith("# TYPE ")) {
                String type = family.endsWith("_total") ? "counter" : "gauge";
                assertEquals("# TYPE " + family + " " + type, line);
            } else if (!line.isEmpty()) {
                assertTrue(
                        line.matches(
                                family
                                        + "(\\{[a-z]+=\"[^\"\\\\\n]*\"(,[a-z]+=\"[^\"\\\\\n]*\")*})?"
                                        + " -?[0-9.]+(E-?[0-9]+)?"),
                        line);
            }
        }
    }

    private void start(String broker) throws Exception {
        web = Mosquitto.freePort();
        board.kernel("48312\n");
        String text =
                """
                device: {id: kelder-pi}
                %s
                dashboard: {listen: "127.0.0.1:%d"}
                sensors: {processor: {part: "linux,thermal", every: 100ms}}
                actuators: {pomp: {gpio: 17}}
                state: %s
                """
                        .formatted(broker, web, state);
        var here =
                new Surroundings(
                        "kelder-pi", Optional.empty(), Optional.empty(), state, Optional.empty());
        var agent =
                new Agent(
                        new SettingsReader(here).read("monitored.yaml", text),
                        board,
                        "serial",
                        Ticks.REAL,
                        Clock.systemUTC(),
                        AgentListener.NONE);
        started = Optional.of(agent);
        agent.start();
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(web, path));
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** Of the sample that is written like this; not a number if there is none. */
    private double value(String sample) throws IOException, InterruptedException {
        return ask("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private interface Look {

        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(String what, Look look) throws InterruptedException {
        Eventually.within(
                20,
                what,
                () -> {
                    try {
                        return look.holds();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
