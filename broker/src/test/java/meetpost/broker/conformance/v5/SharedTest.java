package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.lasting;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.subscribe;
import static meetpost.broker.conformance.Five.subscriber;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 4.8.2 Shared subscriptions. */
@Execution(ExecutionMode.CONCURRENT)
class SharedTest {

    @Conversation
    @Statement({"MQTT-4.8.2-1", "MQTT-4.8.2-2"})
    void refusesFiltersWithoutAShareNameOrAFilter(Peer broker) {
        for (String filter :
                List.of("$share//t", "$share/g", "$share/g/", "$share/g+/t", "$share/#/t")) {
            Wire wire = client(broker, "a");
            int length = filter.length();
            wire.send("82 %02x 00 01 00 00 %02x '%s' 00".formatted(length + 6, length, filter));
            refused(wire, 0x81, 0x82, 0x8f);
        }
    }

    @Conversation
    @Statement("MQTT-4.8.2-1")
    void sendsEachMessageToOneOfTheGroup(Peer broker) {
        Wire one = subscriber(broker, "1", "$share/g/t", 0);
        Wire two = subscriber(broker, "2", "$share/g/t", 0);
        Wire other = subscriber(broker, "3", "$share/h/t", 0);

        client(broker, "p")
                .send(
                        "30 05 00 01 't' 00 'a'",
                        "30 05 00 01 't' 00 'b'",
                        "30 05 00 01 't' 00 'c'",
                        "30 05 00 01 't' 00 'd'")
                .expectSilence();

        assertEquals(4, one.drain().size() + two.drain().size());
        assertEquals(4, other.drain().size());
    }

    @Conversation
    @Statement("MQTT-4.8.2-3")
    void deliversAtTheGrantedQos(Peer broker) {
        Wire one = subscriber(broker, "1", "$share/g/t", 0);

        acknowledged(client(broker, "p").send("32 07 00 01 't' 00 01 00 'x'"), 4, 1, 0);

        one.expect("30 05 00 01 't' 00 'x'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.8.2-4", "MQTT-4.4.0-1"})
    void completesADeliveryToTheOneWhoHadItWhenItComesBack(Peer broker) {
        Wire one = subscribe(lasting(broker, "1", 0), "$share/g/t", 2);
        Wire publisher = client(broker, "p").send("34 07 00 01 't' 00 01 00 'x'", "62 02 00 01");
        acknowledged(publisher, 5, 1, 0);
        acknowledged(publisher, 7, 1, 0);
        one.expect("34 07 00 01 't' 00 01 00 'x'");
        Wire two = subscriber(broker, "2", "$share/g/t", 2);

        one.send("36 00").drain();

        two.expectSilence();
        lasting(broker, "1", 1).expect("3c 07 00 01 't' 00 01 00 'x'");
    }

    @Conversation
    @Statement({"MQTT-4.8.2-6", "MQTT-4.4.0-2"})
    void discardsAMessageThatOneOfTheGroupRefused(Peer broker) {
        Wire one = subscriber(broker, "1", "$share/g/t", 1);
        acknowledged(client(broker, "p").send("32 07 00 01 't' 00 01 00 'x'"), 4, 1, 0);
        one.expect("32 07 00 01 't' 00 01 00 'x'");
        Wire two = subscriber(broker, "2", "$share/g/t", 1);

        one.send("40 03 00 01 80").expectSilence();

        two.expectSilence();
    }

    @Conversation
    @Statement("MQTT-4.8.2-5")
    void sendsNothingToAnotherThatHadStartedWithOneWhoseSessionEnds(Peer broker) {
        Wire one = subscriber(broker, "1", "$share/g/t", 2);
        Wire publisher = client(broker, "p").send("34 07 00 01 't' 00 01 00 'x'", "62 02 00 01");
        acknowledged(publisher, 5, 1, 0);
        acknowledged(publisher, 7, 1, 0);
        one.expect("34 07 00 01 't' 00 01 00 'x'");
        Wire two = subscriber(broker, "2", "$share/g/t", 2);

        one.send("e0 00").expectClosed();

        two.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.8.2-1", "4.8.2/2"})
    void sendsNoRetainedMessagesToASharedSubscription(Peer broker) {
        client(broker, "p").send("31 08 00 01 't' 00 'kept'").expectSilence();

        subscriber(broker, "1", "$share/g/t", 0).expectSilence();
    }
}
