package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import org.junit.jupiter.api.Test;

class AgentLinkTest {

    @Test
    void saysThatItIsOnlineAndWhatItIs() throws Exception {
        try (var broker = Mosquitto.start();
                var observer = new Observer(broker.port(), "#");
                var agent = TestAgent.at(broker.port())) {

            Eventually.within(15, "birth", () -> observer.last(TestAgent.STATUS).equals("online"));

            Eventually.within(5, "info", () -> !observer.last(TestAgent.INFO).isEmpty());
            assertTrue(
                    observer.last(TestAgent.INFO)
                            .startsWith(
                                    "{\"version\":\"0.1.0\",\"board\":\"test\",\"started\":\"2026-11-21T10:00:00.000Z\",\"session\":\""),
                    observer.last(TestAgent.INFO));
            assertTrue(agent.link().connected());
        }
    }

    @Test
    void saysThatItIsOfflineWhenItStops() throws Exception {
        try (var broker = Mosquitto.start();
                var observer = new Observer(broker.port(), "#")) {
            TestAgent agent = TestAgent.connected(broker.port());
            Eventually.within(15, "birth", () -> observer.last(TestAgent.STATUS).equals("online"));

            agent.close();

            Eventually.within(
                    5, "goodbye", () -> observer.last(TestAgent.STATUS).equals("offline"));
            assertEquals(List.of("online", "offline"), observer.on(TestAgent.STATUS));
        }
    }

    @Test
    void publishesReadingsAndConfirmsThem() throws Exception {
        try (var broker = Mosquitto.start();
                var observer = new Observer(broker.port(), "#");
                var agent = TestAgent.connected(broker.port())) {

            for (int i = 0; i < 100; i++) {
                agent.read();
            }

            agent.awaitDelivered();
            Eventually.within(
                    5, "the last one", () -> observer.last(TestAgent.TEMPERATURE).equals("100.00"));
            assertEquals(List.of(), observer.on(TestAgent.HISTORY));
        }
    }
}
