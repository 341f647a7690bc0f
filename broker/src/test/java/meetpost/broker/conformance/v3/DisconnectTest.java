package meetpost.broker.conformance.v3;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 3.14 DISCONNECT, 4.8 Handling errors. */
@Execution(ExecutionMode.CONCURRENT)
class DisconnectTest {

    @Conversation
    @Statement("MQTT-3.14.4-3")
    void closesTheConnectionOnDisconnect(Peer broker) {
        broker.client("a").send("e0 00").expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.14.1-1")
    void closesOnReservedBitsOfDisconnect(Peer broker) {
        for (int flags = 1; flags <= 15; flags++) {
            broker.client("a").send("e%x 00".formatted(flags)).expectClosed();
        }
    }

    @Conversation
    @Statement("MQTT-4.8.0-1")
    void readsNothingThatFollowsADisconnect(Peer broker) {
        Wire watcher = broker.subscriber("w", "t", 0);

        broker.client("a").send("e0 00", "30 08 00 01 't' 'never'").expectClosed();

        watcher.expectSilence();
    }

    @Conversation
    @Statement("MQTT-4.8.0-1")
    void closesOnPacketsThatAreTooLongForTheirType(Peer broker) {
        broker.client("a").send("c0 01 00").expectClosed();
        broker.client("a").send("e0 01 00").expectClosed();
    }

    @Conversation
    @Statement("MQTT-4.8.0-1")
    void closesOnlyTheConnectionThatBrokeTheRules(Peer broker) {
        Wire other = broker.subscriber("b", "t", 1);

        broker.client("a").send("f0 00").expectClosed();

        other.send("30 04 00 01 't' 'x'").expect("30 04 00 01 't' 'x'").expectSilence();
    }
}
