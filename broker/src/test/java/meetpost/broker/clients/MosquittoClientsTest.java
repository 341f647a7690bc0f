package meetpost.broker.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mosquitto_pub} and {@code mosquitto_sub} in each version of MQTT that they speak. */
class MosquittoClientsTest {

    private Broker broker;

    @BeforeEach
    void start() throws IOException {
        broker = Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqttv31", "mqttv311", "mqttv5"})
    void deliverRetainedAndLiveMessagesAtEachQos(String version) throws Exception {
        publish(version, "-q", "1", "-r", "-t", "room/kept", "-m", "before");
        Process subscriber =
                start(
                        "mosquitto_sub",
                        version,
                        "-t",
                        "room/#",
                        "-q",
                        "2",
                        "-C",
                        "4",
                        "-F",
                        "%t %q %r %p");
        try (BufferedReader lines = subscriber.inputReader(UTF_8)) {
            assertEquals("room/kept 1 1 before", lines.readLine());

            for (String qos : List.of("0", "1", "2")) {
                publish(version, "-q", qos, "-t", "room/live", "-m", "now");

                assertEquals("room/live " + qos + " 0 now", lines.readLine());
            }
            assertTrue(subscriber.waitFor(10, TimeUnit.SECONDS));
            assertEquals(0, subscriber.exitValue());
        } finally {
            subscriber.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqttv31", "mqttv311", "mqttv5"})
    void keepASessionWhileAway(String version) throws Exception {
        List<String> session = new ArrayList<>(List.of("-i", "away", "-c", "-t", "t", "-q", "1"));
        if (version.equals("mqttv5")) {
            session.addAll(List.of("-x", "600"));
        }
        var subscribing = new ArrayList<>(session);
        subscribing.add("-E");
        finish(start("mosquitto_sub", version, subscribing.toArray(String[]::new)));

        publish(version, "-q", "1", "-t", "t", "-m", "meanwhile");

        session.addAll(List.of("-C", "1"));
        Process again = start("mosquitto_sub", version, session.toArray(String[]::new));
        assertEquals("meanwhile", finish(again).strip());
    }

    private void publish(String version, String... options) throws Exception {
        finish(start("mosquitto_pub", version, options));
    }

    private Process start(String program, String version, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(program, "-h", "127.0.0.1", "-p", "" + broker.port(), "-V", version));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Waits for its end, which has to be a good one; what it wrote. */
    private static String finish(Process process) throws Exception {
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "ended within ten seconds");
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
