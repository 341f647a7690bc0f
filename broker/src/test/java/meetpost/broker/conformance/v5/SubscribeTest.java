package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.connack;
import static meetpost.broker.conformance.Five.published;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.suback;
import static meetpost.broker.conformance.Five.subscriber;
import static meetpost.broker.conformance.Five.unsuback;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.House;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.8 SUBSCRIBE, 3.9 SUBACK, 3.10 UNSUBSCRIBE, 3.11 UNSUBACK. */
@Execution(ExecutionMode.CONCURRENT)
class SubscribeTest {

    @Conversation
    @Statement({"MQTT-3.8.1-1", "MQTT-3.10.1-1"})
    void refusesReservedFlags(Peer broker) {
        for (int flags = 0; flags <= 15; flags++) {
            if (flags != 2) {
                refused(
                        client(broker, "a").send("8%x 07 00 01 00 00 01 't' 00".formatted(flags)),
                        0x81,
                        0x82);
                refused(
                        client(broker, "a").send("a%x 06 00 01 00 00 01 't'".formatted(flags)),
                        0x81,
                        0x82);
            }
        }
    }

    @Conversation
    @Statement({"MQTT-3.8.3-2", "MQTT-3.10.3-2", "MQTT-4.13.1-1"})
    void refusesPacketsWithoutFilters(Peer broker) {
        refused(client(broker, "a").send("82 03 00 01 00"), 0x81, 0x82);
        refused(client(broker, "a").send("a2 03 00 01 00"), 0x81, 0x82);
    }

    @Conversation
    @Statement({"MQTT-3.8.3-1", "MQTT-3.10.3-1"})
    void refusesFiltersThatAreCutShort(Peer broker) {
        refused(client(broker, "a").send("82 06 00 01 00 00 02 't'"), 0x81, 0x82);
        refused(client(broker, "a").send("82 06 00 01 00 00 01 't'"), 0x81, 0x82);
        refused(client(broker, "a").send("a2 06 00 01 00 00 02 't'"), 0x81, 0x82);
    }

    @Conversation
    @Statement("MQTT-3.8.3-5")
    void refusesReservedOptions(Peer broker) {
        for (String options : List.of("03", "30", "40", "80")) {
            refused(client(broker, "a").send("82 07 00 01 00 00 01 't' " + options), 0x81, 0x82);
        }
    }

    @Conversation
    @Statement("MQTT-3.8.3-3")
    void doesNotSendWhatAClientPublishedBackWithNoLocal(Peer broker) {
        Wire wire = subscriber(broker, "a", "t", 0x04);

        wire.send("30 07 00 01 't' 00 'own'").expectSilence();
        client(broker, "b").send("30 09 00 01 't' 00 'other'").expectSilence();

        wire.expect("30 09 00 01 't' 00 'other'").expectSilence();
    }

