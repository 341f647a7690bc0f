package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.claim.Standing;
import meetpost.agent.link.Eventually;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import org.junit.jupiter.api.Test;

/** What goes to the broker, in which order, over a way that a test holds in its hands. */
class PublishLoopTest extends PublishLoopRig {

    private final AtomicInteger lost = new AtomicInteger();

    private void lost() {
        lost.incrementAndGet();
    }

    @Test
    void publishesAReadingOfNowAndConfirmsItWhenAllOfItIsAcknowledged() throws Exception {
        var way = up();
        publishLoop.add(kas(1, 20.5));
        way.awaits("sensoren/kas/reading");
        assertEquals(
                List.of("sensoren/kas/temperatuur 20.50", "sensoren/kas/vochtigheid 50.0"),
                way.published().subList(2, 4));

        way.ackAllBut(1);
        assertEquals(1, outbox.size());
        way.ackAllBut(0);

        Eventually.within(5, "confirmed", () -> outbox.size() == 0);
    }

    /** The refusal of a retained command, which the broker sends before anything else. */
    @Test
    void keepsAnAnswerThatIsGivenBetweenTheSessionAndTheWayThroughIt() throws Exception {
        publishLoop.opened();
        publishLoop.event("actuatoren/pomp/result", "{\"accepted\":false}");

        var way = up();

        way.awaits("actuatoren/pomp/result {\"accepted\":false}");
    }

    @Test
    void keepsNoAnswerWithoutASession() throws Exception {
        publishLoop.event("actuatoren/pomp/result", "{\"accepted\":false}");
        publishLoop.opened();
        publishLoop.down();
        var way = up();
        publishLoop.event("actuatoren/pomp/result", "{\"accepted\":true}");

        way.awaits("actuatoren/pomp/result {\"accepted\":true}");
        assertEquals(1, way.on("actuatoren/pomp/result").size());
    }

    /** Who asked is gone, or asks again: what was said to the session before is news no more. */
    @Test
    void anEventOfTheSessionBeforeDoesNotComeAfterAReconnect() throws Exception {
        var first = up();
        for (int n = 0; n < WINDOW; n++) {
            publishLoop.event("homeassistant/x", "fills the window");
        }
        Eventually.within(60, "a full window", () -> first.published().size() == WINDOW);
        publishLoop.event("actuatoren/pomp/result", "of the session before");

        publishLoop.down();
        var second = up();
        publishLoop.event("actuatoren/pomp/result", "of this one");

        second.awaits("actuatoren/pomp/result of this one");
        assertEquals(
                List.of("actuatoren/pomp/result of this one"), second.on("actuatoren/pomp/result"));
    }

    @Test
    void everyAnswerLeavesHoweverManyThereAre() throws Exception {
        var way = up();
        for (int n = 0; n < 10_000; n++) {
            publishLoop.answer("actuatoren/pomp/result", "{\"id\":\"" + n + "\"}", this::lost);
        }

        way.acknowledgesAtOnce();

        Eventually.within(60, "all", () -> way.on("actuatoren/pomp/result").size() == 10_000);
        assertEquals(0, lost.get());
    }

    @Test
    void anAnswerFollowsTheStateThatItSpeaksOf() throws Exception {
        var way = up();
        for (int n = 0; n < 25; n++) {
            publishLoop.event("homeassistant/x", "fills the window");
        }
        publishLoop.answer("actuatoren/klep/result", "klep", this::lost);
        publishLoop.state("actuatoren/pomp", "ON", 1);
        publishLoop.answer("actuatoren/pomp/result", "pomp", this::lost);

        way.acknowledgesAtOnce();

        way.awaits("actuatoren/pomp/result pomp");
        List<String> all = way.published();
        assertTrue(
                all.indexOf("actuatoren/pomp ON") < all.indexOf("actuatoren/pomp/result pomp"),
                all.toString());
    }

    /** Readings go on while answers leave. */
    @Test
    void aReadingWaitsForAFewAnswersOnly() throws Exception {
        var way = up();
        for (int n = 0; n < 1000; n++) {
            publishLoop.answer("actuatoren/pomp/result", "answer", this::lost);
        }
        publishLoop.add(temperature(1, 20));

        way.acknowledgesAtOnce();

        way.awaitsCount("actuatoren/pomp/result", 1000);
        way.awaits("sensoren/temperatuur 20.00");
        List<String> all = way.published();
        assertTrue(all.indexOf("sensoren/temperatuur 20.00") < 100, "reading is late");
    }

    @Test
    void saysWhichAnswersTheBrokerDoesNotHave() throws Exception {
        publishLoop.answer("actuatoren/pomp/result", "without a session", this::lost);
        assertEquals(1, lost.get());
        var way = up();
        for (int n = 0; n < 50; n++) {
            publishLoop.answer("actuatoren/pomp/result", "answer", this::lost);
        }
        // A window of 20, of which presence takes 2.
        way.awaitsCount("actuatoren/pomp/result", 18);
        way.ackAllBut(15);

        Eventually.within(5, "a full window", () -> way.on("actuatoren/pomp/result").size() == 23);
        publishLoop.down();

        Eventually.within(5, "the rest is lost", () -> lost.get() == 1 + 50 - 3);
        up().acknowledgesAtOnce();
        assertEquals(48, lost.get());
    }

