package meetpost.broker.conformance.v3;

import static meetpost.broker.conformance.Peer.subscribe;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.House;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 3.3 PUBLISH. */
@Execution(ExecutionMode.CONCURRENT)
class PublishTest {

    @Conversation
    @Statement({"MQTT-3.3.1-2", "MQTT-4.8.0-1"})
    void closesOnDupWithQos0(Peer broker) {
        broker.client("a").send("38 04 00 01 't' 'x'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.3.1-3", "MQTT-3.3.1-1"})
    void doesNotPassTheDupFlagOn(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 1);

        broker.client("p").send("3a 06 00 01 't' 00 01 'x'").expect("40 02 00 01");

        subscriber.expect("32 06 00 01 't' 00 01 'x'");
    }

    @Conversation
    @Statement("MQTT-3.3.1-4")
    void closesOnQos3(Peer broker) {
        broker.client("a").send("36 06 00 01 't' 00 01 'x'").expectClosed();
        broker.client("a").send("3e 06 00 01 't' 00 01 'x'").expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.3.2-1")
    void closesOnATopicThatIsCutShort(Peer broker) {
        broker.client("a").send("30 00").expectClosed();
        broker.client("a").send("30 01 00").expectClosed();
        broker.client("a").send("30 04 00 05 't' 'x'").expectClosed();
        broker.client("a").send("32 03 00 01 't'").expectClosed();
        broker.client("a").send("32 04 00 01 't' 00").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.3.2-2", "MQTT-4.7.1-1"})
    void closesOnWildcardsInATopic(Peer broker) {
        for (String topic : List.of("+", "#", "a/+", "a/#", "a+b", "a#b")) {
            int length = topic.length();
            broker.client("a")
                    .send("30 %02x 00 %02x '%s' 'x'".formatted(length + 3, length, topic))
                    .expectClosed();
        }
    }

    @Conversation
    @Statement("MQTT-3.3.2-3")
    void sendsATopicThatMatchesTheFilter(Peer broker) {
        Wire subscriber = broker.subscriber("s", "a/+/c", 0);

        broker.client("p")
                .send("30 09 00 05 'a/b/d' 'no'", "30 0a 00 05 'a/b/c' 'yes'")
                .expectSilence();

        subscriber.expect("30 0a 00 05 'a/b/c' 'yes'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.3.4-1", "MQTT-4.3.2-2", "MQTT-4.3.3-2"})
    void answersAsTheQosAsks(Peer broker) {
        broker.client("a")
                .send("30 04 00 01 't' 'x'")
                .expectSilence()
                .send("32 06 00 01 't' 00 01 'x'")
                .expect("40 02 00 01")
                .send("34 06 00 01 't' 00 02 'x'")
                .expect("50 02 00 02");
    }

    @Conversation
    @Statement("MQTT-3.3.5-1")
    void deliversAtTheHighestQosOfOverlappingSubscriptions(Peer broker) {
        Wire subscriber = broker.client("s");
        subscriber
                .send("82 14 00 01 00 03 'a/#' 00 00 03 'a/b' 02 00 03 '+/b' 01")
                .expect("90 05 00 01 00 02 01");

        broker.client("p")
                .send("34 08 00 03 'a/b' 00 01 'x'")
                .expect("50 02 00 01")
                .send("62 02 00 01")
                .expect("70 02 00 01");

        subscriber
                .expect("34 08 00 03 'a/b' 00 01 'x'")
                .send("50 02 00 01")
                .expect("62 02 00 01")
                .expectSilence();
    }

    @Conversation(House.GUARDED)
    @Statement("MQTT-3.3.5-2")
    void acknowledgesWhatItDoesNotAllowAndDeliversItToNobody(Peer broker) {
        Wire ann =
                broker.open()
                        .send("10 1a 00 04 'MQTT' 04 c2 00 3c 00 01 'a' 00 03 'ann' 00 06 'secret'")
                        .expect("20 02 00 00");
        subscribe(ann, "may/#", 1);

        ann.send("32 0a 00 05 'not/x' 00 01 'x'").expect("40 02 00 01");
        ann.send("34 0a 00 05 'not/x' 00 02 'x'")
                .expect("50 02 00 02")
                .send("62 02 00 02")
                .expect("70 02 00 02");

        ann.expectSilence();
        ann.send("30 08 00 05 'may/x' 'y'").expect("30 08 00 05 'may/x' 'y'");
    }

    @Conversation
    @Statement("MQTT-3.3.2-3")
    void deliversEmptyAndBinaryPayloadsAsTheyAre(Peer broker) {
        Wire wire = broker.subscriber("a", "t", 0);

        wire.send("30 03 00 01 't'").expect("30 03 00 01 't'");
        wire.send("30 08 00 01 't' 00 ff fe c0 80").expect("30 08 00 01 't' 00 ff fe c0 80");
    }
}
