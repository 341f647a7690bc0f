package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Message;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.Test;

class PresenceTest {

    private final ManualTicks ticks = new ManualTicks();
    private final Presence presence =
            new Presence(
                    new Topics(
                            new TopicSettings(
                                    "sensoren", "ingangen", "actuatoren", "apparaten", false),
                            "",
                            "kelder-pi"),
                    Identity.of("kelder-pi", "serial-1", Instant.EPOCH, new Random(1)),
                    () -> new Info("0.1.0", "test", List.of(), List.of()),
                    TestAgent.announcements(),
                    TestAgent.ownership(TestAgent.TOPICS, ticks),
                    ticks);

    @Test
    void leavesAWillOnTheTopicWhereItSaysOnline() {
        assertEquals("apparaten/kelder-pi/status offline", presence.will().toString());
        assertEquals("apparaten/kelder-pi/status online", presence.online().toString());
        assertTrue(presence.will().isRetained() && presence.online().isRetained());
        assertEquals(1, presence.will().qos());
        assertEquals(1, presence.online().qos());
    }

    @Test
    void answersItsOwnOfflineAtMostOnceAMinute() {
        presence.born();
        hear("offline", false);
        assertEquals("apparaten/kelder-pi/status online", answer());
        hear("online", false);

        hear("offline", false);
        assertEquals("", answer());
        ticks.advance(Duration.ofSeconds(59));
        assertEquals("", answer());
        ticks.advance(Duration.ofSeconds(1));

        assertEquals("apparaten/kelder-pi/status online", answer());
        assertEquals("", answer());
    }

    @Test
    void doesNotAnswerTheStoredCopyThatIsFromBeforeItsBirth() {
        presence.born();
        hear("offline", true);

        assertEquals("", answer());
    }

    @Test
    void doesNotAnswerWhatWasPutRightMeanwhile() {
        presence.born();
        hear("offline", false);
        hear("online", false);

        assertEquals("", answer());
    }

    /** Threads of tests are as small as the program's. */
    @Test
    void anInfoThatIsDeepOrLongSaysNothing() {
        presence.heard(
                "apparaten/kelder-pi/info",
                ("{\"session\":" + "[".repeat(4000)).getBytes(UTF_8),
                true);
        presence.heard(
                "apparaten/kelder-pi/info",
                ("{\"a\":" + "{\"a\":".repeat(10_000)).getBytes(UTF_8),
                false);
        presence.heard("apparaten/kelder-pi/info", new byte[] {'{', (byte) 0xFF}, false);

        hear("offline", false);
        assertEquals("apparaten/kelder-pi/status online", answer());
    }

    /** A thousand may wait, on a heap of 48 MB. */
    @Test
    void keepsNothingThatIsTooLongToBeRead() {
        assertTrue(presence.reads(new byte[8192]));
        assertFalse(presence.reads(new byte[8193]));
    }

    /** The will of a session that the broker gives up late, long after the new one began. */
    @Test
    void isOnlineAgainAfterALateWill() throws Exception {
        try (var broker = Mosquitto.start();
                var observer = new Observer(broker.port(), "apparaten/#");
                TestAgent agent = TestAgent.connected(broker.port())) {
            Eventually.within(5, "online", () -> observer.last(TestAgent.STATUS).equals("online"));

            Observer.publish(broker.port(), TestAgent.STATUS, "offline", "-r");

            Eventually.within(
                    5,
                    "online again",
                    () ->
                            observer.on(TestAgent.STATUS)
                                    .equals(List.of("online", "offline", "online")));
            assertTrue(agent.link().connected());
        }
    }

    @Test
    void theProcessIsKilled() throws Exception {
        try (var broker = Mosquitto.start();
                var observer = new Observer(broker.port(), "apparaten/#")) {
            Process agent =
                    new ProcessBuilder(
                                    System.getProperty("java.home") + "/bin/java",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    PrintingAgent.class.getName(),
                                    String.valueOf(broker.port()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            Eventually.within(20, "online", () -> observer.last(TestAgent.STATUS).equals("online"));

            agent.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

            Eventually.within(
                    5, "the will", () -> observer.last(TestAgent.STATUS).equals("offline"));
        }
    }

    private void hear(String payload, boolean retained) {
        presence.heard("apparaten/kelder-pi/status", payload.getBytes(UTF_8), retained);
    }

    private String answer() {
        return presence.answer().map(Message::toString).orElse("");
    }
}
