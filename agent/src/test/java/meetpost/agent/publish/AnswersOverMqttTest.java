package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import meetpost.agent.command.Refusal;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Floods of commands from a client that is not ours: each has its answer. */
class AnswersOverMqttTest {

    private static final String SET = "actuatoren/pomp/set";
    private static final String RESULT = "actuatoren/pomp/result";

    /** S8 of the attack from outside: of 5,000, 2,135 were answered. */
    @ParameterizedTest
    @CsvSource({"MOSQUITTO, 10000", "OURS, 10000", "MOSQUITTO, 3000"})
    void eachOfThousandsOfCommandsAtQos1IsAnswered(String kind, int commands) throws Exception {
        List<String> payloads = new ArrayList<>();
        for (int n = 0; n < commands; n++) {
            payloads.add("{\"state\":\"TOGGLE\",\"id\":\"" + n + "\"}");
        }
        try (var broker = start(kind);
                var observer = new Observer(port(broker), RESULT);
                var desk = new CommandedAgent(port(broker))) {
            Eventually.within(60, "the agent is connected", desk.link()::connected);

            Observer.publishAll(port(broker), SET, payloads);

            Eventually.within(
                    240, "all are answered", () -> observer.on(RESULT).size() >= commands);
            Set<String> ids = new HashSet<>();
            for (String answer : observer.on(RESULT)) {
                JsonObject json = JsonParser.object().from(answer);
                ids.add(json.getString("id"));
            }
            assertEquals(commands, ids.size());
            assertEquals(commands, observer.on(RESULT).size());
            assertEquals(commands, desk.desk().accepted() + desk.desk().refused(Refusal.BUSY));
            assertEquals(0, desk.desk().unanswered());
        }
    }

    private static AutoCloseable start(String kind) throws Exception {
        return kind.equals("OURS")
                ? Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))))
                : Mosquitto.with("allow_anonymous true\nmax_queued_messages 0\n");
    }

    private static int port(AutoCloseable broker) {
        return broker instanceof Broker ours ? ours.port() : ((Mosquitto) broker).port();
    }
}