    @Test
    void isBehindWhileMoreThanAMegabyteOfAnswersWaits() throws Exception {
        var way = up();
        for (int n = 0; n < 1100; n++) {
            publishLoop.answer("actuatoren/pomp/result", "x".repeat(1000), this::lost);
        }
        assertTrue(publishLoop.isBehind());

        way.acknowledgesAtOnce();

        way.awaitsCount("actuatoren/pomp/result", 1100);
        assertTrue(!publishLoop.isBehind());
    }

    @Test
    void keepsOnlyTheNewestStateOfATopicWhileAway() throws Exception {
        publishLoop.state("ingangen/deur", "ON", 1);
        publishLoop.state("ingangen/deur", "OFF", 1);
        publishLoop.event("actuatoren/pomp/result", "nobody is there");

        var way = up();

        way.awaits("ingangen/deur OFF");
        assertEquals(List.of("ingangen/deur OFF"), way.on("ingangen/deur"));
        assertEquals(List.of(), way.on("actuatoren/pomp/result"));
    }

    @Test
    void publishesAllStateAgainInEachSessionWithPresenceFirst() throws Exception {
        publishLoop.state("ingangen/deur", "ON", 1);
        publishLoop.state("sensoren/kas/fault", "", 1);
        var first = up();
        first.acknowledgesAtOnce();
        first.awaits("sensoren/kas/fault ");
        publishLoop.down();

        var second = up();
        second.acknowledgesAtOnce();
        second.awaits("sensoren/kas/fault ");

        List<String> all = second.published();
        assertEquals(STATUS + " online", all.get(0));
        assertTrue(all.get(1).startsWith("apparaten/kelder-pi/info "), all.get(1));
        assertEquals(List.of("ingangen/deur ON", "sensoren/kas/fault "), all.subList(2, 4));
    }

    @Test
    void waitsForRoomInTheWindow() throws Exception {
        var way = up();
        for (int i = 0; i < 50; i++) {
            publishLoop.state("ingangen/" + i, "ON", 1);
        }
        Eventually.within(5, "a full window", () -> way.published().size() == WINDOW);

        way.acknowledgesAtOnce();

        way.awaits("ingangen/49 ON");
        assertEquals(52, way.published().size());
    }

    @Test
    void countsNoAcknowledgementThatComesAfterItsSession() throws Exception {
        publishLoop.state("ingangen/deur", "ON", 1);
        var first = up();
        first.awaits("ingangen/deur ON");
        publishLoop.down();
        var second = up();
        second.awaits("ingangen/deur ON");

        first.ackAllBut(0);
        second.acknowledgesAtOnce();

        assertTrue(publishLoop.settle(Duration.ofSeconds(5)));
        // Of the second session three, and in each the question who else is there.
        assertEquals(5, publishLoop.published());
    }

    @Test
    void dropsWhatCannotBePublishedAndGoesOn() throws Exception {
        var way = up();
        publishLoop.state("not/#/a/topic", "ON", 1);
        publishLoop.state("ingangen/deur", "ON", 1);

        way.awaits("ingangen/deur ON");
    }

    @Test
    void knowsWhenTheBrokerHasNotHeardTheFarewell() throws Exception {
        up();

        assertTrue(!publishLoop.farewell(Duration.ofMillis(300)));
    }

    @Test
    void whatMakesALookFailCostsThatLookOnly() throws Exception {
        publishLoop.later(
                () -> {
                    throw new StackOverflowError("made up");
                });
        publishLoop.later(
                () -> {
                    throw new IllegalStateException("made up");
                });
        var looked = new CountDownLatch(1);
        publishLoop.later(looked::countDown);

        assertTrue(looked.await(60, TimeUnit.SECONDS));
        assertEquals(2, publishLoop.defects());
    }

    @Test
    void settlesWhenEverythingIsDelivered() throws Exception {
        publishLoop.add(temperature(1, 20));
        publishLoop.add(temperature(2, 20));
        assertTrue(!publishLoop.settle(Duration.ofMillis(100)));
        var way = up();
        way.acknowledgesAtOnce();

        assertTrue(publishLoop.settle(Duration.ofSeconds(5)));

        assertEquals(0, outbox.size());
    }

    @Test
    void showsHowASensorIs() throws Exception {
        var sensorTopics =
                new SensorTopics(topics, sensors, publishLoop, Standing::alone, Clock.systemUTC());
        var way = up();
        way.acknowledgesAtOnce();

        sensorTopics.changed(
                "kas",
                new Health.Ill(
                        FaultKind.CORRUPT, "byte 5", Instant.parse("2026-11-21T10:00:00Z"), 1));
        way.awaits("sensoren/kas/fault {");
        sensorTopics.changed("kas", new Health.Well());
        way.awaits("sensoren/kas/status online");

        way.awaitsCount("sensoren/kas/fault", 2);
        assertEquals(
                List.of(
                        "sensoren/kas/fault {\"kind\":\"corrupt\",\"message\":\"byte 5\",\"since\":"
                                + "\"2026-11-21T10:00:00.000Z\",\"count\":1}",
                        "sensoren/kas/fault "),
                way.on("sensoren/kas/fault"));
        assertEquals(
                List.of("sensoren/kas/status offline", "sensoren/kas/status online"),
                way.on("sensoren/kas/status"));
    }
}
