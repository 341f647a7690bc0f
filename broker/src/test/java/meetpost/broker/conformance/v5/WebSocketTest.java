package meetpost.broker.conformance.v5;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.WebSocketWire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 6 Using WebSocket as a network transport. */
@Execution(ExecutionMode.CONCURRENT)
class WebSocketTest {

    private static final String CONNECT = "10 0d 00 04 'MQTT' 04 02 00 3c 00 01 'a'";

    @Conversation
    @Statement({"MQTT-6.0.0-1", "MQTT-6.0.0-4"})
    void choosesTheSubprotocolMqttAndAnswersInBinaryFrames(Peer broker) {
        broker.openWebSocket("mqtt")
                .expectSubprotocol("mqtt")
                .send("10 0e 00 04 'MQTT' 05 02 00 3c 00 00 01 'a'")
                .expectStart("20")
                .send("c0 00")
                .expectEnd("d0 00");
    }

    @Conversation
    @Statement("MQTT-6.0.0-1")
    void closesOnATextFrame(Peer broker) {
        WebSocketWire wire = broker.openWebSocket("mqtt").send(CONNECT).expect("20 02 00 00");

        wire.sendText("c0 00").expectClosed();
    }

    @Conversation
    @Statement("MQTT-6.0.0-2")
    void readsPacketsAcrossFramesAndManyInOne(Peer broker) {
        broker.openWebSocket("mqtt")
                .send("10 0e 00 04 'MQTT' 05 02 00 3c 00")
                .send("00 01 'a' c0")
                .expectStart("20")
                .send("00 c0 00 c0 00")
                .expectEnd("d0 00 d0 00 d0 00");
    }
}
