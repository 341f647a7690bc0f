package meetpost.broker.conformance.v3;

import static meetpost.broker.conformance.Peer.subscribe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.House;
import meetpost.broker.conformance.Packet;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 3.1 CONNECT: when a connection is refused, and how. */
@Execution(ExecutionMode.CONCURRENT)
class ConnectTest {

    private static final String CONNECT = "10 0d 00 04 'MQTT' 04 02 00 3c 00 01 'a'";
    private static final String ACCEPTED = "20 02 00 00";

    @Conversation
    @Statement({"MQTT-3.1.0-1", "MQTT-3.2.0-1"})
    void closesOnAnyOtherFirstPacket(Peer broker) {
        for (String packet :
                List.of(
                        "30 04 00 01 't' 'x'",
                        "32 06 00 01 't' 00 01 'x'",
                        "40 02 00 01",
                        "62 02 00 01",
                        "82 06 00 01 00 01 't' 00",
                        "a2 05 00 01 00 01 't'",
                        "c0 00",
                        "e0 00")) {
            broker.open().send(packet).expectClosed();
        }
    }

    @Conversation
    @Statement("MQTT-3.1.0-2")
    void closesOnASecondConnect(Peer broker) {
        broker.open().send(CONNECT).expect(ACCEPTED).send(CONNECT).expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.1.2-1")
    void closesOnAWrongProtocolName(Peer broker) {
        broker.open().send("10 0d 00 04 'MQTU' 04 02 00 3c 00 01 'a'").expectClosed();
        broker.open().send("10 0d 00 04 'mqtt' 04 02 00 3c 00 01 'a'").expectClosed();
        broker.open().send("10 0c 00 03 'MQT' 04 02 00 3c 00 01 'a'").expectClosed();
        broker.open().send("10 0e 00 05 'MQTTT' 04 02 00 3c 00 01 'a'").expectClosed();
        broker.open().send("10 09 00 00 04 02 00 3c 00 01 'a'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-2", "MQTT-3.2.2-4", "MQTT-3.2.2-5"})
    void answersAnUnknownLevelWithReturnCode1(Peer broker) {
        broker.open()
                .send("10 0d 00 04 'MQTT' 06 02 00 3c 00 01 'a'")
                .expect("20 02 00 01")
                .expectClosed();
        broker.open()
                .send("10 0d 00 04 'MQTT' 02 02 00 3c 00 01 'a'")
                .expect("20 02 00 01")
                .expectClosed();
        broker.open()
                .send("10 0f 00 06 'MQIsdp' 06 02 00 3c 00 01 'a'")
                .expect("20 02 00 01")
                .expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.1.2-2")
    void acceptsMqtt31(Peer broker) {
        broker.open()
                .send("10 0f 00 06 'MQIsdp' 03 02 00 3c 00 01 'a'")
                .expect(ACCEPTED)
                .expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-3", "MQTT-3.1.4-1"})
    void closesOnTheReservedConnectFlag(Peer broker) {
        broker.open().send("10 0d 00 04 'MQTT' 04 03 00 3c 00 01 'a'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-18", "MQTT-3.1.4-1"})
    void closesOnAUserNameWithoutItsFlag(Peer broker) {
        broker.open().send("10 13 00 04 'MQTT' 04 02 00 3c 00 01 'a' 00 04 'user'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-19", "MQTT-3.1.4-1"})
    void closesOnAUserNameFlagWithoutAUserName(Peer broker) {
        broker.open().send("10 0d 00 04 'MQTT' 04 82 00 3c 00 01 'a'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-20", "MQTT-3.1.4-1"})
    void closesOnAPasswordWithoutItsFlag(Peer broker) {
        broker.open()
                .send("10 19 00 04 'MQTT' 04 82 00 3c 00 01 'a' 00 04 'user' 00 04 'pass'")
                .expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-21", "MQTT-3.1.4-1"})
    void closesOnAPasswordFlagWithoutAPassword(Peer broker) {
        broker.open().send("10 13 00 04 'MQTT' 04 c2 00 3c 00 01 'a' 00 04 'user'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-22", "MQTT-3.1.4-1"})
    void closesOnAPasswordFlagWithoutAUserNameFlag(Peer broker) {
        broker.open().send("10 13 00 04 'MQTT' 04 42 00 3c 00 01 'a' 00 04 'pass'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.3-1", "MQTT-3.1.4-4"})
    void readsAllFieldsInTheirOrder(Peer broker) {
        Wire watcher = broker.subscriber("w", "topic", 0);
        Wire wire =
                broker.open()
                        .send(
                                "10 26 00 04 'MQTT' 04 c6 00 3c 00 01 'a' 00 05 'topic' 00 04 'will' 00 04 'user' 00 04 'pass'")
                        .expect(ACCEPTED);

        wire.close();

        watcher.expect("30 0b 00 05 'topic' 'will'");
    }

    @Conversation
    @Statement({"MQTT-3.1.3-3", "MQTT-3.1.4-1"})
    void closesWithoutAClientId(Peer broker) {
        broker.open().send("10 0a 00 04 'MQTT' 04 02 00 3c").expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.1.3-5")
    void acceptsClientIdsOf1To23LettersAndDigits(Peer broker) {
        broker.open().send("10 0d 00 04 'MQTT' 04 02 00 3c 00 01 '0'").expect(ACCEPTED);
        broker.open()
                .send("10 23 00 04 'MQTT' 04 02 00 3c 00 17 '0123456789abcdefghijklm'")
                .expect(ACCEPTED);
        broker.open()
                .send("10 23 00 04 'MQTT' 04 02 00 3c 00 17 'nopqrstuvwxyzABCDEFGHIJ'")
                .expect(ACCEPTED);
        broker.open()
                .send("10 1c 00 04 'MQTT' 04 02 00 3c 00 10 'KLMNOPQRSTUVWXYZ'")
                .expect(ACCEPTED);
    }

    @Conversation
    @Statement({"MQTT-3.1.3-6", "MQTT-3.1.3-2"})
    void givesEachClientWithoutAnIdOneOfItsOwn(Peer broker) {
        Wire one = broker.open().send("10 0c 00 04 'MQTT' 04 02 00 3c 00 00").expect(ACCEPTED);
        Wire two = broker.open().send("10 0c 00 04 'MQTT' 04 02 00 3c 00 00").expect(ACCEPTED);

        one.expectSilence();
        two.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.3-8", "MQTT-3.1.3-9", "MQTT-3.2.2-4", "MQTT-3.2.2-5"})
    void refusesALastingSessionWithoutAClientId(Peer broker) {
        broker.open()
                .send("10 0c 00 04 'MQTT' 04 00 00 3c 00 00")
                .expect("20 02 00 02")
                .expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.4-2", "MQTT-3.1.3-2"})
    void disconnectsTheOneWhoHadTheSameClientId(Peer broker) {
        Wire first = broker.client("a");

        Wire second = broker.client("a");

        first.expectClosed();
        second.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.4-4", "3.1.4/1"})
    void takesPacketsInTheSameSegmentAsConnect(Peer broker) {
        broker.open()
                .send(CONNECT, "82 06 00 01 00 01 't' 01", "32 06 00 01 't' 00 02 'x'", "c0 00")
                .expect(ACCEPTED, "90 03 00 01 01")
                .expectInAnyOrder("40 02 00 02", "32 06 00 01 't' 00 01 'x'")
                .expect("d0 00");
    }

    @Conversation
    @Statement("MQTT-3.1.4-5")
    void ignoresWhatFollowsARefusedConnect(Peer broker) {
        Wire watcher = broker.subscriber("w", "t", 0);

        broker.open()
                .send("10 0c 00 04 'MQTT' 04 00 00 3c 00 00", "30 08 00 01 't' 'never'")
                .expect("20 02 00 02")
                .expectClosed();

        watcher.expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.2.2-6")
    void closesWithoutConnackWhereNoReturnCodeFits(Peer broker) {
        broker.open().send("10 15 00 04 'MQTT' 04 02 00 3c 00 01 'a' 'trailing'").expectClosed();
        broker.open().send("10 04 00 04 'MQ'").expectClosed();
        broker.open().send("10 00").expectClosed();
    }

    @Conversation(House.GUARDED)
    @Statement({"MQTT-3.2.2-4", "MQTT-3.2.2-5", "MQTT-3.1.4-5", "3.2.2.3/1"})
    void refusesWrongPasswordsWithACodeAndCloses(Peer broker) {
        Wire watcher =
                broker.open()
                        .send(
                                "10 1a 00 04 'MQTT' 04 c2 00 3c 00 01 'w' 00 03 'ann' 00 06 'secret'");
        subscribe(watcher.expect(ACCEPTED), "may/x", 0);
        Wire wire = broker.open();

        wire.send(
                "10 19 00 04 'MQTT' 04 c2 00 3c 00 01 'a' 00 03 'ann' 00 05 'wrong'",
                "30 08 00 05 'may/x' 'n'");

        Packet answer = Packet.next(wire, 2);
        assertEquals(0, answer.u8(), answer::toString);
        assertTrue(List.of(4, 5).contains(answer.u8()), answer::toString);
        wire.expectClosed();
        watcher.expectSilence();
    }
}
