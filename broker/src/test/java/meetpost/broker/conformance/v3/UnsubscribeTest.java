package meetpost.broker.conformance.v3;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 3.10 UNSUBSCRIBE, 3.11 UNSUBACK. */
@Execution(ExecutionMode.CONCURRENT)
class UnsubscribeTest {

    @Conversation
    @Statement({"MQTT-3.10.3-2", "MQTT-4.8.0-1"})
    void closesOnAnUnsubscribeWithoutFilters(Peer broker) {
        broker.client("a").send("a2 02 00 01").expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.10.3-1")
    void closesOnAFilterThatIsCutShort(Peer broker) {
        broker.client("a").send("a2 00").expectClosed();
        broker.client("a").send("a2 03 00 01 00").expectClosed();
        broker.client("a").send("a2 05 00 01 00 02 't'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.10.4-1", "MQTT-3.10.4-2", "MQTT-3.10.4-4"})
    void endsTheSubscriptionWithExactlyThatFilter(Peer broker) {
        Wire subscriber = broker.client("s");
        subscriber
                .send("82 12 00 01 00 03 'a/#' 00 00 03 'a/+' 00 00 01 'b' 00")
                .expect("90 05 00 01 00 00 00");

        subscriber.send("a2 07 00 02 00 03 'a/+'").expect("b0 02 00 02");
        subscriber.send("a2 05 00 03 00 01 'B'").expect("b0 02 00 03");
        subscriber
                .send("30 06 00 03 'a/b' '1'", "30 04 00 01 'b' '2'")
                .expect("30 06 00 03 'a/b' '1'", "30 04 00 01 'b' '2'");

        subscriber.send("a2 07 00 04 00 03 'a/#'").expect("b0 02 00 04");
        subscriber
                .send("30 06 00 03 'a/b' '3'", "30 04 00 01 'b' '4'")
                .expect("30 04 00 01 'b' '4'");
    }

    @Conversation
    @Statement({"MQTT-3.10.4-3", "MQTT-4.1.0-1"})
    void completesTheDeliveryThatHasStarted(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 2);
        broker.client("p")
                .send("34 06 00 01 't' 00 01 'x'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");
        subscriber.expect("34 06 00 01 't' 00 01 'x'");

        subscriber.send("a2 05 00 02 00 01 't'").expect("b0 02 00 02");

        subscriber.send("50 02 00 01").expect("62 02 00 01").send("70 02 00 01").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.10.4-4", "MQTT-3.10.4-5"})
    void answersEvenWhenNothingWasSubscribed(Peer broker) {
        broker.client("a").send("a2 05 12 34 00 01 't'").expect("b0 02 12 34");
    }

    @Conversation
    @Statement("MQTT-3.10.4-6")
    void answersManyFiltersWithOneUnsuback(Peer broker) {
        Wire wire = broker.client("a");
        wire.send("82 0e 00 01 00 01 'a' 00 00 01 'b' 00 00 01 'c' 00")
                .expect("90 05 00 01 00 00 00");

        wire.send("a2 0e 00 02 00 01 'a' 00 04 'none' 00 01 'c'").expect("b0 02 00 02");

        wire.send("30 04 00 01 'a' '1'", "30 04 00 01 'c' '2'", "30 04 00 01 'b' '3'")
                .expect("30 04 00 01 'b' '3'")
                .expectSilence();
    }
}
