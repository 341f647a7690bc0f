package meetpost.broker;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topic aliases that the broker sends, MQTT 5 section 3.3.2.3.4, in literal bytes. */
class TopicAliasesTest {

    private Broker broker;
    private RawClient publisher;

    @BeforeEach
    void start() throws IOException {
        broker = Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
        publisher = RawClient.connected(broker.port(), "p");
    }

    @AfterEach
    void stop() throws Exception {
        publisher.close();
        broker.close();
    }

    @Test
    void sendsATopicOnceAndThenItsNumber() throws Exception {
        try (var subscriber = subscriber("22 00 02", 2)) {
            publish("30 0C 00 09 'huis/kind' '1'", "34 0E 00 09 'huis/kind' 00 01 '2'");
            publisher.send("62 02 00 01").expect("50 02 00 01 70 02 00 01");
            publish("32 0E 00 09 'huis/kind' 00 02 '3'");

            subscriber.expect("30 10 00 09 'huis/kind' 03 23 00 01 '1'");
            subscriber.expect("34 09 00 00 00 01 03 23 00 01 '2'");
            subscriber.expect("32 09 00 00 00 02 03 23 00 01 '3'");
        }
    }

    @Test
    void numbersNoMoreTopicsThanTheClientTakes() throws Exception {
        try (var subscriber = subscriber("22 00 02", 0)) {
            for (String one : List.of("a", "b", "c", "c", "b", "a")) {
                publish("30 09 00 06 'huis/%s' '.'".formatted(one));
            }

            subscriber.expect("30 0D 00 06 'huis/a' 03 23 00 01 '.'");
            subscriber.expect("30 0D 00 06 'huis/b' 03 23 00 02 '.'");
            subscriber.expect("30 0A 00 06 'huis/c' 00 '.' 30 0A 00 06 'huis/c' 00 '.'");
            subscriber.expect("30 07 00 00 03 23 00 02 '.' 30 07 00 00 03 23 00 01 '.'");
        }
    }

    /** With the alias, the length of the properties takes two bytes instead of one. */
    @Test
    void keepsPropertiesAndLongPayloads() throws Exception {
        try (var subscriber = subscriber("22 00 01", 0);
                var five = new RawClient(broker.port())) {
            five.send("10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'").in().skipNBytes(16);
            String property = "26 00 01 'k' 00 79" + " 'v'".repeat(121);
            String payload = " 78".repeat(3000);
            for (int i = 0; i < 2; i++) {
                five.send("30 C0 18 00 06 'huis/a' 7F" + " " + property + payload);
            }

            subscriber.expect("30 C4 18 00 06 'huis/a' 82 01 23 00 01 " + property + payload);
            subscriber.expect("30 BE 18 00 00 82 01 23 00 01 " + property + payload);
        }
    }

    @Test
    void leavesShortTopicsAsTheyAre() throws Exception {
        try (var subscriber = subscriber("22 00 01", 0)) {
            publish("30 05 00 02 'ab' '1'", "30 05 00 02 'ab' '2'");

            subscriber.expect("30 06 00 02 'ab' 00 '1' 30 06 00 02 'ab' 00 '2'");
        }
    }

    /** [MQTT-3.1.2-24]: 20 bytes fit, with an alias they would not. */
    @Test
    void sendsNoAliasThatMakesAPacketTooLarge() throws Exception {
        try (var subscriber = subscriber("22 00 01 27 00 00 00 14", 0)) {
            publish("30 11 00 06 'huis/a' '123456789'");
            publish("30 09 00 06 'huis/a' '.'");
            publish("30 11 00 06 'huis/a' '123456789'");

            subscriber.expect("30 12 00 06 'huis/a' 00 '123456789'");
            subscriber.expect("30 0D 00 06 'huis/a' 03 23 00 01 '.'");
            subscriber.expect("30 0F 00 00 03 23 00 01 '123456789'");
        }
    }

    @Test
    void startsAnewWithEachConnectionAndMarksWhatItSendsAgain() throws Exception {
        try (var subscriber = subscriber("22 00 01 11 00 00 00 3C", 1)) {
            publish("32 0B 00 06 'huis/a' 00 01 '.'");
            subscriber.expect("32 0F 00 06 'huis/a' 00 01 03 23 00 01 '.'");
        }
        try (var again = new RawClient(broker.port())) {
            again.send("10 16 00 04 4D 51 54 54 05 00 00 00 08 22 00 01 11 00 00 00 3C 00 01 's'");
            again.in().skipNBytes(16);
            again.expect("3A 0F 00 06 'huis/a' 00 01 03 23 00 01 '.'");
        }
    }

    /** Takes everything at {@code qos}; keep-alive 0, {@code properties} of its CONNECT. */
    private RawClient subscriber(String properties, int qos) throws IOException {
        int length = RawClient.bytes(properties).length;
        var client = new RawClient(broker.port());
        client.send(
                "10 %02X 00 04 4D 51 54 54 05 02 00 00 %02X %s 00 01 's'"
                        .formatted(14 + length, length, properties));
        client.in().skipNBytes(16);
        client.send("82 07 00 01 00 00 01 '#' %02X".formatted(qos));
        client.expect("90 04 00 01 00 %02X".formatted(qos));
        return client;
    }

    private void publish(String... packets) throws IOException {
        for (String packet : packets) {
            publisher.send(packet);
            if (packet.startsWith("32")) {
                publisher.in().skipNBytes(4);
            }
        }
    }
}
