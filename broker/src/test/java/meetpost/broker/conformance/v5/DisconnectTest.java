package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.connack;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.subscriber;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.12 PINGREQ, 3.14 DISCONNECT, 4.13 Handling errors. */
@Execution(ExecutionMode.CONCURRENT)
class DisconnectTest {

    @Conversation
    @Statement("MQTT-3.12.4-1")
    void answersPings(Peer broker) {
        client(broker, "a").send("c0 00", "c0 00").expect("d0 00", "d0 00");
    }

    @Conversation
    @Statement({"MQTT-3.14.1-1", "MQTT-3.14.2-1"})
    void refusesReservedFlagsOfDisconnect(Peer broker) {
        for (int flags = 1; flags <= 15; flags++) {
            refused(client(broker, "a").send("e%x 00".formatted(flags)), 0x81);
        }
    }

    @Conversation
    @Statement({"MQTT-3.14.2-1", "MQTT-4.13.1-1"})
    void refusesReasonCodesThatDoNotExist(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire wire =
                broker.open()
                        .send(
                                "10 1b 00 04 'MQTT' 05 06 00 3c 00 00 01 'a' 00 00 04 'will' 00 04 'gone'");
        connack(wire, 0, 0);

        wire.send("e0 01 05");

        refused(wire, 0x81, 0x82);
        watcher.expect("30 0b 00 04 'will' 00 'gone'");
    }

    @Conversation
    @Statement({"MQTT-3.14.4-2", "MQTT-3.14.4-3"})
    void closesOnADisconnectInItsLongForm(Peer broker) {
        client(broker, "a").send("e0 02 00 00").expectClosed();
        client(broker, "b")
                .send("e0 0f 00 0d 26 00 01 'k' 00 01 'v' 1f 00 03 'why'")
                .expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.14.4-1")
    void readsNothingThatFollowsADisconnect(Peer broker) {
        Wire watcher = subscriber(broker, "w", "t", 0);

        client(broker, "a").send("e0 00", "30 09 00 01 't' 00 'never'").expectClosed();

        watcher.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.13.1-1", "MQTT-4.13.2-1", "MQTT-3.14.2-1"})
    void refusesPacketsThatOnlyAServerSends(Peer broker) {
        for (String packet :
                List.of("20 03 00 00 00", "90 04 00 01 00 00", "b0 04 00 01 00 00", "d0 00")) {
            refused(client(broker, "a").send(packet), 0x81, 0x82);
        }
    }

    @Conversation
    @Statement("MQTT-4.13.1-1")
    void closesOnlyTheConnectionThatBrokeTheRules(Peer broker) {
        Wire other = subscriber(broker, "b", "t", 1);

        refused(client(broker, "a").send("36 07 00 01 't' 00 01 00 'x'"), 0x81, 0x82, 0x9b);

        other.send("30 05 00 01 't' 00 'x'").expect("30 05 00 01 't' 00 'x'").expectSilence();
    }
}
