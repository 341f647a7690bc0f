package meetpost.agent.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes to the broker, in which order, over a way that a test holds in its hands. */
class CourierTest {

    private static final int WINDOW = 20;
    private static final String STATUS = "apparaten/kelder-pi/status";

    private final Topics topics =
            new Topics(
                    new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                    "",
                    "kelder-pi");
    private final List<SensorSettings> sensors =
            List.of(
                    TestAgent.sensor("temperatuur", List.of(Quantity.TEMPERATURE), false),
                    TestAgent.sensor(
                            "kas",
                            List.of(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY),
                            true));
    private final TestOutbox outbox = new TestOutbox();
    private final Presence presence =
            new Presence(
                    topics,
                    Identity.of("kelder-pi", "serial-1", Instant.EPOCH, new Random(1)),
                    () -> new Info("0.1.0", "test", List.of(), List.of()),
                    Ticks.REAL);
    private final Courier courier =
            new Courier(outbox, new Readings(topics, sensors), presence, Ticks.REAL);

    @BeforeEach
    void start() {
        courier.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        courier.farewell(Duration.ofMillis(200));
    }

    @Test
    void publishesAReadingOfNowAndConfirmsItWhenAllOfItIsAcknowledged() throws Exception {
        var way = up();
        courier.add(kas(1, 20.5));
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
        courier.opened();
        courier.event("actuatoren/pomp/result", "{\"accepted\":false}");

        var way = up();

        way.awaits("actuatoren/pomp/result {\"accepted\":false}");
    }

    @Test
    void keepsNoAnswerWithoutASession() throws Exception {
        courier.event("actuatoren/pomp/result", "{\"accepted\":false}");
        courier.opened();
        courier.down();
        var way = up();
        courier.event("actuatoren/pomp/result", "{\"accepted\":true}");

        way.awaits("actuatoren/pomp/result {\"accepted\":true}");
        assertEquals(1, way.on("actuatoren/pomp/result").size());
    }

    @Test
    void sendsWhatIsNotAcknowledgedToHistory() throws Exception {
        var lost = up();
        courier.add(temperature(1, 20));
        courier.add(temperature(2, 21));
        lost.awaits("sensoren/temperatuur 21.00");
        courier.down();

        var way = up();

        way.awaitsCount("sensoren/temperatuur/history", 2);
        List<String> history = way.on("sensoren/temperatuur/history");
        assertTrue(history.get(0).contains("\"seq\":1,"), history.get(0));
        assertTrue(history.get(1).contains("\"seq\":2,"), history.get(1));
        assertEquals(List.of("sensoren/temperatuur 21.00"), way.on("sensoren/temperatuur"));
    }

    @Test
    void neverTakesALiveTopicBackInTime() throws Exception {
        for (int seq = 1; seq <= 50; seq++) {
            courier.add(temperature(seq, seq));
        }
        var way = up();
        way.acknowledgesAtOnce();
        for (int seq = 51; seq <= 60; seq++) {
            courier.add(temperature(seq, seq));
        }

        way.awaits("sensoren/temperatuur 60.00");
        way.awaitsCount("sensoren/temperatuur/history", 50);

        List<String> live = way.on("sensoren/temperatuur");
        double last = 49;
        for (String each : live) {
            double value = Double.parseDouble(each.split(" ")[1]);
            assertTrue(value > last, live.toString());
            last = value;
        }
        assertEquals(11, live.size(), live.toString());
    }

    /** Ten of history on their way at most: what is true now never waits for what was. */
    @Test
    void letsTheLiveOvertakeHistory() throws Exception {
        for (int seq = 1; seq <= 500; seq++) {
            courier.add(temperature(seq, seq));
        }
        var way = up();
        way.awaitsCount("sensoren/temperatuur/history", 10);

        courier.add(kas(1, 20));
        courier.state("actuatoren/pomp", "ON", 1);

        way.awaits("actuatoren/pomp ON");
        way.awaits("sensoren/kas/reading");
        assertEquals(10, way.on("sensoren/temperatuur/history").size());
    }

    @Test
    void sendsHistoryAtABoundedRate() throws Exception {
        for (int seq = 1; seq <= 60; seq++) {
            courier.add(temperature(seq, seq));
        }
        var way = up();
        long since = System.nanoTime();
        way.acknowledgesAtOnce();

        way.awaitsCount("sensoren/temperatuur/history", 60);

        Duration took = Duration.ofNanos(System.nanoTime() - since);
        assertTrue(took.compareTo(Duration.ofMillis(500)) > 0, "60 in " + took);
    }

    @Test
    void treatsTheFirstReadingsOfAStartAsOfNow() throws Exception {
        courier.add(temperature(1, 20));
        courier.add(kas(1, 21));

        var way = up();
        way.acknowledgesAtOnce();

        Eventually.within(5, "confirmed", () -> outbox.size() == 0);
        assertEquals(List.of("sensoren/temperatuur 20.00"), way.on("sensoren/temperatuur"));
        assertEquals(List.of(), way.on("sensoren/temperatuur/history"));
    }

