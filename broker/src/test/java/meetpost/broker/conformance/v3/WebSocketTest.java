package meetpost.broker.conformance.v3;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.WebSocketWire;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 6 Using WebSocket as a network transport. */
@Execution(ExecutionMode.CONCURRENT)
class WebSocketTest {

    private static final String CONNECT = "10 0d 00 04 'MQTT' 04 02 00 3c 00 01 'a'";

    @Conversation
    @Statement({"MQTT-6.0.0-4", "MQTT-6.0.0-1"})
    void choosesTheSubprotocolMqttAndAnswersInBinaryFrames(Peer broker) {
        broker.openWebSocket("mqtt").expectSubprotocol("mqtt").send(CONNECT).expect("20 02 00 00");
    }

    @Conversation
    @Statement("MQTT-6.0.0-4")
    void choosesMqttFromAListOfSubprotocols(Peer broker) {
        broker.openWebSocket("chat, mqtt")
                .expectSubprotocol("mqtt")
                .send(CONNECT)
                .expect("20 02 00 00");
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
                .send("10 0d 00 04 'MQ'")
                .send("'TT' 04 02 00 3c 00 01 'a' c0")
                .expect("20 02 00 00")
                .send("00 c0 00 c0 00")
                .expect("d0 00 d0 00 d0 00");
    }

    @Conversation
    @Statement("MQTT-6.0.0-2")
    void readsPacketsFromFragmentedMessages(Peer broker) {
        broker.openWebSocket("mqtt")
                .frame(0x02, "10 0d 00 04 'MQTT'")
                .frame(0x80, "04 02 00 3c 00 01 'a'")
                .expect("20 02 00 00");
    }

    @Conversation
    @Statement("MQTT-6.0.0-1")
    void carriesMessagesBetweenWebSocketAndTcp(Peer broker) {
        Wire tcp = broker.subscriber("t", "t", 0);
        WebSocketWire web = broker.openWebSocket("mqtt").send(CONNECT).expect("20 02 00 00");
        web.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");

        tcp.send("30 04 00 01 't' 'x'");

        tcp.expect("30 04 00 01 't' 'x'");
        web.expect("30 04 00 01 't' 'x'");
    }
}
