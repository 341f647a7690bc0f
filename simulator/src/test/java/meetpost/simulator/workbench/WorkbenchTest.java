package meetpost.simulator.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import meetpost.agent.settings.SettingsReader;
import meetpost.agent.settings.Surroundings;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.Pull;
import meetpost.simulator.HandTicks;
import meetpost.simulator.SimulatedPi;
import meetpost.simulator.scene.Scenes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkbenchTest {

    private final HandTicks ticks = new HandTicks();
    private final HttpClient client = HttpClient.newHttpClient();
    private SimulatedPi pi;
    private Board board;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("."), Optional.empty());
        var settings =
                new SettingsReader(here)
                        .read(
                                "a.yaml",
                                "sensors: {kast: {part: 'ti,tmp102', address: 0x48},"
                                        + " temperatuur: {part: 'maxim,ds18b20'}}\n");
        pi = new SimulatedPi(settings, Scenes.house(), 7, ticks);
        board = pi.board();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/simulator", new Workbench(pi, ticks));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        board.close();
    }

    @Test
    void tellsWhatThereIs() throws Exception {
        board.output(new OutputLine("pomp", 17, true));

        JsonObject said = json(send("GET", "/simulator", ""));

        JsonObject kast = said.getObject("chips").getObject("kast");
        assertEquals("ti,tmp102", kast.getString("part"));
        assertEquals(
                18.5, kast.getObject("measures").getObject("temperatuur").getDouble("value"), 0.3);
        assertFalse(kast.getObject("faults").getBoolean("off"));
        JsonObject pin = said.getObject("pins").getObject("17");
        assertEquals("output", pin.getString("use"));
        assertEquals("high", pin.getString("level"));
        assertEquals(1, pin.getLong("changes"));
    }

    /** 31.5 °C are 504 sixteenths: 1F 80. */
    @Test
    void setsWhatAChipMeasuresAndGivesItBackToTheScene() throws Exception {
        assertEquals(200, send("PUT", "/simulator/chips/kast/temperatuur", "31.5").statusCode());
        assertEquals(0x1F80, word());

        assertEquals(200, send("DELETE", "/simulator/chips/kast/temperature", "").statusCode());
        assertEquals(18.5, word() / 256.0, 0.3);
    }

    @Test
    void pullsAWireOffAndPutsItBack() throws Exception {
        JsonObject said = json(send("PUT", "/simulator/chips/kast/faults/off", ""));
        assertTrue(said.getObject("chips").getObject("kast").getObject("faults").getBoolean("off"));
        assertThrows(BusException.class, this::word);

        send("DELETE", "/simulator/chips/kast/faults/off", "");
        word();
    }

    @Test
    void pressesAButton() throws Exception {
        var button = board.input(new InputLine("deur", 27, Pull.UP));

        send("PUT", "/simulator/pins/27", "low");
        assertFalse(button.high());

        send("DELETE", "/simulator/pins/27", "");
        assertTrue(button.high());
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        assertEquals(400, send("PUT", "/simulator/chips/kast/temperatuur", "warm").statusCode());
        assertEquals(400, send("PUT", "/simulator/chips/kast/temperatuur", "NaN").statusCode());
        assertEquals(400, send("PUT", "/simulator/pins/27", "up").statusCode());
        assertEquals(400, send("PUT", "/simulator/pins/99", "low").statusCode());
        assertEquals(400, send("PUT", "/simulator/pins/27", "x".repeat(2000)).statusCode());
        assertEquals(404, send("PUT", "/simulator/chips/kast/luchtdruk", "1").statusCode());
        assertEquals(404, send("PUT", "/simulator/chips/zolder/temperatuur", "1").statusCode());
        assertEquals(404, send("PUT", "/simulator/chips/kast/faults/wrong-crc", "").statusCode());
        assertEquals(404, send("PUT", "/simulator/nothing", "").statusCode());
        assertEquals(405, send("POST", "/simulator/pins/27", "low").statusCode());
    }

    /** A page from elsewhere, open in a browser on this machine. */
    @Test
    void refusesAPageFromElsewhere() throws Exception {
        HttpResponse<String> refused =
                client.send(
                        request("PUT", "/simulator/pins/27", "low")
                                .header("Origin", "http://evil.example")
                                .build(),
                        BodyHandlers.ofString());

        assertEquals(403, refused.statusCode());
    }

    private int word() throws IOException {
        ticks.pass(1000);
        byte[] word = board.i2c(1).transfer(0x48, new byte[] {0}, 2);
        return (word[0] & 0xFF) << 8 | (word[1] & 0xFF);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return client.send(request(method, path, body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .method(method, BodyPublishers.ofString(body));
    }

    private static JsonObject json(HttpResponse<String> response) throws Exception {
        assertEquals(200, response.statusCode(), response.body());
        return JsonParser.object().from(response.body());
    }
}
