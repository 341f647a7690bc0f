package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.Test;

/** A watchdog takes a link that does not turn for one that hangs. */
class LinkTurnsTest {

    @Test
    void turnsWhileNothingHappensForALongKeepAlive() throws Exception {
        try (var broker = Mosquitto.start();
                TestAgent agent =
                        new TestAgent(
                                TestAgent.settings(Duration.ofHours(18), broker.port()), "one")) {
            agent.awaitConnected();
            long since = Ticks.REAL.now();

            Eventually.within(
                    15,
                    "a turn",
                    () -> agent.link().turned() - since > Duration.ofSeconds(4).toNanos());
            assertTrue(agent.link().connected());
        }
    }

    @Test
    void turnsWhileItWaitsToTryAgain() throws Exception {
        try (TestAgent agent = TestAgent.at(Mosquitto.freePort())) {
            long since = Ticks.REAL.now();

            Eventually.within(
                    30,
                    "a turn",
                    () -> agent.link().turned() - since > Duration.ofSeconds(12).toNanos());
        }
    }
}
