package meetpost.broker.conformance.v3;

import static meetpost.broker.conformance.Peer.subscribe;
import static org.junit.jupiter.api.Assertions.assertTrue;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 3.1.2.4 Clean session, 3.2.2.2 Session present, 4.1 Storing state. */
@Execution(ExecutionMode.CONCURRENT)
class SessionTest {

    @Conversation
    @Statement({"MQTT-3.2.2-1", "MQTT-3.2.2-3"})
    void saysThatANewSessionIsNotPresent(Peer broker) {
        broker.open().send("10 0d 00 04 'MQTT' 04 02 00 3c 00 01 'a'").expect("20 02 00 00");
        broker.open().send("10 0d 00 04 'MQTT' 04 00 00 3c 00 01 'b'").expect("20 02 00 00");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-4", "MQTT-3.2.2-2", "MQTT-3.1.4-3", "MQTT-4.1.0-1"})
    void resumesASessionThatWasKept(Peer broker) {
        subscribe(broker.lasting("a"), "t", 1).send("e0 00").expectClosed();

        Wire again = broker.resumed("a");

        again.send("30 04 00 01 't' 'x'").expect("30 04 00 01 't' 'x'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-4", "MQTT-3.2.2-2"})
    void resumesASessionWhoseConnectionBroke(Peer broker) {
        subscribe(broker.lasting("a"), "t", 1).send("36 00").expectClosed();

        broker.resumed("a").send("30 04 00 01 't' 'x'").expect("30 04 00 01 't' 'x'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-4", "MQTT-3.1.4-2"})
    void handsTheSessionOverToTheOneWhoTakesTheClientId(Peer broker) {
        Wire first = subscribe(broker.lasting("a"), "t", 1);

        Wire second = broker.resumed("a");

        first.expectClosed();
        second.send("30 04 00 01 't' 'x'").expect("30 04 00 01 't' 'x'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-5", "MQTT-4.5.0-1"})
    void storesMessagesOfQos1And2ForAClientThatIsAway(Peer broker) {
        subscribe(broker.lasting("a"), "t", 2).send("e0 00").expectClosed();
        broker.client("p")
                .send("32 08 00 01 't' 00 01 'one'")
                .expect("40 02 00 01")
                .send("34 08 00 01 't' 00 02 'two'")
                .expect("50 02 00 02")
                .send("62 02 00 02")
                .expect("70 02 00 02");

        broker.resumed("a").expect("32 08 00 01 't' 00 01 'one'", "34 08 00 01 't' 00 02 'two'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-6", "MQTT-3.2.2-1", "MQTT-3.1.4-3"})
    void discardsAKeptSessionForACleanOne(Peer broker) {
        subscribe(broker.lasting("a"), "t", 1).send("e0 00").expectClosed();
        broker.client("p").send("32 06 00 01 't' 00 01 'x'").expect("40 02 00 01");

        Wire clean = broker.client("a");

        clean.send("30 04 00 01 't' 'y'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-6", "MQTT-3.2.2-3"})
    void keepsNothingOfACleanSession(Peer broker) {
        subscribe(broker.client("a"), "t", 1).send("e0 00").expectClosed();
        broker.client("p").send("32 06 00 01 't' 00 01 'x'").expect("40 02 00 01");

        Wire lasting = broker.lasting("a");

        lasting.send("30 04 00 01 't' 'y'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-6", "MQTT-4.3.3-2"})
    void forgetsHalfReceivedQos2MessagesOfACleanSession(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 0);
        broker.client("a")
                .send("34 08 00 01 't' 00 01 'one'")
                .expect("50 02 00 01")
                .send("e0 00")
                .expectClosed();

        broker.client("a")
                .send("34 08 00 01 't' 00 01 'two'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");

        String received = String.join("\n", subscriber.drain());
        assertTrue(received.endsWith("|0...ttwo|"), received);
    }

    @Conversation
    @Statement("MQTT-3.1.2-7")
    void keepsRetainedMessagesWhenTheSessionEnds(Peer broker) {
        broker.client("a")
                .send("33 09 00 01 't' 00 01 'kept'")
                .expect("40 02 00 01")
                .send("e0 00")
                .expectClosed();

        broker.client("a")
                .send("82 06 00 01 00 01 't' 00")
                .expect("90 03 00 01 00", "31 07 00 01 't' 'kept'");
    }

    @Conversation
    @Statement({"MQTT-4.1.0-2", "MQTT-4.1.0-1"})
    void keepsTheStateOfACleanSessionWhileItIsConnected(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 2);
        Wire publisher = broker.client("p");

        publisher
                .send("34 06 00 01 't' 00 01 'x'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");
        subscriber.expect("34 06 00 01 't' 00 01 'x'").expectSilence();

        subscriber.send("50 02 00 01").expect("62 02 00 01").expectSilence();
        subscriber.send("70 02 00 01").expectSilence();
    }
}
