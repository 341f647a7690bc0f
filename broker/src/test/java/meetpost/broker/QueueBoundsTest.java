package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import meetpost.broker.settings.Limit;
import org.junit.jupiter.api.Test;

/** What waits for clients that are away, and what is retained, is bounded. */
class QueueBoundsTest {

    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'";

    /** MQTT 3.1.1 has no word for it: the client keeps its acknowledgement, the log says it. */
    @Test
    void refusesWhatAFullQueueHasNoRoomFor() throws Exception {
        try (var broker = BoundedBroker.with(Limit.QUEUE_MESSAGES, 2)) {
            leaveSubscribed(broker, "s", 1);
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                for (int id = 1; id <= 3; id++) {
                    publisher.send("32 06 00 01 't' 00 0%d '%d'".formatted(id, id));
                    publisher.expect("40 02 00 0" + id);
                }
            }

            try (var subscriber = RawClient.connected(broker.port(), "s", 0, "20 02 01 00")) {
                subscriber.expect("32 06 00 01 't' 00 01 '1' 32 06 00 01 't' 00 02 '2'");
                subscriber.expectNothing();
            }
            broker.assertHeard("client s: its queue is full (2 messages");
            assertEquals(1, broker.metrics().publishDropped());
            broker.assertReached(1, Limit.QUEUE_MESSAGES);
        }
    }

    /** Neither the publisher's, who hears of success, nor that of others who listen. */
    @Test
    void makesAFullQueueTheLossOfItsOwnSessionAlone() throws Exception {
        for (Limit bound : List.of(Limit.QUEUE_MESSAGES, Limit.QUEUE_SIZE, Limit.ALL_QUEUES_SIZE)) {
            long most = bound == Limit.QUEUE_MESSAGES ? 1 : 260;
            try (var broker = BoundedBroker.with(bound, most);
                    var living = RawClient.connected(broker.port(), "l")) {
                leaveSubscribed(broker, "s", 1);
                living.send("82 06 00 01 00 01 '#' 01").expect("90 03 00 01 01");
                try (var publisher = new RawClient(broker.port())) {
                    publisher.send(CONNECT_5).in().skipNBytes(16);
                    for (int id = 1; id <= 3; id++) {
                        String publish = "00 01 't' 00 0%d 00 '%d'".formatted(id, id);
                        publisher.send("32 07" + publish).expect("40 02 00 0" + id);
                        living.expect("32 06 00 01 't' 00 0%d '%d'".formatted(id, id));
                        living.send("40 02 00 0" + id);
                    }
                    publisher.send("34 07 00 01 't' 00 04 00 '4'").expect("50 02 00 04");
                    publisher.send("62 02 00 04").expect("70 02 00 04");
                }
                assertEquals(Map.of("s", 3L), broker.metrics().lostBySession());

                try (var subscriber = RawClient.connected(broker.port(), "s", 0, "20 02 01 00")) {
                    subscriber.expect("32 06 00 01 't' 00 01 '1'").expectNothing();
                }
                broker.assertHeard("client s: its queue is full (1 messages");
                broker.assertHeard("client s: its queue is empty again, 3 messages were lost");
            }
        }
    }

    @Test
    void boundsAQueueInBytesToo() throws Exception {
        try (var broker = BoundedBroker.with(Limit.QUEUE_SIZE, 2_000)) {
            leaveSubscribed(broker, "s", 1);
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                for (int id = 1; id <= 3; id++) {
                    publisher.send(
                            "32 ED 07 00 01 't' 00 0%d '%s'".formatted(id, "x".repeat(1000)));
                    publisher.expect("40 02 00 0" + id);
                }
            }

            assertEquals(1, broker.metrics().queuedMessages());
            assertTrue(broker.metrics().queuedBytes() < 2_000);
            broker.assertReached(2, Limit.QUEUE_SIZE);
        }
    }

    @Test
    void boundsWhatIsRetained() throws Exception {
        try (var broker = BoundedBroker.with(Limit.RETAINED_MESSAGES, 1);
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_5).in().skipNBytes(16);
            client.send("33 07 00 01 'a' 00 01 00 '1'").expect("40 03 00 01 10");

            client.send("33 07 00 01 'b' 00 02 00 '1'").expect("40 03 00 02 97");
            client.send("33 07 00 01 'a' 00 03 00 '2'").expect("40 03 00 03 10");

            assertEquals(1, broker.metrics().retainedMessages());
            broker.assertReached(1, Limit.RETAINED_MESSAGES);
        }
    }

    /** A message costs its topic twice, its payload and 240 bytes for what is around them. */
    @Test
    void boundsWhatIsRetainedInBytesToo() throws Exception {
        try (var broker = BoundedBroker.with(Limit.RETAINED_SIZE, 1_000);
                var client = RawClient.connected(broker.port(), "a")) {
            client.send("33 ED 07 00 01 'a' 00 01 '" + "x".repeat(1_000) + "'");
            client.expect("40 02 00 01");
            client.send("33 96 01 00 01 'b' 00 02 '" + "x".repeat(145) + "'");
            client.expect("40 02 00 02");

            assertEquals(1, broker.metrics().retainedMessages());
            broker.assertReached(1, Limit.RETAINED_SIZE);
        }
    }

    /** Two messages, each within the bound of its queue, are too much together. */
    @Test
    void boundsAllQueuesTogether() throws Exception {
        try (var broker = BoundedBroker.with(Limit.ALL_QUEUES_SIZE, 2_000)) {
            leaveSubscribed(broker, "s", 1);
            leaveSubscribed(broker, "t", 1);
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                publisher.send("32 ED 07 00 01 't' 00 01 '%s'".formatted("x".repeat(1_000)));
                publisher.expect("40 02 00 01");
                publisher.send("32 ED 07 00 01 't' 00 02 '%s'".formatted("x".repeat(1_000)));
                publisher.expect("40 02 00 02");
            }

            assertEquals(2, broker.metrics().queuedMessages());
            broker.assertReached(2, Limit.ALL_QUEUES_SIZE);
        }
    }

    /**
     * Its payload is there once: 1,000 bytes, the topic twice, 240, and 80 for each further queue.
     */
    @Test
    void countsAMessageThatWaitsForSeveralOnce() throws Exception {
        try (var broker = BoundedBroker.usual()) {
            for (int session = 0; session < 10; session++) {
                leaveSubscribed(broker, "s" + session, 1);
            }
            try (var publisher = RawClient.connected(broker.port(), "p")) {
                publisher.send("32 ED 07 00 01 't' 00 01 '%s'".formatted("x".repeat(1_000)));
                publisher.expect("40 02 00 01");
            }
            assertEquals(10, broker.metrics().queuedMessages());
            assertEquals(1_002 + 240 + 9 * 80, broker.metrics().queuedBytes());

            for (int session = 0; session < 10; session++) {
                RawClient.connected(broker.port(), "s" + session).close();
            }

            assertEquals(0, broker.metrics().queuedMessages());
            assertEquals(0, broker.metrics().queuedBytes());
        }
    }

    private static void leaveSubscribed(BoundedBroker broker, String id, int qos)
            throws IOException {
        try (var subscriber = RawClient.connected(broker.port(), id, 0, "20 02 00 00")) {
            subscriber.send("82 06 00 01 00 01 't' 0" + qos).expect("90 03 00 01 0" + qos);
            subscriber.send("E0 00").expectClosed();
        }
    }
}
