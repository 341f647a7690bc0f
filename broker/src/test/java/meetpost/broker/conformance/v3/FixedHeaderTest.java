package meetpost.broker.conformance.v3;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 2.2 Fixed header. */
@Execution(ExecutionMode.CONCURRENT)
class FixedHeaderTest {

    @Conversation
    @Statement({"MQTT-2.2.2-1", "MQTT-2.2.2-2"})
    void closesOnReservedFlagsOfConnect(Peer broker) {
        for (int flags = 1; flags <= 15; flags++) {
            broker.open()
                    .send("1%x 0d 00 04 'MQTT' 04 02 00 3c 00 01 'a'".formatted(flags))
                    .expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-2.2.2-1", "MQTT-2.2.2-2", "MQTT-3.8.1-1"})
    void closesOnReservedFlagsOfSubscribe(Peer broker) {
        for (int flags = 0; flags <= 15; flags++) {
            if (flags != 2) {
                broker.client("a")
                        .send("8%x 06 00 01 00 01 't' 00".formatted(flags))
                        .expectClosed();
            }
        }
    }

    @Conversation
    @Statement({"MQTT-2.2.2-1", "MQTT-2.2.2-2", "MQTT-3.10.1-1"})
    void closesOnReservedFlagsOfUnsubscribe(Peer broker) {
        for (int flags = 0; flags <= 15; flags++) {
            if (flags != 2) {
                broker.client("a").send("a%x 05 00 01 00 01 't'".formatted(flags)).expectClosed();
            }
        }
    }

    @Conversation
    @Statement({"MQTT-2.2.2-1", "MQTT-2.2.2-2", "MQTT-3.6.1-1"})
    void closesOnReservedFlagsOfPubrel(Peer broker) {
        for (int flags = 0; flags <= 15; flags++) {
            if (flags != 2) {
                broker.client("a")
                        .send("34 05 00 01 't' 00 01")
                        .expect("50 02 00 01")
                        .send("6%x 02 00 01".formatted(flags))
                        .expectClosed();
            }
        }
    }

    @Conversation
    @Statement({"MQTT-2.2.2-1", "MQTT-2.2.2-2"})
    void closesOnReservedFlagsOfPuback(Peer broker) {
        for (int flags = 1; flags <= 15; flags++) {
            broker.subscriber("a", "t", 1)
                    .send("32 06 00 01 't' 00 09 'x'")
                    .expectInAnyOrder("40 02 00 09", "32 06 00 01 't' 00 01 'x'")
                    .send("4%x 02 00 01".formatted(flags))
                    .expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-2.2.2-1", "MQTT-2.2.2-2"})
    void closesOnReservedFlagsOfPingreq(Peer broker) {
        for (int flags = 1; flags <= 15; flags++) {
            broker.client("a").send("c%x 00".formatted(flags)).expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-2.2.2-1", "MQTT-2.2.2-2", "MQTT-3.14.1-1"})
    void publishesTheWillOnADisconnectWithReservedFlags(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        Wire dying =
                broker.open()
                        .send("10 19 00 04 'MQTT' 04 06 00 3c 00 01 'a' 00 04 'will' 00 04 'gone'");
        dying.expect("20 02 00 00");

        dying.send("e1 00").expectClosed();

        watcher.expect("30 0a 00 04 'will' 'gone'");
    }

    @Conversation
    @Statement("MQTT-4.8.0-1")
    void closesOnTypesThatOnlyAServerSendsOrNobody(Peer broker) {
        for (String packet :
                List.of(
                        "00 00",
                        "20 02 00 00",
                        "90 03 00 01 00",
                        "b0 02 00 01",
                        "d0 00",
                        "f0 00")) {
            broker.client("a").send(packet).expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-4.8.0-1", "2.2.3/1"})
    void closesOnARemainingLengthOfFiveBytes(Peer broker) {
        broker.client("a").send("30 ff ff ff ff 7f").expectClosed();
        broker.open().send("10 8d 80 80 80 00").expectClosed();
    }

    @Conversation
    @Statement("MQTT-7.1.1-1")
    void takesPacketsHoweverTheyAreCutIntoSegments(Peer broker) {
        Wire wire = broker.open();

        for (String octet : "10 0d 00 04 4d 51 54 54 04 02 00 3c 00 01 61".split(" ")) {
            wire.send(octet);
        }
        wire.expect("20 02 00 00");

        wire.send(
                        "82 06 00 01 00 01 't' 00",
                        "30 06 00 01 't' 'one'",
                        "30 06 00 01 't' 'two'",
                        "c0 00")
                .expect(
                        "90 03 00 01 00",
                        "30 06 00 01 't' 'one'",
                        "30 06 00 01 't' 'two'",
                        "d0 00");
    }

    @Conversation
    @Statement("MQTT-3.3.2-1")
    void takesLengthsOfOneTwoAndThreeBytes(Peer broker) {
        Wire wire = broker.subscriber("a", "t", 0);

        wire.send("30 7f 00 01 't' 'x'*124").expect("30 7f 00 01 't' 'x'*124");
        wire.send("30 80 01 00 01 't' 'x'*125").expect("30 80 01 00 01 't' 'x'*125");
        wire.send("30 80 80 01 00 01 't' 'x'*16381").expect("30 80 80 01 00 01 't' 'x'*16381");
    }
}