    @Test
    void keepsOnlyTheNewestStateOfATopicWhileAway() throws Exception {
        courier.state("ingangen/deur", "ON", 1);
        courier.state("ingangen/deur", "OFF", 1);
        courier.event("actuatoren/pomp/result", "nobody is there");

        var way = up();

        way.awaits("ingangen/deur OFF");
        assertEquals(List.of("ingangen/deur OFF"), way.on("ingangen/deur"));
        assertEquals(List.of(), way.on("actuatoren/pomp/result"));
    }

    @Test
    void publishesAllStateAgainInEachSessionWithPresenceFirst() throws Exception {
        courier.state("ingangen/deur", "ON", 1);
        courier.state("sensoren/kas/fault", "", 1);
        var first = up();
        first.acknowledgesAtOnce();
        first.awaits("sensoren/kas/fault ");
        courier.down();

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
            courier.state("ingangen/" + i, "ON", 1);
        }
        Eventually.within(5, "a full window", () -> way.published().size() == WINDOW);

        way.acknowledgesAtOnce();

        way.awaits("ingangen/49 ON");
        assertEquals(52, way.published().size());
    }

    @Test
    void countsNoAcknowledgementThatComesAfterItsSession() throws Exception {
        courier.state("ingangen/deur", "ON", 1);
        var first = up();
        first.awaits("ingangen/deur ON");
        courier.down();
        var second = up();
        second.awaits("ingangen/deur ON");

        first.ackAllBut(0);
        second.acknowledgesAtOnce();

        assertTrue(courier.settle(Duration.ofSeconds(5)));
        assertEquals(3, courier.published());
    }

    @Test
    void dropsWhatCannotBePublishedAndGoesOn() throws Exception {
        var way = up();
        courier.state("not/#/a/topic", "ON", 1);
        courier.state("ingangen/deur", "ON", 1);

        way.awaits("ingangen/deur ON");
    }

    @Test
    void saysOfflineLastAndKeepsHistory() throws Exception {
        for (int seq = 1; seq <= 500; seq++) {
            courier.add(temperature(seq, seq));
        }
        var way = up();
        way.acknowledgesAtOnce();
        way.awaits("sensoren/temperatuur 500.00");
        courier.state("actuatoren/pomp", "OFF", 1);

        boolean known = courier.farewell(Duration.ofSeconds(2));

        List<String> all = way.published();
        assertTrue(known);
        assertEquals(STATUS + " offline", all.get(all.size() - 1));
        assertTrue(all.contains("actuatoren/pomp OFF"));
        assertTrue(outbox.size() > 300, outbox.size() + " left");
    }

    @Test
    void knowsWhenTheBrokerHasNotHeardTheFarewell() throws Exception {
        up();

        assertTrue(!courier.farewell(Duration.ofMillis(300)));
    }

    @Test
    void settlesWhenEverythingIsDelivered() throws Exception {
        courier.add(temperature(1, 20));
        courier.add(temperature(2, 20));
        assertTrue(!courier.settle(Duration.ofMillis(100)));
        var way = up();
        way.acknowledgesAtOnce();

        assertTrue(courier.settle(Duration.ofSeconds(5)));

        assertEquals(0, outbox.size());
    }

    @Test
    void showsHowASensorIs() throws Exception {
        var sensorTopics = new SensorTopics(topics, sensors, courier);
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

    private Way up() {
        var way = new Way();
        courier.up(way);
        return way;
    }

    private static Reading temperature(long seq, double value) {
        return new Reading(
                "temperatuur",
                Instant.EPOCH.plusSeconds(seq),
                seq,
                List.of(new Measurement(Quantity.TEMPERATURE, value)));
    }

    private static Reading kas(long seq, double value) {
        return new Reading(
                "kas",
                Instant.EPOCH.plusSeconds(seq),
                seq,
                List.of(
                        new Measurement(Quantity.TEMPERATURE, value),
                        new Measurement(Quantity.RELATIVE_HUMIDITY, 50)));
    }

    /** A session that acknowledges what it is told to. */
    private static final class Way implements Uplink {

        private final List<String> published = new ArrayList<>();
        private final Queue<Runnable> open = new ArrayDeque<>();
        private boolean atOnce;

        @Override
        public synchronized boolean publish(Message message, Runnable acked) {
            if (message.topic().contains("#")) {
                throw new IllegalArgumentException("as Paho does");
            }
            if (open.size() == WINDOW) {
                return false;
            }
            published.add(message.toString());
            if (atOnce) {
                acked.run();
            } else {
                open.add(acked);
            }
            return true;
        }

        synchronized void acknowledgesAtOnce() {
            atOnce = true;
            ackAllBut(0);
        }

        synchronized void ackAllBut(int left) {
            while (open.size() > left) {
                open.remove().run();
            }
        }

        synchronized List<String> published() {
            return List.copyOf(published);
        }

        List<String> on(String topic) {
            return published().stream().filter(each -> each.startsWith(topic + " ")).toList();
        }

        void awaits(String start) throws InterruptedException {
            Eventually.within(
                    5, start, () -> published().stream().anyMatch(each -> each.startsWith(start)));
        }

        void awaitsCount(String topic, int count) throws InterruptedException {
            Eventually.within(5, count + " on " + topic, () -> on(topic).size() == count);
        }
    }
}
