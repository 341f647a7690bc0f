package meetpost.simulator.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.cli.CommandLineInterface;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.TlsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path keys;

    @Test
    void losesNothingOnABrokerThatIsWell() throws Exception {
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        try (var broker = Broker.start(settings)) {
            int code =
                    run(
                            "fleet --devices 40 --sensors 3 --every 100ms --for 2s --json --broker"
                                    + " mqtt://127.0.0.1:"
                                    + broker.port());

            JsonObject said = JsonParser.object().from(out.toString(UTF_8));
            assertEquals(0, code, said.toString());
            assertEquals(40, said.getInt("connected"));
            assertTrue(said.getLong("published") > 1000, said.toString());
            assertEquals(said.getLong("published"), said.getLong("acknowledged"));
            assertEquals(said.getLong("published"), said.getLong("arrived"));
            assertEquals(0, said.getLong("lost"));
            assertEquals(said.getInt("commanded"), said.getInt("obeyed"));
            assertTrue(said.getInt("commanded") > 0, said.toString());
            assertEquals(10, said.getInt("wills"));
            assertEquals(0, said.getInt("broken"));
            assertTrue(said.getDouble("p99Millis") >= said.getDouble("p50Millis"));
            assertTrue(said.getDouble("p50Millis") > 0, said.toString());
        }
    }

    /** Keys by openssl, for this run only. */
    @Test
    void speaksTlsWithWhomItTrusts() throws Exception {
        openssl(
                "req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 2 -subj /CN=x -addext subjectAltName=DNS:localhost");
        var settings =
                new BrokerSettings(List.of(URI.create("mqtts://127.0.0.1:0")))
                        .with(
                                new TlsSettings(
                                        keys.resolve("c.pem"),
                                        keys.resolve("k.pem"),
                                        Optional.empty()));
        try (var broker = Broker.start(settings)) {
            String line =
                    "fleet --devices 20 --every 100ms --for 1s --json --broker mqtts://localhost:"
                            + broker.port();

            assertEquals(0, run(line + " --ca-file " + keys.resolve("c.pem")));
            JsonObject said = JsonParser.object().from(out.toString(UTF_8));
            assertEquals(20, said.getInt("connected"));
            assertTrue(said.getLong("arrived") > 500, said.toString());
            assertEquals(0, said.getLong("lost"));

            out.reset();
            assertEquals(1, run(line));
            assertTrue(out.toString(UTF_8).contains("certification path"), out.toString(UTF_8));
        }
    }

    @Test
    void saysHowFarItIs() throws Exception {
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        try (var broker = Broker.start(settings)) {
            run("fleet --devices 3 --for 2s --broker MQTT://127.0.0.1:" + broker.port() + "/");
        }

        assertTrue(
                err.toString(UTF_8).matches("(?s).*publishing +1 s: 3 of 3 connected, \\d+ pub.*"),
                err.toString(UTF_8));
    }

    /** Two brokers are no cluster: each device is at one of them, and so is who watches it. */
    @Test
    void goesOnAtTheNextBrokerWhereOneIsNotThere() throws Exception {
        int dead;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = socket.getLocalPort();
        }
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        try (var broker = Broker.start(settings)) {
            int code =
                    run(
                            "fleet --devices 6 --sensors 1 --every 100ms --for 1s --json --broker"
                                    + " mqtt://127.0.0.1:%d,mqtt://127.0.0.1:%d"
                                            .formatted(dead, broker.port()));

            JsonObject said = JsonParser.object().from(out.toString(UTF_8));
            assertEquals(0, code, said.toString());
            assertEquals(6, said.getInt("connected"));
            assertEquals(said.getLong("published"), said.getLong("arrived"));
            assertTrue(said.getInt("broken") >= 3, said.toString());
            assertFalse(said.has("trouble"), said.toString());
        }
    }

    private void openssl(String arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process made =
                new ProcessBuilder(command)
                        .directory(keys.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(made.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, made.waitFor(), said);
    }

    @Test
    void saysWhatIsWrongWhenNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertEquals(1, run("fleet --for 1s --broker mqtt://127.0.0.1:" + port));

        assertTrue(out.toString(UTF_8).contains("Connection refused"), out.toString(UTF_8));
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertEquals(2, run("fleet --devices 0"));
        assertEquals(2, run("fleet --every never"));
        assertEquals(2, run("fleet --ca-file x --broker mqtt://localhost"));
        assertEquals(2, run("fleet --broker ws://localhost"));
        assertEquals(2, run("fleet --broker mqtt://localhost/kas"));
        assertTrue(err.toString(UTF_8).contains("has a path"), err.toString(UTF_8));
        assertFalse(err.toString(UTF_8).contains("Exception"), err.toString(UTF_8));
    }

    private int run(String line) {
        var machine =
                new Machine(
                        Map.of(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        new StopSignal(),
                        Clock.systemUTC());
        return CommandLineInterface.run(machine, line.split(" "));
    }
}
