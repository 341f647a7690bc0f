package meetpost.simulator.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import meetpost.agent.http.Routes;
import meetpost.agent.http.WebServer;
import meetpost.agent.run.LocalBroker;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.BrokerSettings;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.OneWireBus;
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
    private Settings settings;
    private SimulatedPi pi;
    private Board board;
    private LocalBroker broker;
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("."), Optional.empty());
        settings =
                new SettingsReader(here)
                        .read(
                                "a.yaml",
                                "sensors: {kast: {part: 'ti,tmp102', address: 0x48},"
                                        + " temperatuur: {part: 'maxim,ds18b20'}}\n"
                                        + "actuators: {pomp: {gpio: 17, active: low, name: Pomp}}\n");
        pi = new SimulatedPi(settings, Scenes.house(), 7, ticks);
        board = pi.board();
        var own = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        broker = new LocalBroker(own, BrokerEvents.NONE);
        broker.start();
        serve(new Workbench(pi, settings, ticks, Optional.of(broker)));
    }

    private void serve(Workbench workbench) throws IOException {
        var routes = new Routes();
        routes.add("/simulator", workbench);
        server =
                WebServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes);
    }

    @AfterEach
    void stop() {
        server.close();
        board.close();
        broker.close();
    }

    @Test
    void tellsWhatThereIs() throws Exception {
        board.output(new OutputLine("pomp", 17, true));

        JsonObject said = json(send("GET", "/simulator", ""));

        JsonObject kast = said.getObject("chips").getObject("kast");
        assertEquals("ti,tmp102", kast.getString("part"));
        assertEquals("I2C 1", kast.getString("bus"));
        assertEquals("0x48", kast.getString("address"));
        assertEquals(
                18.5, kast.getObject("measures").getObject("temperatuur").getDouble("value"), 0.3);
        assertFalse(kast.getObject("faults").getBoolean("off"));
        JsonObject pin = said.getObject("pins").getObject("17");
        assertEquals("output", pin.getString("use"));
        assertEquals("high", pin.getString("level"));
        assertEquals("Pomp", pin.getString("title"));
        assertEquals("low", pin.getString("active"));
        assertEquals(1, pin.getLong("changes"));
    }

    /** 31.5 °C are 504 sixteenths: 1F 80. */
    @Test
    void setsWhatAChipMeasuresAndGivesItBackToTheScene() throws Exception {
        assertEquals(200, send("PUT", "/simulator/chips/kast/temperatuur", "31.5").statusCode());
        assertEquals(0x1F80, word());
        assertTrue(byHand());

        assertEquals(200, send("DELETE", "/simulator/chips/kast/temperature", "").statusCode());
        assertEquals(18.5, word() / 256.0, 0.3);
        assertFalse(byHand());
    }

    private boolean byHand() throws Exception {
        JsonObject kast = json(send("GET", "/simulator", "")).getObject("chips").getObject("kast");
        return kast.getObject("measures").getObject("temperatuur").getBoolean("by-hand");
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
    void makesADs18b20OneOfTheCopies() throws Exception {
        JsonObject there = json(send("GET", "/simulator", "")).getObject("chips");
        assertEquals("a", there.getObject("temperatuur").getString("clone"));
        assertFalse(there.getObject("kast").has("clone"));

        JsonObject after = json(send("PUT", "/simulator/chips/temperatuur/clone", "d"));

        assertEquals("d", after.getObject("chips").getObject("temperatuur").getString("clone"));
        OneWireBus bus = board.oneWire();
        byte[] scratchpad = bus.scratchpad(bus.roms().get(0));
        assertEquals("7e8166", HexFormat.of().formatHex(scratchpad, 5, 8));
        assertEquals(
                "\"z\" is no copy, expected a to h",
                send("PUT", "/simulator/chips/temperatuur/clone", "z").body().strip());
        assertEquals(404, send("PUT", "/simulator/chips/kast/clone", "d").statusCode());
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
        assertEquals(404, send("GET", "/simulatorx", "").statusCode());
        assertEquals(404, send("GET", "/simulator/", "").statusCode());
        assertEquals(404, send("PUT", "/simulator//pins/27", "low").statusCode());
        assertEquals(404, send("PUT", "/simulator/pins/27/", "low").statusCode());
        assertEquals(405, send("PUT", "/simulator", "").statusCode());
        assertEquals(405, send("POST", "/simulator/pins/27", "low").statusCode());
    }

    @Test
    void stopsItsBrokerAndStartsItAgainOnTheSamePort() throws Exception {
        int port = broker.listeners().get(0).getPort();

        JsonObject stopped = json(send("PUT", "/simulator/broker", "stopped"));
        assertFalse(stopped.getObject("broker").getBoolean("running"));
        assertThrows(ConnectException.class, () -> connected(port).close());

        JsonObject again = json(send("PUT", "/simulator/broker", "running"));
        assertTrue(again.getObject("broker").getBoolean("running"));
        connected(port).close();
    }

    /** 3.1.1 section 3.12: a PINGREQ is answered, unless the cable is pulled. */
    @Test
    void cutsAClientWithoutClosingItsConnection() throws Exception {
        try (Socket client = connected(broker.listeners().get(0).getPort())) {
            JsonObject there = json(send("GET", "/simulator", "")).getObject("broker");
            assertEquals("c", there.getArray("clients").getObject(0).getString("id"));

            assertEquals(200, send("PUT", "/simulator/broker/cut", "c").statusCode());

            client.getOutputStream().write(new byte[] {(byte) 0xC0, 0});
            client.setSoTimeout(200);
            assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
        }
        assertEquals(404, send("PUT", "/simulator/broker/cut", "nobody").statusCode());
        assertEquals(400, send("PUT", "/simulator/broker", "away").statusCode());
    }

    @Test
    void leavesABrokerAloneThatIsNotItsOwn() throws Exception {
        server.close();
        serve(new Workbench(pi, settings, ticks, Optional.empty()));

        assertFalse(json(send("GET", "/simulator", "")).has("broker"));
        assertEquals(404, send("PUT", "/simulator/broker", "stopped").statusCode());
        assertEquals(404, send("PUT", "/simulator/broker/cut", "c").statusCode());
    }

    /** With its CONNACK read; as client c, clean, without keep-alive. */
    private static Socket connected(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(HexFormat.of().parseHex("100d00044d51545404020000000163"));
        assertEquals(4, socket.getInputStream().readNBytes(4).length);
        return socket;
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
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.ofString(body));
    }

    private static JsonObject json(HttpResponse<String> response) throws Exception {
        assertEquals(200, response.statusCode(), response.body());
        return JsonParser.object().from(response.body());
    }
}
