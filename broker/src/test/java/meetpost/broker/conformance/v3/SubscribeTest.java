package meetpost.broker.conformance.v3;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.House;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 3.8 SUBSCRIBE, 3.9 SUBACK. */
@Execution(ExecutionMode.CONCURRENT)
class SubscribeTest {

    @Conversation
    @Statement({"MQTT-3.8.3-2", "MQTT-3.8.4-1"})
    void grantsFiltersWithWildcards(Peer broker) {
        broker.client("a").send("82 0a 00 01 00 05 'a/+/#' 02").expect("90 03 00 01 02");
    }

    @Conversation
    @Statement({"MQTT-3.8.3-3", "MQTT-4.8.0-1"})
    void closesOnASubscribeWithoutFilters(Peer broker) {
        broker.client("a").send("82 02 00 01").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.8.3-3", "MQTT-4.8.0-1"})
    void closesOnAFilterThatIsCutShort(Peer broker) {
        broker.client("a").send("82 00").expectClosed();
        broker.client("a").send("82 01 00").expectClosed();
        broker.client("a").send("82 03 00 01 00").expectClosed();
        broker.client("a").send("82 04 00 01 00 01").expectClosed();
        broker.client("a").send("82 05 00 01 00 01 't'").expectClosed();
        broker.client("a").send("82 09 00 01 00 01 't' 00 00 01 'u'").expectClosed();
        broker.client("a").send("82 06 00 01 00 09 't' 00").expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.8.3-4")
    void closesOnReservedBitsAndOnQos3(Peer broker) {
        for (String options : List.of("03", "04", "08", "10", "20", "40", "80")) {
            broker.client("a").send("82 06 00 01 00 01 't' " + options).expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-3.8.4-1", "MQTT-3.8.4-2", "MQTT-3.8.4-5", "MQTT-3.9.3-2"})
    void answersWithTheQosThatItGrants(Peer broker) {
        broker.client("a")
                .send("82 06 00 01 00 01 't' 00")
                .expect("90 03 00 01 00")
                .send("82 06 00 02 00 01 't' 01")
                .expect("90 03 00 02 01")
                .send("82 06 00 03 00 01 't' 02")
                .expect("90 03 00 03 02");
    }

    @Conversation
    @Statement("MQTT-3.8.4-3")
    void replacesASubscriptionToTheSameFilter(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 2);
        subscriber.send("82 06 00 02 00 01 't' 00").expect("90 03 00 02 00");

        broker.client("p").send("32 06 00 01 't' 00 01 'x'").expect("40 02 00 01");

        subscriber.expect("30 04 00 01 't' 'x'").expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.8.4-3")
    void sendsRetainedMessagesAgainToARepeatedSubscription(Peer broker) {
        broker.client("p").send("31 07 00 01 't' 'kept'").expectSilence();
        Wire subscriber = broker.subscriber("s", "t", 0).expect("31 07 00 01 't' 'kept'");

        subscriber
                .send("82 06 00 02 00 01 't' 00")
                .expect("90 03 00 02 00", "31 07 00 01 't' 'kept'");
    }

    @Conversation
    @Statement({"MQTT-3.8.4-4", "MQTT-3.8.4-5", "MQTT-3.9.3-1"})
    void answersManyFiltersInOneSubackInTheirOrder(Peer broker) {
        Wire wire = broker.client("a");

        wire.send("82 0e 00 01 00 01 'a' 02 00 01 'b' 00 00 01 'c' 01")
                .expect("90 05 00 01 02 00 01");

        wire.send("30 04 00 01 'a' '1'", "30 04 00 01 'b' '2'", "30 04 00 01 'c' '3'")
                .expect("30 04 00 01 'a' '1'", "30 04 00 01 'b' '2'", "30 04 00 01 'c' '3'");
    }

    @Conversation
    @Statement({"MQTT-3.8.4-6", "MQTT-4.3.1-1"})
    void deliversAtTheLowerOfPublishedAndGrantedQos(Peer broker) {
        Wire zero = broker.subscriber("s0", "t", 0);
        Wire one = broker.subscriber("s1", "t", 1);
        Wire two = broker.subscriber("s2", "t", 2);

        broker.client("p")
                .send("30 04 00 01 't' 'a'", "32 06 00 01 't' 00 01 'b'")
                .expect("40 02 00 01")
                .send("34 06 00 01 't' 00 02 'c'")
                .expect("50 02 00 02")
                .send("62 02 00 02")
                .expect("70 02 00 02");

        zero.expect("30 04 00 01 't' 'a'", "30 04 00 01 't' 'b'", "30 04 00 01 't' 'c'");
        one.expect("30 04 00 01 't' 'a'", "32 06 00 01 't' 00 01 'b'", "32 06 00 01 't' 00 02 'c'");
        two.expect("30 04 00 01 't' 'a'", "32 06 00 01 't' 00 01 'b'", "34 06 00 01 't' 00 02 'c'");
    }

    @Conversation(House.GUARDED)
    @Statement({"MQTT-3.8.4-5", "MQTT-3.9.3-1", "MQTT-3.9.3-2"})
    void refusesAFilterThatIsNotAllowed(Peer broker) {
        Wire ann =
                broker.open()
                        .send("10 1a 00 04 'MQTT' 04 c2 00 3c 00 01 'a' 00 03 'ann' 00 06 'secret'")
                        .expect("20 02 00 00");

        ann.send("82 12 00 01 00 05 'may/x' 01 00 05 'not/x' 01").expect("90 04 00 01 01 80");
    }
}
