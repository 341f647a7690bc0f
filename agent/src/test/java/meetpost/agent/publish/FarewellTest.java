package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.Proxy;
import org.junit.jupiter.api.Test;

/** What a broker and its clients are told when the agent goes. */
class FarewellTest {

    @Test
    void leavesTheWillWhenItIsCutOff() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port());
                var observer = new Observer(broker.port(), "#");
                TestAgent agent = TestAgent.connected(proxy.port())) {
            Eventually.within(10, "online", () -> observer.last(TestAgent.STATUS).equals("online"));

            proxy.refuse(true);

            Eventually.within(
                    10, "the will", () -> observer.last(TestAgent.STATUS).equals("offline"));
            Eventually.within(10, "not connected", () -> !agent.link().connected());
        }
    }

    /** A DISCONNECT would keep the will back, and the retained {@code online} stand for ever. */
    @Test
    void isOfflineAfterAStopInWhichTheBrokerCouldNotBeTold() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port());
                var observer = new Observer(broker.port(), TestAgent.STATUS)) {
            TestAgent agent = TestAgent.connected(proxy.port());
            Eventually.within(10, "online", () -> observer.last(TestAgent.STATUS).equals("online"));
            proxy.swallowAnswers(true);
            for (int i = 0; i < 40; i++) {
                agent.read();
            }

            agent.link().stop(Duration.ofSeconds(2));

            Eventually.within(
                    10, "offline", () -> observer.last(TestAgent.STATUS).equals("offline"));
        }
    }

    /** The broker does not answer any more: an orderly stop must not wait for it. */
    @Test
    void stopsWithinItsBoundOnASilentConnection() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port())) {
            TestAgent agent = TestAgent.connected(proxy.port());
            proxy.silence(true);
            agent.read();

            agent.link().stop(Duration.ofSeconds(3));

            assertEquals(1, agent.outbox().size());
        }
    }
}
