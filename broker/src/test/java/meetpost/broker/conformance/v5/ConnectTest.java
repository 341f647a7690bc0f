package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.connack;
import static meetpost.broker.conformance.Five.disconnected;
import static meetpost.broker.conformance.Five.published;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.suback;
import static meetpost.broker.conformance.Five.subscriber;
import static meetpost.broker.conformance.Five.unsuback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.House;
import meetpost.broker.conformance.Packet;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.1 CONNECT, 3.2 CONNACK. */
@Execution(ExecutionMode.CONCURRENT)
class ConnectTest {

    @Conversation
    @Statement({"MQTT-3.1.0-1", "MQTT-3.2.0-1", "MQTT-3.14.0-1"})
    void closesOnAnyOtherFirstPacketWithoutAWord(Peer broker) {
        for (String packet :
                List.of(
                        "30 05 00 01 't' 00 'x'",
                        "82 07 00 01 00 00 01 't' 00",
                        "c0 00",
                        "e0 00",
                        "f0 00")) {
            broker.open().send(packet).expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-3.1.0-2", "MQTT-3.2.0-2"})
    void refusesASecondConnect(Peer broker) {
        Wire wire = client(broker, "a");

        wire.send("10 0e 00 04 'MQTT' 05 02 00 3c 00 00 01 'a'");

        refused(wire, 0x82);
    }

    @Conversation
    @Statement("MQTT-3.1.2-1")
    void closesOnAWrongProtocolName(Peer broker) {
        refused(broker.open().send("10 0e 00 04 'MQTU' 05 02 00 3c 00 00 01 'a'"), 0x84);
        refused(broker.open().send("10 0e 00 04 'mqtt' 05 02 00 3c 00 00 01 'a'"), 0x84);
    }

    @Conversation
    @Statement({"MQTT-3.1.2-2", "MQTT-3.2.2-6", "MQTT-3.2.2-7"})
    void refusesAProtocolVersionThatItDoesNotKnow(Peer broker) {
        Wire wire = broker.open().send("10 0e 00 04 'MQTT' 06 02 00 3c 00 00 01 'a'");

        Packet answer = Packet.next(wire, 2);

        assertEquals(0, answer.u8(), answer::toString);
        assertTrue(List.of(0x84, 0x01).contains(answer.u8()), answer::toString);
        wire.expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.1.4-1")
    void closesOnAMalformedConnectWithoutAWord(Peer broker) {
        broker.open().send("10 0e 00 04 'MQTT' 05 02 00 3c 00 00 02 'a'").expectClosed();
        broker.open().send("10 0e 00 04 'MQTT' 05 03 00 3c 00 00 01 'a'").expectClosed();
        broker.open().send("10 0f 00 04 'MQTT' 05 02 00 3c 00 00 02 'a' 00").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-3", "MQTT-3.1.4-1"})
    void refusesTheReservedConnectFlag(Peer broker) {
        refused(broker.open().send("10 0e 00 04 'MQTT' 05 03 00 3c 00 00 01 'a'"), 0x81);
    }

    @Conversation
    @Statement({"MQTT-3.1.2-16", "MQTT-3.1.2-17", "MQTT-3.1.2-18", "MQTT-3.1.2-19", "MQTT-3.1.4-1"})
    void refusesUserNamesAndPasswordsThatDoNotGoWithTheirFlags(Peer broker) {
        refused(
                broker.open().send("10 14 00 04 'MQTT' 05 02 00 3c 00 00 01 'a' 00 04 'user'"),
                0x81);
        refused(broker.open().send("10 0e 00 04 'MQTT' 05 82 00 3c 00 00 01 'a'"), 0x81);
        refused(
                broker.open()
                        .send(
                                "10 1a 00 04 'MQTT' 05 82 00 3c 00 00 01 'a' 00 04 'user' 00 04 'pass'"),
                0x81);
        refused(
                broker.open().send("10 14 00 04 'MQTT' 05 c2 00 3c 00 00 01 'a' 00 04 'user'"),
                0x81);
    }

    @Conversation
    @Statement({"MQTT-3.1.3-1", "MQTT-3.1.4-5"})
    void readsAllFieldsInTheirOrder(Peer broker) {
        Wire watcher = subscriber(broker, "w", "topic", 0);
        Wire wire =
                broker.open()
                        .send(
                                "10 2f 00 04 'MQTT' 05 c6 00 3c 05 11 00 00 00 0a 00 01 'a' 02 01 01 00 05 'topic' 00 04 'will' 00 04 'user' 00 04 'pass'");
        connack(wire, 0, 0);

        wire.send("36 07 00 01 't' 00 01 00 'x'");

        refused(wire, 0x81, 0x82, 0x9b);
        published(watcher, "30 0e 00 05 'topic' 02 01 01 'will'");
    }

    @Conversation
    @Statement({"MQTT-3.1.3-3", "MQTT-3.1.4-1"})
    void refusesAConnectWithoutAClientId(Peer broker) {
        refused(broker.open().send("10 0b 00 04 'MQTT' 05 02 00 3c 00"), 0x81, 0x85);
    }

    @Conversation
    @Statement({"MQTT-3.1.3-5", "MQTT-3.1.4-5"})
    void acceptsClientIdsOf1To23LettersAndDigits(Peer broker) {
        client(broker, "0123456789abcdefghijklm").expectSilence();
        client(broker, "nopqrstuvwxyzABCDEFGHIJ").expectSilence();
        client(broker, "KLMNOPQRSTUVWXYZ").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.3-6", "MQTT-3.1.3-7", "MQTT-3.2.2-16"})
    void assignsEachClientWithoutAnIdOneOfItsOwn(Peer broker) {
        List<String> ids = new ArrayList<>();

        for (String flags : List.of("02", "00")) {
            Wire wire = broker.open().send("10 0d 00 04 'MQTT' 05 " + flags + " 00 3c 00 00 00");
            ids.addAll(connack(wire, 0, 0).stream().filter(p -> p.startsWith("12")).toList());
            wire.expectSilence();
        }

        assertEquals(2, ids.stream().distinct().count(), ids::toString);
    }

    @Conversation
    @Statement("MQTT-3.1.3-2")
    void knowsASessionByTheAssignedId(Peer broker) {
        Wire wire = broker.open().send("10 12 00 04 'MQTT' 05 02 00 3c 05 11 00 00 00 3c 00 00");
        String assigned =
                connack(wire, 0, 0).stream()
                        .filter(p -> p.startsWith("12"))
                        .findFirst()
                        .orElseThrow();
        wire.send("e0 00").expectClosed();

        int length = assigned.length() / 2 - 1;
        Wire again =
                broker.open()
                        .send(
                                "10 %02x 00 04 'MQTT' 05 00 00 3c 00 %s"
                                        .formatted(11 + length, assigned.substring(2)));

        connack(again, 1, 0);
    }

    @Conversation
    @Statement({"MQTT-3.1.4-3", "MQTT-3.1.3-2"})
    void tellsTheOneWhoHadTheSameClientIdThatItIsTakenOver(Peer broker) {
        Wire first = client(broker, "a");

        Wire second = client(broker, "a");

        disconnected(first, 0x8e);
        second.expectSilence();
    }

    @Conversation(House.GUARDED)
    @Statement({
        "MQTT-3.1.4-2",
        "MQTT-3.1.4-6",
        "MQTT-3.2.2-6",
        "MQTT-3.2.2-7",
        "MQTT-3.2.2-8",
        "MQTT-4.13.2-1"
    })
    void refusesAWrongPasswordAndIgnoresWhatFollows(Peer broker) {
        Wire wire = broker.open();

        wire.send(
                "10 1a 00 04 'MQTT' 05 c2 00 3c 00 00 01 'a' 00 03 'ann' 00 05 'wrong'",
                "82 07 00 01 00 00 01 't' 00");

        Packet answer = Packet.next(wire, 2);
        assertEquals(0, answer.u8(), answer::toString);
        assertTrue(List.of(0x86, 0x87).contains(answer.u8()), answer::toString);
        wire.expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.4-4", "MQTT-3.2.0-1", "MQTT-3.2.2-1", "MQTT-3.2.2-8"})
    void acceptsWithReservedFlagsOfZero(Peer broker) {
        Wire wire = broker.open().send("10 0e 00 04 'MQTT' 05 02 00 3c 00 00 01 'a'", "c0 00");

        connack(wire, 0, 0);
        wire.expect("d0 00");
    }

    @Conversation
    @Statement({"MQTT-3.2.2-9", "MQTT-3.2.2-10", "MQTT-3.2.2-22"})
    void announcesNoLowerQosAndNoOtherKeepAlive(Peer broker) {
        Wire wire = broker.open().send("10 0e 00 04 'MQTT' 05 02 00 3c 00 00 01 'a'");

        List<String> properties = connack(wire, 0, 0);

        assertTrue(
                properties.stream().noneMatch(p -> p.startsWith("24") || p.startsWith("13")),
                properties::toString);
    }

    @Conversation
    @Statement({"MQTT-3.1.2-28", "MQTT-4.12.0-6"})
    void returnsNoResponseInformationAndNoAuthenticationMethodThatNobodyAskedFor(Peer broker) {
        Wire wire = broker.open().send("10 10 00 04 'MQTT' 05 02 00 3c 02 19 00 00 01 'a'");

        List<String> properties = connack(wire, 0, 0);

        assertTrue(
                properties.stream().noneMatch(p -> p.startsWith("1a") || p.startsWith("15")),
                properties::toString);
    }

    @Conversation
    @Statement("MQTT-3.1.2-29")
    void givesNoReasonsToAClientThatWantsNone(Peer broker) {
        Wire wire = client(broker, "a", "17 00");

        wire.send("32 0c 00 06 'nobody' 00 01 00 'x'");
        assertEquals(List.of(), acknowledged(wire, 4, 1, 0, 0x10));
        wire.send("82 07 00 02 00 00 01 't' 00");
        assertEquals(List.of(), suback(wire, 2, 0));
        wire.send("a2 09 00 03 00 00 04 'none'");
        assertEquals(List.of(), unsuback(wire, 3, 0x11));
        wire.send("62 02 00 09");
        assertEquals(List.of(), acknowledged(wire, 7, 9, 0, 0x92));
    }

    @Conversation
    @Statement("MQTT-3.1.4-1")
    void refusesPropertiesThatAreNotOfConnect(Peer broker) {
        refused(
                broker.open().send("10 10 00 04 'MQTT' 05 02 00 3c 02 01 01 00 01 'a'"),
                0x81,
                0x82);
        refused(
                broker.open().send("10 11 00 04 'MQTT' 05 02 00 3c 03 21 00 00 00 01 'a'"),
                0x81,
                0x82);
        refused(
                broker.open().send("10 13 00 04 'MQTT' 05 02 00 3c 05 27 00 00 00 00 00 01 'a'"),
                0x81,
                0x82);
        refused(
                broker.open().send("10 10 00 04 'MQTT' 05 02 00 3c 02 19 02 00 01 'a'"),
                0x81,
                0x82);
        refused(
                broker.open().send("10 10 00 04 'MQTT' 05 02 00 3c 02 17 02 00 01 'a'"),
                0x81,
                0x82);
    }

    @Conversation
    @Statement({"MQTT-3.1.2-22", "MQTT-3.2.2-22", "MQTT-3.1.2-8"})
    void disconnectsASilentClientAndPublishesItsWill(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire silent =
                broker.open()
                        .send(
                                "10 1b 00 04 'MQTT' 05 06 00 02 00 00 01 'a' 00 00 04 'will' 00 04 'gone'");
        connack(silent, 0, 0);

        silent.expectNothingFor(Duration.ofSeconds(2));
        refused(silent, 0x8d);

        watcher.expect("30 0b 00 04 'will' 00 'gone'");
    }
}
