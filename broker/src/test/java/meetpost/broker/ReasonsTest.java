package meetpost.broker;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The reason that an MQTT 5 client hears for a packet that ends its connection. Where the standard
 * and Mosquitto's packet sequences differ, docs/decisions/0032 says which is meant.
 */
class ReasonsTest {

    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'";

    private Broker broker;

    @BeforeEach
    void start() throws IOException {
        broker = Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    /** Property 0x23 is whole and 0x70 does not exist: the packet is ill-formed first of all. */
    @Test
    void readsAllPropertiesBeforeItAsksWhetherTheyBelongHere() throws Exception {
        for (String packet :
                List.of(
                        "40 08 00 01 00 04 23 00 01 70",
                        "50 08 00 01 00 04 23 00 01 70",
                        "62 08 00 01 00 04 23 00 01 70",
                        "70 08 00 01 00 04 23 00 01 70",
                        "E0 06 00 04 23 00 01 70")) {
            refuses(packet, "81");
        }
    }

    @Test
    void saysMalformedOrProtocolErrorForAPropertyOfAnotherPacket() throws Exception {
        Map<String, String> packets =
                Map.of(
                        "40 06 00 01 00 02 01 00", "82",
                        "E0 04 00 02 01 00", "82",
                        "30 07 00 01 't' 02 17 00 'x'", "82",
                        "82 09 00 01 02 01 00 00 01 't' 00", "81",
                        "A2 08 00 01 02 01 00 00 01 't'", "81");
        for (Map.Entry<String, String> one : packets.entrySet()) {
            refuses(one.getKey(), one.getValue());
        }
    }

    @Test
    void saysMalformedForSubscriptionsWithoutASense() throws Exception {
        for (String packet :
                List.of(
                        "82 03 00 01 00",
                        "A2 03 00 01 00",
                        "82 07 00 00 00 00 01 't' 00",
                        "A2 06 00 00 00 00 01 't'",
                        "82 09 00 01 02 0B 00 00 01 't' 00")) {
            refuses(packet, "81");
        }
        refuses("82 0F 00 01 00 00 09 '$share/g/' 00", "82");
    }

    @Test
    void saysProtocolErrorForAResponseTopicWithAWildcard() throws Exception {
        refuses("30 09 00 01 't' 04 08 00 01 '#' 'x'", "82");
    }

    @Test
    void saysMalformedForAPublishWithoutATopic() throws Exception {
        refuses("30 04 00 00 00 'x'", "81");
    }

    @Test
    void looksAtTheFlagsOfWhatOnlyAServerSends() throws Exception {
        refuses("90 03 00 01 00", "82");
        refuses("91 03 00 01 00", "81");
        refuses("B2 03 00 01 00", "81");
        refuses("D0 00", "82");
    }

    /** The client goes on sending while the broker leaves: a reset would take the last word. */
    @Test
    void isHeardByAClientThatIsStillSending() throws Exception {
        try (RawClient client = client()) {
            client.sendBytes(RawClient.bytes("30 FF FF FF 7F"));
            client.sendBytes(new byte[100_000]);

            client.expect("E0 01 95").expectClosed();
        }
    }

    /** [MQTT-3.1.2-24]: the SUBACK would have 21 bytes, the client takes 20. */
    @Test
    void refusesASubscribeWhoseAnswerTheClientDoesNotTake() throws Exception {
        try (var client = new RawClient(broker.port())) {
            client.send("10 13 00 04 4D 51 54 54 05 02 00 00 05 27 00 00 00 14 00 01 'f'");
            client.expect("20 0E 00 00 0B 22 00 0A 27 00 20 00 00 21 00 14");
            client.send("82 3F 00 01 00 " + "00 01 't' 00 ".repeat(15)).expect("90 12 00 01 00");
            client.in().skipNBytes(15);

            client.send("82 43 00 01 00 " + "00 01 't' 00 ".repeat(16));

            client.expect("E0 01 95").expectClosed();
        }
    }

    /** Server Reference may stand in a DISCONNECT, and goes unused. */
    @Test
    void takesADisconnectWithAServerReference() throws Exception {
        try (RawClient client = client()) {
            client.send("E0 06 00 04 1C 00 01 'x'").expectClosed();
        }
    }

    private void refuses(String packet, String reason) throws IOException {
        try (RawClient client = client()) {
            client.send(packet).expect("E0 01 " + reason).expectClosed();
        }
    }

    private RawClient client() throws IOException {
        return new RawClient(broker.port())
                .send(CONNECT_5)
                .expect("20 0E 00 00 0B 22 00 0A 27 00 20 00 00 21 00 14");
    }
}
