package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.subscribe;
import static meetpost.broker.conformance.Five.subscriber;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.3.1.3 RETAIN and the subscription options about it. */
@Execution(ExecutionMode.CONCURRENT)
class RetainTest {

    @Conversation
    @Statement({"MQTT-3.3.1-5", "MQTT-3.3.1-9"})
    void storesTheLastRetainedMessageOfATopic(Peer broker) {
        client(broker, "p")
                .send("31 07 00 01 't' 00 'old'", "31 07 00 01 't' 00 'new'")
                .expectSilence();

        subscriber(broker, "s", "t", 0).expect("31 07 00 01 't' 00 'new'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.3.1-6", "MQTT-3.3.1-7"})
    void removesTheRetainedMessageForAnEmptyOne(Peer broker) {
        Wire publisher = client(broker, "p").send("31 08 00 01 't' 00 'kept'").expectSilence();
        Wire subscriber = subscriber(broker, "s", "t", 0).expect("31 08 00 01 't' 00 'kept'");

        publisher.send("31 04 00 01 't' 00").expectSilence();

        subscriber.expect("30 04 00 01 't' 00").expectSilence();
        subscriber(broker, "z", "t", 0).expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.3.1-8")
    void leavesTheRetainedMessageAloneWhenTheFlagIsNotSet(Peer broker) {
        client(broker, "p")
                .send(
                        "31 08 00 01 't' 00 'kept'",
                        "30 08 00 01 't' 00 'live'",
                        "30 04 00 01 't' 00")
                .expectSilence();

        subscriber(broker, "s", "t", 0).expect("31 08 00 01 't' 00 'kept'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.3.1-9", "MQTT-3.8.4-3", "MQTT-3.8.4-4"})
    void sendsRetainedMessagesAgainToARepeatedSubscription(Peer broker) {
        client(broker, "p").send("31 08 00 01 't' 00 'kept'").expectSilence();
        Wire subscriber = subscriber(broker, "s", "t", 0).expect("31 08 00 01 't' 00 'kept'");

        subscribe(subscriber, "t", 1).expect("31 08 00 01 't' 00 'kept'");
    }

    @Conversation
    @Statement("MQTT-3.3.1-10")
    void sendsRetainedMessagesToANewSubscriptionOnlyWithRetainHandling1(Peer broker) {
        client(broker, "p").send("31 08 00 01 't' 00 'kept'").expectSilence();

        Wire subscriber = subscriber(broker, "s", "t", 0x10).expect("31 08 00 01 't' 00 'kept'");

        subscribe(subscriber, "t", 0x10).expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.3.1-11")
    void sendsNoRetainedMessagesWithRetainHandling2(Peer broker) {
        client(broker, "p").send("31 08 00 01 't' 00 'kept'").expectSilence();

        subscriber(broker, "s", "t", 0x20).expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.3.1-12")
    void clearsTheFlagForSubscriptionsThatWereThere(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 0);

        client(broker, "p").send("31 05 00 01 't' 00 'x'").expectSilence();

        subscriber.expect("30 05 00 01 't' 00 'x'");
    }

    @Conversation
    @Statement("MQTT-3.3.1-13")
    void keepsTheFlagForSubscriptionsThatWantItAsPublished(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 0x08);

        client(broker, "p")
                .send("31 05 00 01 't' 00 'x'", "30 05 00 01 't' 00 'y'")
                .expectSilence();

        subscriber.expect("31 05 00 01 't' 00 'x'", "30 05 00 01 't' 00 'y'");
    }
}
