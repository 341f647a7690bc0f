package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.subscriber;
import static org.junit.jupiter.api.Assertions.assertEquals;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Packet;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.15 AUTH, 4.12 Enhanced authentication: a server that knows no method refuses it. */
@Execution(ExecutionMode.CONCURRENT)
class AuthTest {

    @Conversation
    @Statement({"MQTT-4.12.0-1", "MQTT-4.12.0-4"})
    void refusesAMethodThatItDoesNotKnow(Peer broker) {
        Wire wire =
                broker.open()
                        .send("10 18 00 04 'MQTT' 05 02 00 3c 0a 15 00 07 'UNKNOWN' 00 01 'a'");

        Packet answer = Packet.next(wire, 2);

        assertEquals(0, answer.u8(), answer::toString);
        assertEquals(0x8c, answer.u8(), answer::toString);
        wire.expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.1.4-6")
    void ignoresWhatFollowsARefusedMethod(Peer broker) {
        Wire watcher = subscriber(broker, "w", "t", 0);

        refused(
                broker.open()
                        .send(
                                "10 18 00 04 'MQTT' 05 02 00 3c 0a 15 00 07 'UNKNOWN' 00 01 'a'",
                                "30 09 00 01 't' 00 'never'"),
                0x8c);

        watcher.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.12.0-7", "MQTT-4.13.1-1"})
    void refusesAuthFromAClientThatConnectedWithoutAMethod(Peer broker) {
        refused(client(broker, "a").send("f0 0c 19 0a 15 00 07 'UNKNOWN'"), 0x82, 0x8c);
        refused(client(broker, "a").send("f0 0c 18 0a 15 00 07 'UNKNOWN'"), 0x82, 0x8c);
    }

    @Conversation
    @Statement("MQTT-3.15.1-1")
    void refusesReservedFlagsOfAuth(Peer broker) {
        for (int flags = 1; flags <= 15; flags++) {
            refused(client(broker, "a").send("f%x 02 18 00".formatted(flags)), 0x81, 0x82);
        }
    }

    @Conversation
    @Statement("MQTT-4.13.1-1")
    void refusesAuthenticationDataWithoutAMethod(Peer broker) {
        refused(
                broker.open().send("10 15 00 04 'MQTT' 05 02 00 3c 07 16 00 04 'data' 00 01 'a'"),
                0x82);
    }
}
