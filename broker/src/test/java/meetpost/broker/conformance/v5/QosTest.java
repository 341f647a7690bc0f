package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.subscriber;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.4 to 3.7 Acknowledgements, 4.3 Delivery protocols, 4.6 Message ordering. */
@Execution(ExecutionMode.CONCURRENT)
class QosTest {

    @Conversation
    @Statement({
        "MQTT-3.3.4-1",
        "MQTT-4.3.2-4",
        "MQTT-4.3.3-8",
        "MQTT-4.3.3-11",
        "MQTT-3.4.2-1",
        "MQTT-3.5.2-1",
        "MQTT-3.7.2-1"
    })
    void answersAsTheQosAsks(Peer broker) {
        Wire wire = client(broker, "a").send("30 05 00 01 't' 00 'x'").expectSilence();

        wire.send("32 07 00 01 't' 00 01 00 'x'");
        acknowledged(wire, 4, 1, 0, 0x10);
        wire.send("34 07 00 01 't' 00 02 00 'x'");
        acknowledged(wire, 5, 2, 0, 0x10);
        wire.send("62 02 00 02");
        acknowledged(wire, 7, 2, 0);
    }

    @Conversation
    @Statement({"MQTT-3.6.2-1", "MQTT-3.7.2-1", "3.6.2.1/1"})
    void answersForIdsThatItDoesNotKnow(Peer broker) {
        Wire wire = client(broker, "a");

        wire.send("50 02 00 09");
        acknowledged(wire, 6, 9, 0, 0x92);
        wire.send("62 02 00 08");
        acknowledged(wire, 7, 8, 0, 0x92);
        wire.expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.6.1-1")
    void refusesReservedFlagsOfPubrel(Peer broker) {
        for (int flags = 0; flags <= 15; flags++) {
            if (flags != 2) {
                refused(client(broker, "a").send("6%x 02 00 01".formatted(flags)), 0x81, 0x82);
            }
        }
    }

    @Conversation
    @Statement({"MQTT-3.4.2-1", "MQTT-3.5.2-1", "MQTT-3.7.2-1", "3.4.2.1/1"})
    void takesAcknowledgementsInTheirLongForm(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 2);
        Wire publisher =
                client(broker, "p")
                        .send(
                                "32 07 00 01 't' 00 01 00 'a'",
                                "34 07 00 01 't' 00 02 00 'b'",
                                "62 0a 00 02 00 06 1f 00 03 'why'");
        acknowledged(publisher, 4, 1, 0);
        acknowledged(publisher, 5, 2, 0);
        acknowledged(publisher, 7, 2, 0);
        subscriber.expect("32 07 00 01 't' 00 01 00 'a'", "34 07 00 01 't' 00 02 00 'b'");

        subscriber.send(
                "40 0b 00 01 00 07 26 00 01 'k' 00 01 'v'", "50 0a 00 02 00 06 1f 00 03 'why'");
        acknowledged(subscriber, 6, 2, 0);
        subscriber.send("70 0a 00 02 00 06 1f 00 03 'why'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.3.2-5", "MQTT-4.3.3-12"})
    void takesAnIdThatWasAcknowledgedAsANewMessage(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 0);
        Wire publisher = client(broker, "p");

        publisher.send("32 07 00 01 't' 00 01 00 'a'");
        acknowledged(publisher, 4, 1, 0);
        publisher.send("3a 07 00 01 't' 00 01 00 'b'");
        acknowledged(publisher, 4, 1, 0);
        for (String payload : List.of("c", "d")) {
            publisher.send("34 07 00 01 't' 00 02 00 '" + payload + "'", "62 02 00 02");
            acknowledged(publisher, 5, 2, 0);
            acknowledged(publisher, 7, 2, 0);
        }

        subscriber.expect(
                "30 05 00 01 't' 00 'a'",
                "30 05 00 01 't' 00 'b'",
                "30 05 00 01 't' 00 'c'",
                "30 05 00 01 't' 00 'd'");
    }

    @Conversation
    @Statement("MQTT-4.3.3-10")
    void deliversAQos2MessageOnceHoweverOftenItComesBeforePubrel(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 0);
        Wire publisher = client(broker, "p").send("34 07 00 01 't' 00 01 00 'x'");
        acknowledged(publisher, 5, 1, 0);

        publisher.send("3c 07 00 01 't' 00 01 00 'x'");
        acknowledged(publisher, 5, 1, 0);
        publisher.send("62 02 00 01");
        acknowledged(publisher, 7, 1, 0);

        subscriber.expect("30 05 00 01 't' 00 'x'").expectSilence();
    }

    /** Mosquitto's way: nobody repeats a message on one connection, section 4.4. */
    @Conversation
    @Statement("MQTT-4.4.0-1")
    void endsAClientThatSendsAQos2MessageThreeTimes(Peer broker) {
        Wire publisher = client(broker, "p").send("34 07 00 01 't' 00 01 00 'x'");
        acknowledged(publisher, 5, 1, 0);
        publisher.send("3c 07 00 01 't' 00 01 00 'x'");
        acknowledged(publisher, 5, 1, 0);

        refused(publisher.send("3c 07 00 01 't' 00 01 00 'x'"), 0x82);
    }

    @Conversation
    @Statement({"MQTT-4.6.0-5", "MQTT-4.6.0-6", "MQTT-4.6.0-2"})
    void keepsTheOrderOfAPublisher(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 1);
        Wire publisher = client(broker, "p");

        for (int i = 1; i <= 15; i++) {
            publisher.send("32 07 00 01 't' 00 %02x 00 %02x".formatted(0x40 + i, i));
        }

        for (int i = 1; i <= 15; i++) {
            acknowledged(publisher, 4, 0x40 + i, 0);
            subscriber.expect("32 07 00 01 't' 00 %02x 00 %02x".formatted(i, i));
        }
    }

    @Conversation
    @Statement({"MQTT-4.6.0-3", "MQTT-4.6.0-4"})
    void keepsTheOrderOfPubrecAndPubrel(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 2);
        Wire publisher = client(broker, "p");

        for (int i = 1; i <= 10; i++) {
            publisher.send("34 07 00 01 't' 00 %02x 00 %02x".formatted(i, i));
        }
        for (int i = 1; i <= 10; i++) {
            acknowledged(publisher, 5, i, 0);
            publisher.send("62 02 00 %02x".formatted(i));
        }
        for (int i = 1; i <= 10; i++) {
            acknowledged(publisher, 7, i, 0);
            subscriber.expect("34 07 00 01 't' 00 %02x 00 %02x".formatted(i, i));
        }
        for (int i = 1; i <= 10; i++) {
            subscriber.send("50 02 00 %02x".formatted(i));
        }
        for (int i = 1; i <= 10; i++) {
            acknowledged(subscriber, 6, i, 0);
        }
    }
}
