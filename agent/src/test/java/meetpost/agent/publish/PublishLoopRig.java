package meetpost.agent.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import meetpost.agent.announce.Announcements;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Message;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A publish loop with what it carries, and a session whose acknowledgements the test gives. */
abstract class PublishLoopRig {

    static final int WINDOW = 20;
    static final String STATUS = "apparaten/kelder-pi/status";

    final Topics topics =
            new Topics(
                    new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                    "",
                    "kelder-pi");
    final List<SensorSettings> sensors =
            List.of(
                    TestAgent.sensor("temperatuur", List.of(Quantity.TEMPERATURE), false),
                    TestAgent.sensor(
                            "kas",
                            List.of(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY),
                            true));
    final TestOutbox outbox = new TestOutbox();
    final Announcements announcements = TestAgent.announcements();
    final Presence presence =
            new Presence(
                    topics,
                    Identity.of("kelder-pi", "serial-1", Instant.EPOCH, new Random(1)),
                    () -> new Info("0.1.0", "test", List.of(), List.of()),
                    announcements,
                    TestAgent.ownership(topics, Ticks.REAL),
                    Ticks.REAL);
    final Readings readings = new Readings(topics, sensors);
    final PublishLoop publishLoop =
            new PublishLoop(outbox, readings, presence, new Pace(100, Ticks.REAL), Ticks.REAL);

    @BeforeEach
    void start() {
        publishLoop.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        publishLoop.farewell(Duration.ofMillis(200));
    }

    Way up() {
        var way = new Way(publishLoop);
        publishLoop.up(way);
        return way;
    }

    static Reading temperature(long seq, double value) {
        return new Reading(
                "temperatuur",
                Instant.EPOCH.plusSeconds(seq),
                seq,
                List.of(new Measurement(Quantity.TEMPERATURE, value)));
    }

    static Reading kas(long seq, double value) {
        return new Reading(
                "kas",
                Instant.EPOCH.plusSeconds(seq),
                seq,
                List.of(
                        new Measurement(Quantity.TEMPERATURE, value),
                        new Measurement(Quantity.RELATIVE_HUMIDITY, 50)));
    }

    /** A session that acknowledges what it is told to. */
    static final class Way implements PublishChannel {

        private final PublishLoop publishLoop;

        Way(PublishLoop publishLoop) {
            this.publishLoop = publishLoop;
        }

        @Override
        public void subscribe(Collection<String> filters, int qos) {}

        @Override
        public boolean isBridge() {
            return false;
        }

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
            publishLoop.heardOfBoards(message.topic(), message.payload(), false);
            if (message.topic().startsWith("apparaten/kelder-pi/ask/")) {
                acked.run();
                return true;
            }
            published.add(message.toString());
            if (message.topic().equals(STATUS) || message.topic().equals(TestAgent.INFO)) {
                publishLoop.heard(message.topic(), message.payload(), false);
            }
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
