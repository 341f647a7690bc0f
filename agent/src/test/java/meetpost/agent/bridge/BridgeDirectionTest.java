package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Message;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.outbox.ClockCorrection;
import meetpost.agent.outbox.DiskOutbox;
import meetpost.agent.outbox.DiskWriter;
import meetpost.agent.settings.OutboxSettings;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgeDirectionTest {

    private final Refusals refusals = new Refusals("cloud", Ticks.REAL);
    private final DiskOutbox<BridgedMessage> outbox =
            new DiskWriter<>(
                            new BridgedMessageKind("cloud"),
                            new OutboxSettings(
                                    2000, 0, Duration.ofDays(7), Duration.ofSeconds(60), 500),
                            Path.of("/nowhere"),
                            ClockCorrection.of(Clock.systemUTC(), Ticks.REAL))
                    .outbox();
    private final BridgeDirection direction =
            new BridgeDirection(
                    "bridge-cloud-out",
                    new ForwardingRule(
                            new ForwardingRule.Crossroad(
                                    "a-cloud",
                                    "a-cloud/out",
                                    "a-cloud/in",
                                    Crossings.of("#"),
                                    "apparaten/a/bridges/cloud/out/brings",
                                    new BridgeEndpoint(Ticks.REAL),
                                    new BridgeEndpoint(Ticks.REAL)),
                            refusals,
                            Clock.systemUTC()),
                    outbox,
                    Ticks.REAL);

    /** A session with a window of two messages. */
    private static final class Way implements PublishChannel {

        private final List<String> published = new ArrayList<>();
        private final Queue<Runnable> open = new ArrayDeque<>();

        @Override
        public synchronized boolean publish(Message message, Runnable acked) {
            if (message.topic().contains("\u0000")) {
                throw new IllegalArgumentException("as Paho does");
            }
            if (open.size() == 2) {
                return false;
            }
            published.add(message.toString());
            open.add(acked);
            return true;
        }

        @Override
        public void subscribe(Collection<String> filters, int qos) {}

        @Override
        public boolean isBridge() {
            return true;
        }

        synchronized List<String> published() {
            return List.copyOf(published);
        }

        synchronized void ack() {
            open.remove().run();
        }

        void awaitPublished(String... expected) throws InterruptedException {
            Eventually.within(
                    10, String.join(", ", expected), () -> published().equals(List.of(expected)));
        }
    }

    @BeforeEach
    void start() {
        direction.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        direction.down();
        direction.close(Duration.ofSeconds(5));
    }

    @Test
    void whatWasNotAcknowledgedGoesAgainInOrderInTheNextSession() throws Exception {
        var first = new Way();
        direction.up(first);
        arrived("t", "1", "2", "3", "4");
        first.awaitPublished("t 1", "t 2");
        first.ack();
        first.awaitPublished("t 1", "t 2", "t 3");

        direction.down();
        var second = new Way();
        direction.up(second);

        second.awaitPublished("t 2", "t 3");
        second.ack();
        second.ack();
        second.awaitPublished("t 2", "t 3", "t 4");
        second.ack();
        Eventually.within(5, "nothing waits", () -> outbox.size() == 0);
        assertEquals(4, direction.carried());
    }

    @Test
    void anAcknowledgementOfASessionThatEndedCountsForNothing() throws Exception {
        var first = new Way();
        direction.up(first);
        arrived("t", "1");
        first.awaitPublished("t 1");
        direction.down();
        var second = new Way();
        direction.up(second);
        second.awaitPublished("t 1");

        first.ack();
        arrived("t", "2");

        second.awaitPublished("t 1", "t 2");
        assertEquals(2, outbox.size());
        assertEquals(0, direction.carried());
    }

    @Test
    void aCommandThatMayHaveArrivedIsNotSentAgain() throws Exception {
        var first = new Way();
        direction.up(first);
        arrived("actuatoren/pomp/set", "ON");
        first.awaitPublished("actuatoren/pomp/set ON");
        direction.down();
        var second = new Way();
        direction.up(second);
        arrived("t", "1");

        second.awaitPublished("t 1");
        assertEquals(Map.of("command", 1L), refusals.counts());
    }

    @Test
    void aTopicThatTheLibraryDoesNotTakeHoldsNothingUp() throws Exception {
        var way = new Way();
        direction.up(way);

        arrived("a\u0000b", "1");
        arrived("t", "2");

        way.awaitPublished("t 2");
    }

    private void arrived(String topic, String... payloads) {
        for (String each : payloads) {
            direction.arrived(topic, each.getBytes(UTF_8), false);
        }
    }
}
