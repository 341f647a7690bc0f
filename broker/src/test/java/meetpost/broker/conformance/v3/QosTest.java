package meetpost.broker.conformance.v3;

import static meetpost.broker.conformance.Peer.subscribe;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 4.3 Quality of Service levels and protocol flows. */
@Execution(ExecutionMode.CONCURRENT)
class QosTest {

    @Conversation
    @Statement({"MQTT-4.3.1-1", "MQTT-3.3.1-2"})
    void deliversQos0Once(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 2);

        broker.client("p").send("30 04 00 01 't' 'x'").expectSilence();

        subscriber.expect("30 04 00 01 't' 'x'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.3.2-1", "MQTT-3.3.1-1"})
    void deliversQos1UntilItIsAcknowledged(Peer broker) {
        Wire subscriber = subscribe(broker.lasting("s"), "t", 1);
        broker.client("p").send("32 06 00 01 't' 00 01 'x'").expect("40 02 00 01");
        subscriber.expect("32 06 00 01 't' 00 01 'x'").close();

        Wire again = broker.resumed("s").expect("3a 06 00 01 't' 00 01 'x'");
        again.send("40 02 00 01", "e0 00").expectClosed();

        broker.resumed("s").expectSilence();
    }

    @Conversation
    @Statement("MQTT-4.3.2-2")
    void takesAnAcknowledgedQos1IdAsANewMessageWhateverItsDupFlag(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 0);

        broker.client("p")
                .send("32 06 00 01 't' 00 01 'a'")
                .expect("40 02 00 01")
                .send("3a 06 00 01 't' 00 01 'b'")
                .expect("40 02 00 01");

        subscriber.expect("30 04 00 01 't' 'a'", "30 04 00 01 't' 'b'");
    }

    @Conversation
    @Statement("MQTT-4.3.3-1")
    void deliversQos2InFourSteps(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 2);
        broker.client("p")
                .send("34 06 00 01 't' 00 01 'x'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");

        subscriber
                .expect("34 06 00 01 't' 00 01 'x'")
                .send("50 02 00 01")
                .expect("62 02 00 01")
                .send("70 02 00 01")
                .expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.3.3-1", "MQTT-4.4.0-1", "MQTT-3.3.1-1"})
    void sendsAQos2MessageAgainUntilPubrec(Peer broker) {
        Wire subscriber = subscribe(broker.lasting("s"), "t", 2);
        broker.client("p")
                .send("34 06 00 01 't' 00 01 'x'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");
        subscriber.expect("34 06 00 01 't' 00 01 'x'").close();

        broker.resumed("s")
                .expect("3c 06 00 01 't' 00 01 'x'")
                .send("50 02 00 01")
                .expect("62 02 00 01");
    }

    @Conversation
    @Statement({"MQTT-4.3.3-1", "MQTT-4.4.0-1"})
    void sendsPubrelAgainUntilPubcompAndNeverThePublish(Peer broker) {
        Wire subscriber = subscribe(broker.lasting("s"), "t", 2);
        broker.client("p")
                .send("34 06 00 01 't' 00 01 'x'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");
        subscriber
                .expect("34 06 00 01 't' 00 01 'x'")
                .send("50 02 00 01")
                .expect("62 02 00 01")
                .close();

        Wire again = broker.resumed("s").expect("62 02 00 01");
        again.send("70 02 00 01", "e0 00").expectClosed();

        broker.resumed("s").expectSilence();
    }

    @Conversation
    @Statement("MQTT-4.3.3-2")
    void deliversAQos2MessageOnceHoweverOftenItComesBeforePubrel(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 2);

        broker.client("p")
                .send("34 06 00 01 't' 00 01 'x'")
                .expect("50 02 00 01")
                .send("3c 06 00 01 't' 00 01 'x'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");

        subscriber.expect("34 06 00 01 't' 00 01 'x'").expectSilence();
    }

    /** Mosquitto's way: who sends a message three times does not understand PUBREC. */
    @Conversation
    void closesOnAQos2MessageThatComesThreeTimes(Peer broker) {
        broker.client("p")
                .send("34 06 00 01 't' 00 01 'x'", "3c 06 00 01 't' 00 01 'x'")
                .expect("50 02 00 01", "50 02 00 01")
                .send("3c 06 00 01 't' 00 01 'x'")
                .expectClosed();
    }

    @Conversation
    void takesAQos2MessageAgainUnderTheSameIdOnceItIsComplete(Peer broker) {
        Wire publisher = broker.client("p");
        for (int i = 0; i < 3; i++) {
            publisher
                    .send("34 06 00 01 't' 00 01 'x'", "3c 06 00 01 't' 00 01 'x'")
                    .expect("50 02 00 01", "50 02 00 01")
                    .send("62 02 00 01")
                    .expect("70 02 00 01");
        }
    }

    @Conversation
    @Statement("MQTT-4.3.3-2")
    void remembersAQos2MessageOverAReconnect(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 0);
        broker.lasting("p").send("34 06 00 01 't' 00 01 'x'").expect("50 02 00 01").close();

        broker.resumed("p")
                .send("3c 06 00 01 't' 00 01 'x'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");

        subscriber.expect("30 04 00 01 't' 'x'").expectSilence();
    }

    @Conversation
    @Statement("MQTT-4.3.3-2")
    void takesAnIdAfterPubcompAsANewMessage(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 0);

        broker.client("p")
                .send("34 06 00 01 't' 00 01 'a'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01")
                .send("3c 06 00 01 't' 00 01 'b'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");

        subscriber.expect("30 04 00 01 't' 'a'", "30 04 00 01 't' 'b'").expectSilence();
    }

    @Conversation
    @Statement("MQTT-4.3.3-2")
    void answersPubrelOfAnUnknownIdWithPubcomp(Peer broker) {
        broker.client("a").send("62 02 00 09").expect("70 02 00 09").expectSilence();
    }

    @Conversation
    @Statement("MQTT-4.4.0-1")
    void sendsAgainInTheOrderOfTheFirstTime(Peer broker) {
        Wire subscriber = subscribe(broker.lasting("s"), "t", 2);
        broker.client("p")
                .send(
                        "32 06 00 01 't' 00 01 'a'",
                        "34 06 00 01 't' 00 02 'b'",
                        "62 02 00 02",
                        "32 06 00 01 't' 00 03 'c'")
                .expect("40 02 00 01", "50 02 00 02", "70 02 00 02", "40 02 00 03");
        subscriber
                .expect(
                        "32 06 00 01 't' 00 01 'a'",
                        "34 06 00 01 't' 00 02 'b'",
                        "32 06 00 01 't' 00 03 'c'")
                .close();

        broker.resumed("s")
                .expect(
                        "3a 06 00 01 't' 00 01 'a'",
                        "3c 06 00 01 't' 00 02 'b'",
                        "3a 06 00 01 't' 00 03 'c'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-5", "MQTT-4.4.0-1"})
    void sendsWhatWasUnderWayBeforeWhatWasQueued(Peer broker) {
        Wire subscriber = subscribe(broker.lasting("s"), "t", 1);
        Wire publisher = broker.client("p");
        publisher.send("32 06 00 01 't' 00 01 'a'").expect("40 02 00 01");
        subscriber.expect("32 06 00 01 't' 00 01 'a'").send("36 00").expectClosed();
        publisher.send("32 06 00 01 't' 00 01 'b'").expect("40 02 00 01");

        broker.resumed("s").expect("3a 06 00 01 't' 00 01 'a'", "32 06 00 01 't' 00 02 'b'");
    }
}
