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
import java.time.Clock;
import java.util.List;
import java.util.Map;
import meetpost.agent.Machine;
import meetpost.agent.StopSignal;
import meetpost.agent.cli.CommandLineInterface;
import meetpost.broker.Broker;
import meetpost.broker.BrokerSettings;
import org.junit.jupiter.api.Test;

class FleetTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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
        assertEquals(2, run("fleet --broker mqtts://localhost"));
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
