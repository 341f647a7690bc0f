package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.TestBroker;
import org.junit.jupiter.api.Test;

/** A broker is made to wait by what MQTT has for that: acknowledgements that do not come. */
class BackPressureTest {

    private static final String SET = "actuatoren/pomp/set";

    @Test
    void aBrokerStopsAtItsWindowWhileTheAgentIsBehindAndGoesOnAfterwards() throws Exception {
        try (var broker =
                        Mosquitto.with(
                                """
                                allow_anonymous true
                                max_queued_messages 0
                                max_inflight_messages 20
                                """);
                TestAgent agent = TestAgent.connected(broker.port())) {
            agent.behind(true);
            Observer.publishAll(broker.port(), SET, Collections.nCopies(500, "ON"));
            // What the agent hears of itself when it has just connected takes places too.
            Eventually.within(60, "a full window", () -> agent.inbox().size() >= 15);

            // The session lives on meanwhile, in both directions.
            agent.read();
            agent.awaitDelivered();
            assertTrue(agent.inbox().size() <= 20, agent.inbox().size() + " came");

            agent.behind(false);
            agent.read();

            Eventually.within(60, "all of them", () -> agent.inbox().size() == 500);
            assertEquals(0, agent.link().reconnects());
        }
    }

    /** Mosquitto does so since 2.0.13: see decision 123. */
    @Test
    void oursStopsInTheMiddleOfAFlood() throws Exception {
        try (var broker = new TestBroker.Ours();
                TestAgent agent = TestAgent.connected(broker.port())) {
            agent.behindFrom(300);
            Observer.publishAll(broker.port(), SET, Collections.nCopies(900, "ON"));
            Eventually.within(60, "the middle", () -> agent.inbox().size() >= 300);

            agent.read();
            agent.awaitDelivered();
            agent.read();
            agent.awaitDelivered();
            int came = agent.inbox().size();
            assertTrue(came <= 300 + 20, came + " came");

            agent.behind(false);
            agent.read();

            Eventually.within(60, "all of them", () -> agent.inbox().size() == 900);
        }
    }
}
