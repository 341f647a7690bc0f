package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.lasting;
import static meetpost.broker.conformance.Five.published;
import static meetpost.broker.conformance.Five.subscribe;
import static meetpost.broker.conformance.Five.subscriber;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Packet;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.3.2.3.3 Message expiry interval. */
@Execution(ExecutionMode.CONCURRENT)
class ExpiryTest {

    @Conversation
    @Statement("MQTT-3.3.2-6")
    void sendsTheExpiryIntervalOn(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 0);

        client(broker, "p").send("30 0a 00 01 't' 05 02 00 00 03 e8 'x'").expectSilence();

        published(subscriber, "30 0a 00 01 't' 05 02 00 00 03 e8 'x'");
    }

    @Conversation
    @Statement("MQTT-3.3.2-6")
    void countsTheTimeThatAMessageWaited(Peer broker) {
        Wire bystander = client(broker, "b");
        subscribe(lasting(broker, "s", 0), "t", 1).send("e0 00").expectClosed();
        acknowledged(
                client(broker, "p").send("32 0c 00 01 't' 00 01 05 02 00 00 03 e8 'x'"), 4, 1, 0);
        bystander.expectNothingFor(Duration.ofMillis(2100));

        Packet publish = Packet.next(lasting(broker, "s", 1), 3);

        publish.u16();
        publish.u8();
        publish.u16();
        int left = Integer.parseInt(publish.properties().get(0).substring(2), 16);
        assertTrue(
                left >= 990 && left <= 998,
                () -> left + " of 1000 seconds left after more than two");
    }

    @Conversation
    @Statement("MQTT-3.3.2-5")
    void deletesAMessageThatExpiredBeforeItWasSent(Peer broker) {
        Wire bystander = client(broker, "b");
        subscribe(lasting(broker, "s", 0), "t", 1).send("e0 00").expectClosed();
        Wire publisher =
                client(broker, "p")
                        .send(
                                "32 0e 00 01 't' 00 01 05 02 00 00 00 01 'old'",
                                "32 09 00 01 't' 00 02 00 'new'");
        acknowledged(publisher, 4, 1, 0);
        acknowledged(publisher, 4, 2, 0);
        bystander.expectNothingFor(Duration.ofMillis(2100));

        Wire again = lasting(broker, "s", 1);

        assertEquals("['new']", payloads(again.drain()));
    }

    @Conversation
    @Statement("MQTT-3.3.2-5")
    void deletesARetainedMessageThatExpired(Peer broker) {
        Wire publisher =
                client(broker, "p").send("31 0c 00 01 't' 05 02 00 00 00 01 'old'").expectSilence();
        publisher.expectNothingFor(Duration.ofMillis(2100));

        subscriber(broker, "s", "t", 0).expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.3.3-7", "MQTT-4.3.3-13"})
    void completesWhatWasUnderWayWhenItExpired(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 2);
        Wire publisher =
                client(broker, "p")
                        .send("34 0c 00 01 't' 00 01 05 02 00 00 00 01 'x'", "62 02 00 01");
        acknowledged(publisher, 5, 1, 0);
        acknowledged(publisher, 7, 1, 0);
        published(subscriber, "34 0c 00 01 't' 00 01 05 02 00 00 00 01 'x'");
        subscriber.expectNothingFor(Duration.ofMillis(2100));

        subscriber.send("50 02 00 01");

        acknowledged(subscriber, 6, 1, 0);
        subscriber.send("70 02 00 01").expectSilence();
    }

    /** The quoted ends of packets in words. */
    private static String payloads(List<String> packets) {
        return packets.stream()
                .map(p -> "'" + p.substring(p.length() - 4, p.length() - 1) + "'")
                .toList()
                .toString();
    }
}
