package meetpost.broker.conformance.v3;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 2.3.1 Packet identifier. */
@Execution(ExecutionMode.CONCURRENT)
class PacketIdTest {

    @Conversation
    @Statement("MQTT-2.3.1-1")
    void closesOnAPacketIdOfZero(Peer broker) {
        broker.client("a").send("32 06 00 01 't' 00 00 'x'").expectClosed();
        broker.client("a").send("34 06 00 01 't' 00 00 'x'").expectClosed();
        broker.client("a").send("82 06 00 00 00 01 't' 00").expectClosed();
        broker.client("a").send("a2 05 00 00 00 01 't'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-2.3.1-4", "MQTT-2.3.1-1", "MQTT-4.3.2-1"})
    void givesEachMessageUnderWayAnIdOfItsOwn(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 2);

        broker.client("p")
                .send(
                        "32 06 00 01 't' 00 07 'a'",
                        "32 06 00 01 't' 00 07 'b'",
                        "34 06 00 01 't' 00 08 'c'")
                .expect("40 02 00 07", "40 02 00 07", "50 02 00 08")
                .send("62 02 00 08")
                .expect("70 02 00 08");

        subscriber
                .expect("32 06 00 01 't' 00 01 'a'")
                .expect("32 06 00 01 't' 00 02 'b'")
                .expect("34 06 00 01 't' 00 03 'c'");
    }

    @Conversation
    @Statement({"MQTT-2.3.1-5", "MQTT-4.3.1-1"})
    void sendsQos0WithoutAPacketId(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 0);

        broker.client("p").send("32 06 00 01 't' 12 34 'x'").expect("40 02 12 34");

        subscriber.expect("30 04 00 01 't' 'x'").expectSilence();
    }

    @Conversation
    @Statement("MQTT-2.3.1-6")
    void answersPublishAndPubrelWithTheirOwnId(Peer broker) {
        broker.client("a")
                .send("32 06 00 01 't' ff ff 'x'")
                .expect("40 02 ff ff")
                .send("34 06 00 01 't' 80 01 'x'")
                .expect("50 02 80 01")
                .send("62 02 80 01")
                .expect("70 02 80 01");
    }

    @Conversation
    @Statement({"MQTT-2.3.1-7", "MQTT-3.8.4-2", "MQTT-3.10.4-4"})
    void answersSubscribeAndUnsubscribeWithTheirOwnId(Peer broker) {
        broker.client("a")
                .send("82 06 fe dc 00 01 't' 01")
                .expect("90 03 fe dc 01")
                .send("a2 05 cd ef 00 01 't'")
                .expect("b0 02 cd ef");
    }

    @Conversation
    @Statement("MQTT-2.3.1-4")
    void usesAnIdAgainOnlyWhenItsMessageWasAcknowledged(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 1);
        Wire publisher = broker.client("p");
        publisher.send("32 06 00 01 't' 00 01 'a'").expect("40 02 00 01");
        subscriber.expect("32 06 00 01 't' 00 01 'a'");

        publisher.send("32 06 00 01 't' 00 01 'b'").expect("40 02 00 01");
        subscriber
                .expect("32 06 00 01 't' 00 02 'b'")
                .send("40 02 00 01", "40 02 00 02")
                .expectSilence();
    }
}
