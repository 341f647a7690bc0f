package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.connack;
import static meetpost.broker.conformance.Five.connect;
import static meetpost.broker.conformance.Five.lasting;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.suback;
import static meetpost.broker.conformance.Five.subscribe;
import static meetpost.broker.conformance.Five.subscriber;
import static meetpost.broker.conformance.Five.unsuback;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Packet;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.3.2.3.4 Topic alias, 3.1.2.11.4 Maximum packet size, 4.9 Flow control. */
@Execution(ExecutionMode.CONCURRENT)
class LimitsTest {

    @Conversation
    @Statement("MQTT-3.1.2-24")
    void closesWithoutAConnackThatWouldBeTooLarge(Peer broker) {
        broker.open().send(connect("02", "a", "27 00 00 00 02")).expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-24", "MQTT-3.1.2-25"})
    void discardsWhatIsTooLargeForTheClientAndGoesOn(Peer broker) {
        Wire small = subscribe(client(broker, "s", "27 00 00 00 20"), "t", 2);
        Wire publisher = client(broker, "p");

        publisher.send("32 6a 00 01 't' 00 01 00 'x'*100");
        acknowledged(publisher, 4, 1, 0);
        publisher.send("30 68 00 01 't' 00 'x'*100", "30 09 00 01 't' 00 'small'").expectSilence();

        small.expect("30 09 00 01 't' 00 'small'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-24", "MQTT-3.1.2-25"})
    void discardsWhatWasUnderWayAndIsTooLargeForTheNextConnection(Peer broker) {
        Wire subscriber = subscribe(lasting(broker, "s", 0), "t", 1);
        Wire publisher = client(broker, "p").send("32 6a 00 01 't' 00 01 00 'x'*100");
        acknowledged(publisher, 4, 1, 0);
        subscriber.expect("32 6a 00 01 't' 00 01 00 'x'*100").close();

        Wire small = broker.open().send(connect("00", "s", "11 ff ff ff ff 27 00 00 00 20"));
        connack(small, 1, 0);
        small.expectSilence().send("e0 00").expectClosed();

        lasting(broker, "s", 1).expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.1.2-24")
    void sendsWhatIsExactlyAsLargeAsTheClientTakes(Peer broker) {
        Wire small = subscribe(client(broker, "s", "27 00 00 00 20"), "t", 0);

        client(broker, "p")
                .send("30 1f 00 01 't' 00 'x'*27", "30 1e 00 01 't' 00 'x'*26")
                .expectSilence();

        small.expect("30 1e 00 01 't' 00 'x'*26").expectSilence();
    }

    @Conversation
    @Statement({
        "MQTT-3.4.2-2",
        "MQTT-3.4.2-3",
        "MQTT-3.5.2-2",
        "MQTT-3.5.2-3",
        "MQTT-3.7.2-2",
        "MQTT-3.7.2-3",
        "MQTT-3.9.2-1",
        "MQTT-3.9.2-2",
        "MQTT-3.11.2-1",
        "MQTT-3.11.2-2"
    })
    void answersWithinTheMaximumPacketSize(Peer broker) {
        Wire small = client(broker, "s", "27 00 00 00 14");

        small.send("32 07 00 01 't' 00 01 00 'x'");
        acknowledged(small, 4, 1, 0, 0x10);
        small.send("34 07 00 01 't' 00 02 00 'x'");
        acknowledged(small, 5, 2, 0, 0x10);
        small.send("62 02 00 09");
        acknowledged(small, 7, 9, 0, 0x92);
        small.send("82 07 00 03 00 00 01 't' 00");
        assertEquals(List.of(), suback(small, 3, 0));
        small.send("a2 09 00 04 00 00 04 'none'");
        assertEquals(List.of(), unsuback(small, 4, 0x11));
    }

    @Conversation
    @Statement({"MQTT-3.14.2-3", "MQTT-3.14.2-4", "MQTT-3.14.2-2"})
    void saysGoodbyeWithinTheMaximumPacketSize(Peer broker) {
        Wire small = client(broker, "s", "27 00 00 00 14").send("30 04 00 00 00 'x'");

        Packet goodbye = Packet.next(small, 14);

        assertTrue(goodbye.size() <= 20, goodbye::toString);
        goodbye.u8();
        assertTrue(
                goodbye.properties().stream().noneMatch(p -> p.startsWith("11")),
                goodbye::toString);
        small.expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-27", "MQTT-3.3.2-11"})
    void sendsNoAliasToAClientThatTakesNone(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "long/topic", 0);

        client(broker, "p")
                .send("30 0e 00 0a 'long/topic' 00 'a'", "30 0e 00 0a 'long/topic' 00 'b'")
                .expectSilence();

        subscriber.expect("30 0e 00 0a 'long/topic' 00 'a'", "30 0e 00 0a 'long/topic' 00 'b'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-26", "MQTT-3.3.2-11", "MQTT-3.3.2-10"})
    void sendsNoAliasAboveWhatTheClientTakes(Peer broker) {
        Wire subscriber = client(broker, "s", "22 00 01");
        subscribe(subscriber, "huis/#", 0);

        client(broker, "p")
                .send(
                        "30 0a 00 06 'huis/a' 00 '1'",
                        "30 0a 00 06 'huis/b' 00 '2'",
                        "30 0a 00 06 'huis/a' 00 '3'")
                .expectSilence();

        for (int i = 0; i < 3; i++) {
            Packet publish = Packet.next(subscriber, 3);
            int length = publish.u16();
            for (int skipped = 0; skipped < length; skipped++) {
                publish.u8();
            }
            List<String> aliases =
                    publish.properties().stream().filter(p -> p.startsWith("23")).toList();
            assertTrue(aliases.isEmpty() || aliases.equals(List.of("230001")), publish::toString);
        }
    }

    @Conversation
    @Statement({"MQTT-3.3.2-12", "MQTT-3.2.2-17"})
    void takesEachAliasUpToItsMaximum(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "#", 0);
        Wire publisher = broker.open().send(connect("02", "p", ""));
        int maximum = aliasMaximum(publisher);
        assertTrue(maximum > 0, "a server without aliases would have nothing to hold it to");

        publisher.send("30 08 00 01 'a' 03 23 00 01 '1'");
        publisher.send("30 08 00 01 'b' 03 23 %04x '2'".formatted(maximum));
        publisher.send("30 07 00 00 03 23 00 01 '3'");
        publisher.send("30 07 00 00 03 23 %04x '4'".formatted(maximum));

        subscriber.expect(
                "30 05 00 01 'a' 00 '1'",
                "30 05 00 01 'b' 00 '2'",
                "30 05 00 01 'a' 00 '3'",
                "30 05 00 01 'b' 00 '4'");
    }

    @Conversation
    @Statement("MQTT-3.3.2-12")
    void takesANewTopicForAnAlias(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "#", 0);

        client(broker, "p")
                .send(
                        "30 08 00 01 'a' 03 23 00 01 '1'",
                        "30 08 00 01 'b' 03 23 00 01 '2'",
                        "30 07 00 00 03 23 00 01 '3'");

        subscriber.expect(
                "30 05 00 01 'a' 00 '1'", "30 05 00 01 'b' 00 '2'", "30 05 00 01 'b' 00 '3'");
    }