    /** 3.3.4: what comes back comes by the other subscription alone, at its QoS and identifier. */
    @Conversation
    @Statement("MQTT-3.8.3-3")
    void leavesASubscriptionWithNoLocalOutOfItsOverlapsForTheClientsOwnMessages(Peer broker) {
        Wire wire =
                client(broker, "a")
                        .send(
                                "82 09 00 01 02 0b 01 00 01 't' 06",
                                "82 09 00 02 02 0b 02 00 01 '#' 01");
        suback(wire, 1, 2);
        suback(wire, 2, 1);

        wire.send("34 07 00 01 't' 00 09 00 'x'").expect("50 02 00 09").send("62 02 00 09");

        wire.expectInAnyOrder("70 02 00 09", "32 09 00 01 't' 00 01 02 0b 02 'x'");
        wire.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.8.3-4", "MQTT-4.13.1-1"})
    void refusesNoLocalOnASharedSubscription(Peer broker) {
        refused(client(broker, "a").send("82 10 00 01 00 00 0a '$share/g/t' 04"), 0x82);
    }

    @Conversation
    @Statement({
        "MQTT-3.8.4-1",
        "MQTT-3.8.4-6",
        "MQTT-3.8.4-7",
        "MQTT-3.9.3-1",
        "MQTT-3.9.3-2",
        "MQTT-3.8.4-5"
    })
    void answersEachFilterWithTheQosThatItGrants(Peer broker) {
        Wire wire =
                client(broker, "a").send("82 0f 00 01 00 00 01 'a' 02 00 01 'b' 00 00 01 'c' 01");

        suback(wire, 1, 2, 0, 1);
        wire.send("30 05 00 01 'a' 00 '1'", "30 05 00 01 'b' 00 '2'", "30 05 00 01 'c' 00 '3'")
                .expect(
                        "30 05 00 01 'a' 00 '1'",
                        "30 05 00 01 'b' 00 '2'",
                        "30 05 00 01 'c' 00 '3'");
    }

    @Conversation
    @Statement({"MQTT-3.8.4-3", "MQTT-3.8.4-4"})
    void replacesASubscriptionToTheSameFilter(Peer broker) {
        Wire subscriber =
                client(broker, "s")
                        .send(
                                "82 09 00 01 02 0b 01 00 01 't' 02",
                                "82 09 00 02 02 0b 02 00 01 't' 00");
        suback(subscriber, 1, 2);
        suback(subscriber, 2, 0);

        acknowledged(client(broker, "p").send("32 07 00 01 't' 00 01 00 'x'"), 4, 1, 0);

        published(subscriber, "30 07 00 01 't' 02 0b 02 'x'");
        subscriber.expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.8.4-8")
    void deliversAtTheLowerOfPublishedAndGrantedQos(Peer broker) {
        Wire zero = subscriber(broker, "s0", "t", 0);
        Wire one = subscriber(broker, "s1", "t", 1);
        Wire two = subscriber(broker, "s2", "t", 2);

        Wire publisher =
                client(broker, "p")
                        .send(
                                "30 05 00 01 't' 00 'a'",
                                "32 07 00 01 't' 00 01 00 'b'",
                                "34 07 00 01 't' 00 02 00 'c'",
                                "62 02 00 02");
        acknowledged(publisher, 4, 1, 0);
        acknowledged(publisher, 5, 2, 0);
        acknowledged(publisher, 7, 2, 0);

        zero.expect("30 05 00 01 't' 00 'a'", "30 05 00 01 't' 00 'b'", "30 05 00 01 't' 00 'c'");
        one.expect(
                "30 05 00 01 't' 00 'a'",
                "32 07 00 01 't' 00 01 00 'b'",
                "32 07 00 01 't' 00 02 00 'c'");
        two.expect(
                "30 05 00 01 't' 00 'a'",
                "32 07 00 01 't' 00 01 00 'b'",
                "34 07 00 01 't' 00 02 00 'c'");
    }

    @Conversation
    @Statement("MQTT-4.13.1-1")
    void refusesASubscriptionIdOfZero(Peer broker) {
        refused(client(broker, "a").send("82 09 00 01 02 0b 00 00 01 't' 00"), 0x81, 0x82);
    }

    @Conversation(House.GUARDED)
    @Statement({"MQTT-3.8.4-7", "MQTT-3.9.3-1", "MQTT-3.9.3-2"})
    void saysThatAFilterIsNotAllowed(Peer broker) {
        Wire ann =
                broker.open()
                        .send(
                                "10 1b 00 04 'MQTT' 05 c2 00 3c 00 00 01 'a' 00 03 'ann' 00 06 'secret'");
        connack(ann, 0, 0);

        ann.send("82 13 00 01 00 00 05 'may/x' 01 00 05 'not/x' 01");

        suback(ann, 1, 1, 0x87);
    }

    @Conversation
    @Statement({"MQTT-3.10.4-1", "MQTT-3.10.4-2", "MQTT-3.10.4-4", "MQTT-3.11.3-2"})
    void endsTheSubscriptionWithExactlyThatFilter(Peer broker) {
        Wire wire = client(broker, "s").send("82 0d 00 01 00 00 03 'a/#' 00 00 01 'b' 00");
        suback(wire, 1, 0, 0);

        wire.send("a2 08 00 02 00 00 03 'a/+'");
        unsuback(wire, 2, 0x11);
        wire.send("30 07 00 03 'a/b' 00 '1'").expect("30 07 00 03 'a/b' 00 '1'");
        wire.send("a2 08 00 03 00 00 03 'a/#'");
        unsuback(wire, 3, 0);

        wire.send("30 07 00 03 'a/b' 00 '2'", "30 05 00 01 'b' 00 '3'")
                .expect("30 05 00 01 'b' 00 '3'")
                .expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.10.4-3")
    void completesTheDeliveryThatHasStarted(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 2);
        Wire publisher = client(broker, "p").send("34 07 00 01 't' 00 01 00 'x'", "62 02 00 01");
        acknowledged(publisher, 5, 1, 0);
        acknowledged(publisher, 7, 1, 0);
        subscriber.expect("34 07 00 01 't' 00 01 00 'x'");

        subscriber.send("a2 06 00 02 00 00 01 't'");
        unsuback(subscriber, 2, 0);

        subscriber.send("50 02 00 01");
        acknowledged(subscriber, 6, 1, 0);
        subscriber.send("70 02 00 01").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.10.4-5", "MQTT-3.10.4-6", "MQTT-3.11.3-1", "MQTT-3.11.3-2"})
    void answersManyFiltersInOneUnsubackInTheirOrder(Peer broker) {
        Wire wire = client(broker, "s").send("82 0b 00 01 00 00 01 'a' 00 00 01 'c' 00");
        suback(wire, 1, 0, 0);

        wire.send("a2 0f 12 34 00 00 01 'a' 00 04 'none' 00 01 'c'");

        unsuback(wire, 0x1234, 0, 0x11, 0);
    }
}
