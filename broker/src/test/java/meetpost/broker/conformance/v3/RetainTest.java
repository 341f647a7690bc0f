package meetpost.broker.conformance.v3;

import static meetpost.broker.conformance.Peer.subscribe;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 3.3.1.3 RETAIN. */
@Execution(ExecutionMode.CONCURRENT)
class RetainTest {

    @Conversation
    @Statement({"MQTT-3.3.1-5", "MQTT-3.3.1-6", "MQTT-3.3.1-8"})
    void sendsTheRetainedMessageAndItsQosToANewSubscription(Peer broker) {
        broker.client("p").send("33 09 00 01 't' 00 01 'kept'").expect("40 02 00 01");

        broker.subscriber("s", "t", 2).expect("33 09 00 01 't' 00 01 'kept'");
        broker.subscriber("z", "t", 0).expect("31 07 00 01 't' 'kept'");
    }

    @Conversation
    @Statement({"MQTT-3.3.1-5", "MQTT-3.3.1-8"})
    void sendsARetainedMessageOfQos2(Peer broker) {
        broker.client("p")
                .send("35 09 00 01 't' 00 01 'kept'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");

        broker.subscriber("s", "t", 2)
                .expect("35 09 00 01 't' 00 01 'kept'")
                .send("50 02 00 01")
                .expect("62 02 00 01")
                .send("70 02 00 01")
                .expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.3.1-6")
    void sendsTheRetainedMessageOfEachMatchingTopic(Peer broker) {
        broker.client("p")
                .send(
                        "31 04 00 01 'a' '0'",
                        "31 06 00 03 'a/b' '1'",
                        "31 08 00 05 'a/b/c' '2'",
                        "31 06 00 03 'b/b' '3'")
                .expectSilence();

        broker.subscriber("s", "a/#", 0)
                .expectInAnyOrder(
                        "31 04 00 01 'a' '0'", "31 06 00 03 'a/b' '1'", "31 08 00 05 'a/b/c' '2'")
                .expectSilence();
        broker.subscriber("z", "+/b", 0)
                .expectInAnyOrder("31 06 00 03 'a/b' '1'", "31 06 00 03 'b/b' '3'")
                .expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.3.1-7")
    void replacesARetainedMessageWithOneOfQos0(Peer broker) {
        broker.client("p")
                .send("33 08 00 01 't' 00 01 'old'")
                .expect("40 02 00 01")
                .send("31 06 00 01 't' 'new'")
                .expectSilence();

        broker.subscriber("s", "t", 1).expect("31 06 00 01 't' 'new'").expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.3.1-9")
    void clearsTheFlagForSubscriptionsThatWereThere(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 1);

        broker.client("p").send("33 06 00 01 't' 00 01 'x'").expect("40 02 00 01");

        subscriber.expect("32 06 00 01 't' 00 01 'x'").expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.3.1-9")
    void clearsTheFlagOfWhatWasQueuedForAnAbsentSubscriber(Peer broker) {
        subscribe(broker.lasting("s"), "t", 1).send("e0 00").expectClosed();
        broker.client("p").send("33 06 00 01 't' 00 01 'x'").expect("40 02 00 01");

        broker.resumed("s").expect("32 06 00 01 't' 00 01 'x'").send("40 02 00 01").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.3.1-10", "MQTT-3.3.1-11"})
    void removesTheRetainedMessageForAnEmptyOneAndPassesThatOn(Peer broker) {
        Wire publisher = broker.client("p");
        publisher.send("31 07 00 01 't' 'kept'").expectSilence();
        Wire subscriber = broker.subscriber("s", "t", 0).expect("31 07 00 01 't' 'kept'");

        publisher.send("31 03 00 01 't'").expectSilence();

        subscriber.expect("30 03 00 01 't'").expectSilence();
        broker.subscriber("z", "t", 0).expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.3.1-12")
    void leavesTheRetainedMessageAloneWhenTheFlagIsNotSet(Peer broker) {
        broker.client("p")
                .send(
                        "31 07 00 01 't' 'kept'",
                        "30 07 00 01 't' 'live'",
                        "30 03 00 01 't'",
                        "30 07 00 01 'u' 'live'")
                .expectSilence();

        broker.subscriber("s", "t", 0).expect("31 07 00 01 't' 'kept'").expectSilence();
        broker.subscriber("z", "u", 0).expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.3.1-12")
    void leavesTheRetainedMessageAloneForAnEmptyOneThatIsNotRetained(Peer broker) {
        broker.client("p").send("31 07 00 01 't' 'kept'", "30 03 00 01 't'").expectSilence();

        broker.subscriber("s", "t", 0).expect("31 07 00 01 't' 'kept'");
    }
}
