package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fence on brokers as they are. */
class FenceOverMqttTest {

    private static final String TROUBLE =
            "cannot write or cannot hear actuatoren/pomp/set, so only the retain flag tells a"
                    + " stored command from a live one; the broker's access list must allow both to user"
                    + " bord: topic readwrite actuatoren/pomp/set (Mosquitto), or the topic under read"
                    + " and under write (ours)";

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void whoSeesThatWeAreHereIsObeyedAtOnce(TestBroker.Kind kind) throws Exception {
        try (TestBroker broker = kind.start();
                var observer = new Observer(broker.port(), "#");
                TestAgent agent = TestAgent.at(broker.port())) {
            Eventually.within(15, "online", () -> observer.last(TestAgent.STATUS).equals("online"));
            Observer.publish(broker.port(), TestAgent.SET, "ON");

            Eventually.within(15, "the command", () -> !agent.inbox().isEmpty());

            assertEquals(List.of("actuatoren/pomp/set ON"), agent.inbox());
            assertEquals(Optional.empty(), agent.link().complaint());
            Eventually.within(
                    60, "two marks and the command", () -> observer.on(TestAgent.SET).size() == 3);
        }
    }

    /** The board may subscribe, and hears nothing. */
    @Test
    void anAccessListThatDeniesTheReadingIsSaid() throws Exception {
        try (var broker = withAccess("topic write actuatoren/#")) {
            complains(broker);
        }
    }

    @Test
    void anAccessListThatDeniesTheWritingIsSaidAndCommandsWork() throws Exception {
        try (var broker = withAccess("topic read actuatoren/+/set");
                TestAgent agent = board(broker)) {
            Eventually.within(
                    60,
                    "the complaint",
                    () -> agent.link().complaint().equals(Optional.of(TROUBLE)));

            Observer.publish(broker.port(), TestAgent.SET, "ON");

            Eventually.within(
                    15, "the command", () -> agent.inbox().contains("actuatoren/pomp/set ON"));
        }
    }

    private static Mosquitto withAccess(String line) throws Exception {
        return Mosquitto.withAccess(
                """
                topic readwrite #
                user bord
                topic readwrite apparaten/#
                topic readwrite sensoren/#
                %s
                """
                        .formatted(line));
    }

    private static TestAgent board(Mosquitto broker) {
        return new TestAgent(
                TestAgent.settings(TestAgent.login(broker.port(), "bord", "geheim")), "serial-1");
    }

    private static void complains(Mosquitto broker) throws Exception {
        try (TestAgent agent = board(broker)) {
            Eventually.within(15, "connected", agent.link()::connected);

            Eventually.within(
                    60,
                    "the complaint",
                    () -> agent.link().complaint().equals(Optional.of(TROUBLE)));
            assertTrue(agent.link().connected());
        }
    }
}