    @Conversation
    @Statement({"MQTT-3.3.2-8", "MQTT-3.3.2-9"})
    void refusesAnAliasOfZeroOrAboveItsMaximum(Peer broker) {
        refused(client(broker, "a").send("30 08 00 01 't' 03 23 00 00 'x'"), 0x81, 0x82, 0x94);
        Wire wire = broker.open().send(connect("02", "b", ""));
        int tooHigh = aliasMaximum(wire) + 1;
        refused(wire.send("30 08 00 01 't' 03 23 %04x 'x'".formatted(tooHigh)), 0x94);
    }

    @Conversation
    @Statement({"MQTT-3.3.2-7", "MQTT-4.13.1-1"})
    void forgetsAliasesWithTheConnection(Peer broker) {
        lasting(broker, "a", 0).send("30 08 00 01 't' 03 23 00 01 'x'", "e0 00").expectClosed();

        refused(lasting(broker, "a", 1).send("30 07 00 00 03 23 00 01 'x'"), 0x82, 0x94);
    }

    @Conversation
    @Statement({"MQTT-3.3.4-9", "MQTT-4.9.0-1", "MQTT-4.9.0-2", "MQTT-3.3.4-10", "MQTT-4.9.0-3"})
    void sendsNoMoreThanTheClientsReceiveMaximum(Peer broker) {
        Wire subscriber = subscribe(client(broker, "s", "21 00 02"), "t", 2);
        Wire publisher =
                client(broker, "p")
                        .send(
                                "32 07 00 01 't' 00 01 00 'a'",
                                "32 07 00 01 't' 00 02 00 'b'",
                                "32 07 00 01 't' 00 03 00 'c'",
                                "32 07 00 01 't' 00 04 00 'd'");
        for (int id = 1; id <= 4; id++) {
            acknowledged(publisher, 4, id, 0);
        }

        subscriber
                .expect("32 07 00 01 't' 00 01 00 'a'", "32 07 00 01 't' 00 02 00 'b'")
                .expectSilence();
        publisher.send("30 13 00 01 'u' 00 'no quota needed'").expectSilence();
        subscriber.send("40 02 00 01").expect("32 07 00 01 't' 00 03 00 'c'").expectSilence();
        subscriber
                .send("40 02 00 02", "40 02 00 03")
                .expect("32 07 00 01 't' 00 04 00 'd'")
                .expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.3.4-9", "MQTT-4.9.0-2"})
    void getsQuotaBackFromPubcompAndFromARefusal(Peer broker) {
        Wire subscriber = subscribe(client(broker, "s", "21 00 01"), "t", 2);
        Wire publisher = client(broker, "p");
        for (int i = 1; i <= 3; i++) {
            publisher.send(
                    "34 07 00 01 't' 00 %02x 00 %02x".formatted(i, i),
                    "62 02 00 %02x".formatted(i));
            acknowledged(publisher, 5, i, 0);
            acknowledged(publisher, 7, i, 0);
        }

        subscriber.expect("34 07 00 01 't' 00 01 00 01").send("50 02 00 01");
        acknowledged(subscriber, 6, 1, 0);
        subscriber.expectSilence().send("70 02 00 01").expect("34 07 00 01 't' 00 02 00 02");
        subscriber.send("50 03 00 02 80").expect("34 07 00 01 't' 00 03 00 03").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.3.4-7", "MQTT-4.13.1-1"})
    void endsWhatSendsMoreThanTheServersReceiveMaximum(Peer broker) {
        Wire publisher = broker.open().send(connect("02", "p", ""));
        int maximum =
                connack(publisher, 0, 0).stream()
                        .filter(p -> p.startsWith("21"))
                        .mapToInt(p -> Integer.parseInt(p.substring(2), 16))
                        .findFirst()
                        .orElse(65535);

        for (int id = 1; id <= maximum + 1; id++) {
            publisher.send("34 07 00 01 't' %04x 00 'x'".formatted(id));
        }

        for (int id = 1; id <= maximum; id++) {
            acknowledged(publisher, 5, id, 0, 0x10);
        }
        refused(publisher, 0x93);
    }

    private static int aliasMaximum(Wire wire) {
        return connack(wire, 0, 0).stream()
                .filter(p -> p.startsWith("22"))
                .mapToInt(p -> Integer.parseInt(p.substring(2), 16))
                .findFirst()
                .orElse(0);
    }
}
