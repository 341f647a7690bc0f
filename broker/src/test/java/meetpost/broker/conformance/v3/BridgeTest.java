package meetpost.broker.conformance.v3;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Another broker's client: the highest bit of its protocol level is set, as Mosquitto does. */
@Execution(ExecutionMode.CONCURRENT)
class BridgeTest {

    private static final String BRIDGE = "10 0d 00 04 'MQTT' 84 02 00 3c 00 01 'b'";

    @Conversation
    void givesABridgeNothingBackThatCameFromIt(Peer broker) {
        Wire other = broker.subscriber("a", "t", 0);
        Wire bridge = Peer.subscribe(broker.open().send(BRIDGE).expect("20 02 00 00"), "#", 1);

        bridge.send("30 04 00 01 't' 'x'");

        other.expect("30 04 00 01 't' 'x'");
        bridge.expectSilence();
    }

    @Conversation
    void tellsABridgeWhichMessagesAreRetained(Peer broker) {
        Wire bridge = Peer.subscribe(broker.open().send(BRIDGE).expect("20 02 00 00"), "t", 1);
        Wire other = broker.client("a");

        other.send("31 04 00 01 't' 'x'").send("30 04 00 01 't' 'y'");

        bridge.expect("31 04 00 01 't' 'x'").expect("30 04 00 01 't' 'y'");
    }

    @Conversation
    void takesABridgeOfMqtt31Too(Peer broker) {
        broker.open().send("10 0f 00 06 'MQIsdp' 83 02 00 3c 00 01 'b'").expect("20 02 00 00");
    }
}
