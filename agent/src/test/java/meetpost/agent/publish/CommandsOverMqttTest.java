package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonParser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import meetpost.agent.command.Refusal;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a client that is not ours to a line in memory and back, over both brokers. */
class CommandsOverMqttTest {

    private static final String SET = "actuatoren/pomp/set";
    private static final String STATE = "actuatoren/pomp";
    private static final String RESULT = "actuatoren/pomp/result";

    enum Kind {
        OURS,
        MOSQUITTO
    }

    @ParameterizedTest
    @EnumSource
    void aCommandMovesThePinAndIsAnswered(Kind kind) throws Exception {
        try (var broker = Running.start(kind);
                var observer = new Observer(broker.port(), "actuatoren/#");
                var desk = new CommandedAgent(broker.port())) {
            Eventually.within(15, "OFF", () -> observer.last(STATE).equals("OFF"));

            Observer.publish(broker.port(), SET, "{\"state\":\"ON\",\"id\":\"42\"}");

            Eventually.within(15, "the answer", () -> !observer.last(RESULT).isEmpty());
            assertEquals(
                    "{\"id\":\"42\",\"accepted\":true,\"state\":\"ON\"}", observer.last(RESULT));
            assertEquals("ON", observer.last(STATE));
            assertTrue(desk.board().output(17).level());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoredCommandMovesNothingButItsLiveCopyDoes(Kind kind) throws Exception {
        try (var broker = Running.start(kind)) {
            Observer.publish(broker.port(), SET, "ON", "-r");
            try (var observer = new Observer(broker.port(), RESULT);
                    var desk = new CommandedAgent(broker.port())) {
                Eventually.within(15, "the refusal", () -> !observer.last(RESULT).isEmpty());
                assertEquals("retained", reason(observer.last(RESULT)));
                assertEquals(List.of(false), desk.board().output(17).levels());

                Observer.publish(broker.port(), SET, "ON", "-r");

                Eventually.within(15, "ON", () -> desk.board().output(17).level());
                Observer.publish(broker.port(), SET, "", "-r");
                Observer.publish(broker.port(), SET, "OFF");
                Eventually.within(15, "its answer", () -> observer.on(RESULT).size() >= 3);
                assertEquals(List.of(false, true, false), desk.board().output(17).levels());
                assertEquals(3, observer.on(RESULT).size());
            }
        }
    }

    @Test
    void aStoredCommandIsRefusedOnceAtEachReconnect() throws Exception {
        try (var broker = Mosquitto.persistent();
                var observer = new Observer(broker.port(), RESULT);
                var desk = new CommandedAgent(broker.port())) {
            Eventually.within(15, "the agent is connected", desk.link()::connected);
            Observer.publish(broker.port(), SET, "ON", "-r");
            Eventually.within(15, "ON", () -> desk.board().output(17).level());
            Observer.publish(broker.port(), SET, "OFF");
            Eventually.within(15, "OFF", () -> !desk.board().output(17).level());
            observer.forget();

            broker.stop();
            broker.restart();

            Eventually.within(30, "the refusal", () -> desk.desk().refused(Refusal.RETAINED) == 1);
            Observer.publish(broker.port(), SET, "OFF");
            Eventually.within(15, "OFF is answered", () -> desk.desk().accepted() == 3);
            assertEquals(List.of(false, true, false, false), desk.board().output(17).levels());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommandOfTenMegabytesIsRefusedAndTheNextOneExecuted(Kind kind, @TempDir Path directory)
            throws Exception {
        Path large = directory.resolve("large");
        Files.write(large, new byte[10_000_000]);
        try (var broker = Running.start(kind);
                var observer = new Observer(broker.port(), RESULT);
                var desk = new CommandedAgent(broker.port())) {
            Eventually.within(15, "the agent is connected", desk.link()::connected);
            Observer.publish(broker.port(), SET, "OFF");
            Eventually.within(15, "OFF is answered", () -> desk.desk().accepted() == 1);

            publishFile(broker.port(), large);

            Observer.publish(broker.port(), SET, "ON");
            Eventually.within(30, "ON", () -> desk.board().output(17).level());
        }
    }

    private static void publishFile(int port, Path file) throws Exception {
        new ProcessBuilder(
                        "mosquitto_pub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(port),
                        "-q",
                        "1",
                        "-t",
                        SET,
                        "-f",
                        file.toString())
                .start()
                .waitFor();
    }

    private static String reason(String answer) throws Exception {
        var json = JsonParser.object().from(answer);
        assertFalse(json.getBoolean("accepted", true));
        return json.getString("reason");
    }

    /** A broker of either kind. */
    private record Running(int port, AutoCloseable broker) implements AutoCloseable {

        static Running start(Kind kind) throws Exception {
            if (kind == Kind.MOSQUITTO) {
                Mosquitto mosquitto = Mosquitto.start();
                return new Running(mosquitto.port(), mosquitto);
            }
            Broker ours =
                    Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
            return new Running(ours.port(), ours);
        }

        @Override
        public void close() throws Exception {
            broker.close();
        }
    }
}
