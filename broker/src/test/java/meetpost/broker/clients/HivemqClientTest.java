package meetpost.broker.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HiveMQ's MQTT client, in MQTT 3.1.1 and 5, over TCP and WebSocket. */
class HivemqClientTest {

    private Broker broker;

    @BeforeEach
    void start() throws IOException {
        broker =
                Broker.start(
                        new BrokerSettings(
                                List.of(
                                        URI.create("mqtt://127.0.0.1:0"),
                                        URI.create("ws://127.0.0.1:0"))));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void talksMqtt3AtEachQos() throws InterruptedException {
        Mqtt3BlockingClient client =
                MqttClient.builder()
                        .useMqttVersion3()
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .identifier("hivemq3")
                        .buildBlocking();
        client.connect();
        try (var received = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith().topicFilter("t/+").qos(MqttQos.EXACTLY_ONCE).send();

            for (MqttQos qos : MqttQos.values()) {
                client.publishWith()
                        .topic("t/" + qos.getCode())
                        .qos(qos)
                        .payload("hello".getBytes(UTF_8))
                        .send();

                var message = received.receive(10, TimeUnit.SECONDS).orElseThrow();
                assertEquals("t/" + qos.getCode(), message.getTopic().toString());
                assertEquals(qos, message.getQos());
                assertEquals("hello", new String(message.getPayloadAsBytes(), UTF_8));
            }
            client.unsubscribeWith().topicFilter("t/+").send();
        }
        client.disconnect();
    }

    @Test
    void talksMqtt5WithPropertiesAndRetainedMessages() throws InterruptedException {
        Mqtt5BlockingClient client = five("hivemq5");
        client.connect();
        client.publishWith()
                .topic("kept")
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .contentType("text/plain")
                .responseTopic("answers")
                .correlationData("42".getBytes(UTF_8))
                .messageExpiryInterval(60)
                .userProperties()
                .add("unit", "°C")
                .applyUserProperties()
                .payload("21.5".getBytes(UTF_8))
                .send();

        try (var received = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith().topicFilter("kept").qos(MqttQos.AT_LEAST_ONCE).send();

            Mqtt5Publish message = received.receive(10, TimeUnit.SECONDS).orElseThrow();
            assertTrue(message.isRetain());
            assertEquals("text/plain", message.getContentType().orElseThrow().toString());
            assertEquals("answers", message.getResponseTopic().orElseThrow().toString());
            assertEquals("[(unit, °C)]", message.getUserProperties().asList().toString());
            assertTrue(message.getMessageExpiryInterval().orElseThrow() <= 60);
            assertEquals("21.5", new String(message.getPayloadAsBytes(), UTF_8));
        }
        client.disconnect();
    }

    @Test
    void resumesASessionOfMqtt5() throws InterruptedException {
        Mqtt5BlockingClient client = five("hivemq5");
        client.connectWith().cleanStart(false).sessionExpiryInterval(600).send();
        client.subscribeWith().topicFilter("t").qos(MqttQos.EXACTLY_ONCE).send();
        client.disconnectWith().sessionExpiryInterval(600).send();
        Mqtt5BlockingClient other = five("other");
        other.connect();
        other.publishWith()
                .topic("t")
                .qos(MqttQos.EXACTLY_ONCE)
                .payload("x".getBytes(UTF_8))
                .send();
        other.disconnect();

        try (var received = client.publishes(MqttGlobalPublishFilter.ALL)) {
            var connack = client.connectWith().cleanStart(false).sessionExpiryInterval(600).send();

            assertTrue(connack.isSessionPresent());
            var message = received.receive(10, TimeUnit.SECONDS).orElseThrow();
            assertEquals(MqttQos.EXACTLY_ONCE, message.getQos());
        }
        client.disconnect();
    }

    @Test
    void talksOverWebSocket() throws InterruptedException {
        Mqtt5BlockingClient client =
                MqttClient.builder()
                        .useMqttVersion5()
                        .serverHost("127.0.0.1")
                        .serverPort(broker.listeners().get(1).getPort())
                        .webSocketWithDefaultConfig()
                        .identifier("web")
                        .buildBlocking();
        client.connect();

        try (var received = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith().topicFilter("t").send();
            client.publishWith().topic("t").payload("over the web".getBytes(UTF_8)).send();

            var message = received.receive(10, TimeUnit.SECONDS).orElseThrow();
            assertEquals("over the web", new String(message.getPayloadAsBytes(), UTF_8));
        }
        client.disconnect();
    }

    private Mqtt5BlockingClient five(String id) {
        return MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .identifier(id)
                .buildBlocking();
    }
}
