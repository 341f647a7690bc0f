package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.connack;
import static meetpost.broker.conformance.Five.published;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.suback;
import static meetpost.broker.conformance.Five.subscribe;
import static meetpost.broker.conformance.Five.subscriber;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.House;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.3 PUBLISH. */
@Execution(ExecutionMode.CONCURRENT)
class PublishTest {

    @Conversation
    @Statement({"MQTT-3.3.1-2", "MQTT-4.13.1-1"})
    void refusesDupWithQos0(Peer broker) {
        refused(client(broker, "a").send("38 05 00 01 't' 00 'x'"), 0x81, 0x82);
    }

    @Conversation
    @Statement({"MQTT-3.3.1-3", "MQTT-3.3.1-1"})
    void doesNotPassTheDupFlagOn(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 1);

        acknowledged(client(broker, "p").send("3a 07 00 01 't' 00 01 00 'x'"), 4, 1, 0);

        subscriber.expect("32 07 00 01 't' 00 01 00 'x'");
    }

    @Conversation
    @Statement("MQTT-3.3.1-4")
    void refusesQos3(Peer broker) {
        refused(client(broker, "a").send("36 07 00 01 't' 00 01 00 'x'"), 0x81, 0x82, 0x9b);
    }

    @Conversation
    @Statement("MQTT-3.3.2-1")
    void refusesATopicThatIsCutShort(Peer broker) {
        refused(client(broker, "a").send("30 00"), 0x81);
        refused(client(broker, "a").send("30 01 00"), 0x81);
        refused(client(broker, "a").send("30 05 00 09 't' 00 'x'"), 0x81);
        refused(client(broker, "a").send("32 04 00 01 't' 00"), 0x81);
    }

    @Conversation
    @Statement({"MQTT-3.3.2-2", "MQTT-4.7.0-1"})
    void refusesWildcardsInATopic(Peer broker) {
        refused(client(broker, "a").send("30 07 00 03 'a/+' 00 'x'"), 0x81, 0x82, 0x90);
        refused(client(broker, "a").send("30 05 00 01 '#' 00 'x'"), 0x81, 0x82, 0x90);
        refused(client(broker, "a").send("30 07 00 03 'a+b' 00 'x'"), 0x81, 0x82, 0x90);
    }

    @Conversation
    @Statement("MQTT-3.3.2-3")
    void sendsATopicThatMatchesTheFilter(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "a/+/c", 0);

        client(broker, "p")
                .send("30 0a 00 05 'a/b/d' 00 'no'", "30 0b 00 05 'a/b/c' 00 'yes'")
                .expectSilence();

        subscriber.expect("30 0b 00 05 'a/b/c' 00 'yes'").expectSilence();
    }

    @Conversation
    @Statement({
        "MQTT-3.3.2-4",
        "MQTT-3.3.2-15",
        "MQTT-3.3.2-16",
        "MQTT-3.3.2-17",
        "MQTT-3.3.2-18",
        "MQTT-3.3.2-20"
    })
    void handsPropertiesOnUnaltered(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 1);

        Wire publisher =
                client(broker, "p")
                        .send(
                                "32 3a 00 01 't' 00 01 33 26 00 01 'b' 00 01 '2' 01 01 26 00 01 'a' 00 01 '1' 03 00 0a 'text/plain' 26 00 01 'b' 00 01 '0' 08 00 06 're/ply' 09 00 03 00 ff 80 'x'");
        acknowledged(publisher, 4, 1, 0);

        published(
                subscriber,
                "32 3a 00 01 't' 00 01 33 01 01 03 00 0a 'text/plain' 08 00 06 're/ply' 09 00 03 00 ff 80 26 00 01 'b' 00 01 '2' 26 00 01 'a' 00 01 '1' 26 00 01 'b' 00 01 '0' 'x'");
    }

    @Conversation
    @Statement({"MQTT-3.3.2-4", "MQTT-3.3.2-17", "MQTT-3.3.2-20"})
    void handsPropertiesOfRetainedMessagesOnUnaltered(Peer broker) {
        client(broker, "p")
                .send("31 15 00 01 't' 10 01 01 26 00 01 'k' 00 01 'v' 03 00 04 'text' 'x'")
                .expectSilence();

        published(
                subscriber(broker, "s", "t", 0),
                "31 15 00 01 't' 10 01 01 03 00 04 'text' 26 00 01 'k' 00 01 'v' 'x'");
    }

    @Conversation
    @Statement({"MQTT-3.3.2-13", "MQTT-3.3.2-14"})
    void refusesAResponseTopicWithWildcardsOrWithoutUtf8(Peer broker) {
        refused(
                client(broker, "a").send("30 0b 00 01 't' 06 08 00 03 'a/+' 'x'"),
                0x81,
                0x82,
                0x90);
        refused(
                client(broker, "a").send("30 0b 00 01 't' 06 08 00 03 ed a0 80 'x'"),
                0x81,
                0x82,
                0x90);
    }

    @Conversation
    @Statement("MQTT-3.3.2-19")
    void refusesAContentTypeThatIsNotUtf8(Peer broker) {
        refused(client(broker, "a").send("30 0b 00 01 't' 06 03 00 03 ed a0 80 'x'"), 0x81, 0x82);
    }

    @Conversation
    @Statement("MQTT-4.13.1-1")
    void refusesAPayloadFormatThatDoesNotExist(Peer broker) {
        refused(client(broker, "a").send("30 07 00 01 't' 02 01 02 'x'"), 0x81, 0x82);
    }

    @Conversation
    @Statement("MQTT-3.3.4-6")
    void handsOnNoSubscriptionIdFromAPublisher(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 1);

        Wire publisher = client(broker, "p").send("32 0a 00 01 't' 00 01 03 0b ff 7f 'x'");

        acknowledged(publisher, 4, 1, 0);
        subscriber.expect("32 07 00 01 't' 00 01 00 'x'").expectSilence();
    }

    @Conversation
    @Statement("MQTT-4.13.1-1")
    void refusesASubscriptionIdOfZero(Peer broker) {
        refused(client(broker, "a").send("30 06 00 01 't' 02 0b 00"), 0x81, 0x82);
    }

    @Conversation
    @Statement("MQTT-3.3.4-2")
    void deliversAtTheHighestQosOfOverlappingSubscriptions(Peer broker) {
        Wire subscriber =
                client(broker, "s")
                        .send("82 15 00 01 00 00 03 'a/#' 00 00 03 'a/b' 02 00 03 '+/b' 01");
        suback(subscriber, 1, 0, 2, 1);

        Wire publisher = client(broker, "p").send("34 09 00 03 'a/b' 00 01 00 'x'", "62 02 00 01");
        acknowledged(publisher, 5, 1, 0);
        acknowledged(publisher, 7, 1, 0);

        subscriber.expect("34 09 00 03 'a/b' 00 01 00 'x'").send("50 02 00 01");
        acknowledged(subscriber, 6, 1, 0);
        subscriber.send("70 02 00 01").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.3.4-3", "MQTT-3.3.4-4", "MQTT-3.3.4-5"})
    void sendsTheIdsOfAllSubscriptionsThatMatch(Peer broker) {
        Wire subscriber =
                client(broker, "s")
                        .send(
                                "82 0b 00 01 02 0b 05 00 03 'a/#' 00",
                                "82 0c 00 02 03 0b 80 01 00 03 'a/b' 00",
                                "82 09 00 03 00 00 03 '+/b' 00");
        suback(subscriber, 1, 0);
        suback(subscriber, 2, 0);
        suback(subscriber, 3, 0);

        client(broker, "p")
                .send("30 07 00 03 'a/b' 00 'x'", "30 07 00 03 'a/c' 00 'y'")
                .expectSilence();

        published(subscriber, "30 0c 00 03 'a/b' 05 0b 05 0b 80 01 'x'");
        published(subscriber, "30 09 00 03 'a/c' 02 0b 05 'y'");
    }

    @Conversation
    @Statement("MQTT-3.3.4-3")
    void sendsTheSubscriptionIdWithRetainedMessages(Peer broker) {
        client(broker, "p").send("31 05 00 01 't' 00 'x'").expectSilence();
        Wire subscriber = client(broker, "s").send("82 09 00 01 02 0b 07 00 01 't' 00");
        suback(subscriber, 1, 0);

        published(subscriber, "31 07 00 01 't' 02 0b 07 'x'");
    }

    @Conversation(House.GUARDED)
    @Statement({"MQTT-4.3.3-9", "MQTT-3.5.2-1", "MQTT-3.4.2-1"})
    void saysThatAPublishIsNotAllowedAndTakesItsIdAsNew(Peer broker) {
        Wire ann =
                broker.open()
                        .send(
                                "10 1b 00 04 'MQTT' 05 c2 00 3c 00 00 01 'a' 00 03 'ann' 00 06 'secret'");
        connack(ann, 0, 0);
        subscribe(ann, "may/#", 0);

        ann.send("32 0b 00 05 'not/x' 00 01 00 'x'");
        acknowledged(ann, 4, 1, 0x87);
        ann.send("34 0b 00 05 'not/x' 00 02 00 'x'");
        acknowledged(ann, 5, 2, 0x87);

        ann.send("34 0d 00 05 'may/x' 00 02 00 'new'");
        acknowledged(ann, 5, 2, 0);
        ann.send("62 02 00 02");
        ann.expectInAnyOrder("70 02 00 02", "30 0b 00 05 'may/x' 00 'new'");
    }
}
