package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.suback;
import static meetpost.broker.conformance.Five.subscriber;
import static meetpost.broker.conformance.Five.unsuback;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 1.5 Data representation, 2.1 and 2.2 Structure of a packet. */
@Execution(ExecutionMode.CONCURRENT)
class EncodingTest {

    @Conversation
    @Statement({"MQTT-1.5.4-1", "MQTT-3.3.2-1"})
    void refusesATopicThatIsNotUtf8(Peer broker) {
        refused(client(broker, "a").send("30 07 00 03 61 80 61 00 'x'"), 0x81, 0x90);
        refused(client(broker, "a").send("30 07 00 03 ed a0 80 00 'x'"), 0x81, 0x90);
        refused(client(broker, "a").send("30 06 00 02 c0 af 00 'x'"), 0x81, 0x90);
    }

    @Conversation
    @Statement({"MQTT-1.5.4-1", "MQTT-3.1.3-4", "MQTT-3.1.3-11", "MQTT-3.1.3-12"})
    void refusesAConnectWithTextThatIsNotUtf8(Peer broker) {
        refused(broker.open().send("10 10 00 04 'MQTT' 05 02 00 3c 00 00 03 ed a0 80"), 0x81, 0x85);
        refused(
                broker.open()
                        .send(
                                "10 17 00 04 'MQTT' 05 06 00 3c 00 00 01 'a' 00 00 03 ed a0 80 00 01 'w'"),
                0x81,
                0x90);
        refused(
                broker.open().send("10 13 00 04 'MQTT' 05 82 00 3c 00 00 01 'a' 00 03 ed a0 80"),
                0x81,
                0x86);
    }

    @Conversation
    @Statement({"MQTT-1.5.4-1", "MQTT-3.8.3-1", "MQTT-3.10.3-1"})
    void refusesFiltersThatAreNotUtf8(Peer broker) {
        refused(client(broker, "a").send("82 09 00 01 00 00 03 ed a0 80 00"), 0x81, 0x8f);
        refused(client(broker, "a").send("a2 08 00 01 00 00 03 ed a0 80"), 0x81, 0x8f);
    }

    @Conversation
    @Statement({"MQTT-1.5.4-2", "MQTT-4.7.3-2"})
    void refusesNulInTexts(Peer broker) {
        refused(client(broker, "a").send("30 06 00 02 'a' 00 00 'x'"), 0x81, 0x90);
        refused(client(broker, "a").send("82 08 00 01 00 00 02 'a' 00 00"), 0x81, 0x8f);
        refused(client(broker, "a").send("a2 07 00 01 00 00 02 'a' 00"), 0x81, 0x8f);
        refused(broker.open().send("10 0f 00 04 'MQTT' 05 02 00 3c 00 00 02 'a' 00"), 0x81, 0x85);
    }

    @Conversation
    @Statement("MQTT-1.5.4-3")
    void keepsAByteOrderMarkAsTheCharacterThatItIs(Peer broker) {
        Wire wire = client(broker, "a");
        wire.send("82 0a 00 01 00 00 04 ef bb bf 't' 00");
        suback(wire, 1, 0);

        wire.send("30 09 00 01 't' 00 'plain'", "30 0d 00 04 ef bb bf 't' 00 'marked'");

        wire.expect("30 0d 00 04 ef bb bf 't' 00 'marked'").expectSilence();
    }

    @Conversation
    @Statement("MQTT-1.5.5-1")
    void writesLengthsInAsFewBytesAsPossible(Peer broker) {
        Wire wire = subscriber(broker, "a", "t", 0);

        wire.send("30 7f 00 01 't' 00 'x'*123").expect("30 7f 00 01 't' 00 'x'*123");
        wire.send("30 80 01 00 01 't' 00 'x'*124").expect("30 80 01 00 01 't' 00 'x'*124");
        wire.send("30 83 01 00 01 't' 7e 26 00 01 'k' 00 78 'v'*120 'x'")
                .expect("30 83 01 00 01 't' 7e 26 00 01 'k' 00 78 'v'*120 'x'");
        wire.send("30 86 01 00 01 't' 80 01 26 00 01 'k' 00 7a 'v'*122 'x'")
                .expect("30 86 01 00 01 't' 80 01 26 00 01 'k' 00 7a 'v'*122 'x'");
    }

    @Conversation
    @Statement({"MQTT-1.5.5-1", "MQTT-4.13.1-1", "2.1.4/1"})
    void refusesALengthOfFiveBytes(Peer broker) {
        refused(client(broker, "a").send("30 ff ff ff ff 7f"), 0x81);
    }

    @Conversation
    @Statement({"MQTT-1.5.7-1", "MQTT-1.5.4-1"})
    void refusesUserPropertiesThatAreNotUtf8(Peer broker) {
        refused(
                client(broker, "a").send("30 0e 00 01 't' 09 26 00 03 ed a0 80 00 01 'v' 'x'"),
                0x81);
        refused(client(broker, "a").send("30 0d 00 01 't' 08 26 00 01 'k' 00 02 'v' 00 'x'"), 0x81);
    }

    @Conversation
    @Statement("MQTT-2.1.3-1")
    void refusesReservedFlags(Peer broker) {
        for (String packet :
                List.of(
                        "80 07 00 01 00 00 01 't' 00",
                        "a0 06 00 01 00 00 01 't'",
                        "60 02 00 01",
                        "c1 00",
                        "e1 00",
                        "f1 02 00 00")) {
            refused(client(broker, "a").send(packet), 0x81, 0x82);
        }
    }

    @Conversation
    @Statement("MQTT-2.1.3-1")
    void refusesReservedFlagsOfConnect(Peer broker) {
        for (int flags = 1; flags <= 15; flags++) {
            refused(
                    broker.open()
                            .send("1%x 0e 00 04 'MQTT' 05 02 00 3c 00 00 01 'a'".formatted(flags)),
                    0x81,
                    0x82);
        }
    }

    @Conversation
    @Statement({"MQTT-2.2.1-2", "MQTT-4.3.1-1", "MQTT-2.2.2-1"})
    void sendsQos0WithoutAPacketIdAndALengthOfZeroForNoProperties(Peer broker) {
        Wire wire = subscriber(broker, "a", "t", 0);

        wire.send("30 05 00 01 't' 00 'x'");

        wire.expect("30 05 00 01 't' 00 'x'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-2.2.1-3", "MQTT-2.2.1-4"})
    void refusesAPacketIdOfZero(Peer broker) {
        refused(client(broker, "a").send("32 07 00 01 't' 00 00 00 'x'"), 0x81, 0x82);
        refused(client(broker, "a").send("34 07 00 01 't' 00 00 00 'x'"), 0x81, 0x82);
        refused(client(broker, "a").send("82 07 00 00 00 00 01 't' 00"), 0x81, 0x82);
        refused(client(broker, "a").send("a2 06 00 00 00 00 01 't'"), 0x81, 0x82);
    }

    @Conversation
    @Statement({"MQTT-2.2.1-4", "MQTT-4.3.2-1", "MQTT-4.3.3-1", "MQTT-4.3.2-2", "MQTT-4.3.3-2"})
    void givesEachMessageUnderWayAnIdOfItsOwn(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 2);

        Wire publisher = client(broker, "p");
        publisher.send(
                "32 07 00 01 't' 00 07 00 'a'",
                "32 07 00 01 't' 00 08 00 'b'",
                "34 07 00 01 't' 00 09 00 'c'");
        acknowledged(publisher, 4, 7, 0);
        acknowledged(publisher, 4, 8, 0);
        acknowledged(publisher, 5, 9, 0);
        publisher.send("62 02 00 09");
        acknowledged(publisher, 7, 9, 0);

        subscriber.expect(
                "32 07 00 01 't' 00 01 00 'a'",
                "32 07 00 01 't' 00 02 00 'b'",
                "34 07 00 01 't' 00 03 00 'c'");
    }

    @Conversation
    @Statement({"MQTT-2.2.1-5", "MQTT-2.2.1-6", "MQTT-3.8.4-2", "MQTT-3.10.4-5"})
    void answersWithTheIdOfThePacketThatItAnswers(Peer broker) {
        Wire wire = client(broker, "a");

        wire.send("32 07 00 01 't' ff ff 00 'x'");
        acknowledged(wire, 4, 0xffff, 0, 0x10);
        wire.send("34 07 00 01 't' 80 01 00 'x'");
        acknowledged(wire, 5, 0x8001, 0, 0x10);
        wire.send("62 02 80 01");
        acknowledged(wire, 7, 0x8001, 0);
        wire.send("82 07 fe dc 00 00 01 't' 01");
        suback(wire, 0xfedc, 1);
        wire.send("a2 06 cd ef 00 00 01 't'");
        unsuback(wire, 0xcdef, 0);
    }

    @Conversation
    @Statement({"MQTT-2.2.2-1", "MQTT-4.13.1-1"})
    void refusesPropertiesThatAreCutShortOrUnknown(Peer broker) {
        refused(client(broker, "a").send("30 04 00 01 't' 02"), 0x81, 0x82);
        refused(client(broker, "a").send("30 06 00 01 't' 01 01 'x'"), 0x81, 0x82);
        refused(client(broker, "a").send("30 09 00 01 't' 04 02 00 00 01 'x'"), 0x81, 0x82);
        refused(client(broker, "a").send("30 07 00 01 't' 02 7f 00 'x'"), 0x81, 0x82);
        refused(client(broker, "a").send("30 08 00 01 't' 03 21 00 10 'x'"), 0x81, 0x82);
    }

    @Conversation
    @Statement("MQTT-4.13.1-1")
    void refusesPropertiesThatOccurTwice(Peer broker) {
        refused(client(broker, "a").send("30 09 00 01 't' 04 01 01 01 01 'x'"), 0x82);
        refused(
                broker.open().send("10 14 00 04 'MQTT' 05 02 00 3c 06 21 00 10 21 00 10 00 01 'a'"),
                0x82);
    }
}
