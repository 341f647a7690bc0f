package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.connack;
import static meetpost.broker.conformance.Five.lasting;
import static meetpost.broker.conformance.Five.published;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.suback;
import static meetpost.broker.conformance.Five.subscribe;
import static meetpost.broker.conformance.Five.subscriber;
import static org.junit.jupiter.api.Assertions.assertEquals;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Packet;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients of MQTT 3.1.1 and 5 on one broker. */
@Execution(ExecutionMode.CONCURRENT)
class BothVersionsTest {

    @Conversation
    void leavesThePropertiesOutForMqtt311(Peer broker) {
        Wire old = broker.subscriber("o", "t", 1);

        acknowledged(
                client(broker, "p")
                        .send("32 10 00 01 't' 00 01 09 01 01 26 00 01 'k' 00 01 'v' 'x'"),
                4,
                1,
                0);

        old.expect("32 06 00 01 't' 00 01 'x'");
    }

    @Conversation
    void sendsNoPropertiesForWhatCameWithout(Peer broker) {
        Wire subscriber = subscriber(broker, "s", "t", 1);

        broker.client("p").send("32 06 00 01 't' 00 01 'x'").expect("40 02 00 01");

        subscriber.expect("32 07 00 01 't' 00 01 00 'x'");
    }

    @Conversation
    void handsASessionFromOneVersionToTheOther(Peer broker) {
        subscribe(lasting(broker, "a", 0), "t", 1).send("e0 00").expectClosed();
        broker.client("p").send("32 08 00 01 't' 00 01 'one'").expect("40 02 00 01");

        Wire old =
                broker.resumed("a")
                        .expect("32 08 00 01 't' 00 01 'one'")
                        .send("40 02 00 01", "e0 00");
        old.expectClosed();
        broker.client("p").send("32 08 00 01 't' 00 01 'two'").expect("40 02 00 01");

        Packet two = Packet.next(lasting(broker, "a", 1), 3);
        assertEquals(0x32, two.first(), two::toString);
    }

    @Conversation
    void keepsSubscriptionOptionsWithTheSession(Peer broker) {
        Wire subscriber = lasting(broker, "s", 0).send("82 09 00 01 02 0b 07 00 01 't' 0d");
        suback(subscriber, 1, 1);
        subscriber.send("e0 00").expectClosed();
        acknowledged(client(broker, "p").send("33 07 00 01 't' 00 01 00 'x'"), 4, 1, 0);

        Wire again = lasting(broker, "s", 1);

        published(again, "33 09 00 01 't' 00 01 02 0b 07 'x'");
        again.send("40 02 00 01", "30 07 00 01 't' 00 'own'").expectSilence();
    }

    @Conversation
    void keepsARetainedMessageForBoth(Peer broker) {
        client(broker, "p").send("31 0c 00 01 't' 07 03 00 04 'text' 'x'").expectSilence();

        broker.subscriber("o", "t", 0).expect("31 04 00 01 't' 'x'");
        published(subscriber(broker, "n", "t", 0), "31 0c 00 01 't' 07 03 00 04 'text' 'x'");
    }

    @Conversation
    void tellsAClientOfMqtt5ThatOneOfMqtt311TookItsId(Peer broker) {
        Wire first = client(broker, "a");

        broker.client("a").expectSilence();

        refused(first, 0x8e);
    }

    @Conversation
    void publishesADelayedWillToBoth(Peer broker) {
        Wire old = broker.subscriber("o", "will", 0);
        Wire young = subscriber(broker, "n", "will", 0);
        Wire dying =
                broker.open()
                        .send(
                                "10 2c 00 04 'MQTT' 05 06 00 3c 05 11 00 00 00 3c 00 01 'a' 0c 18 00 00 00 01 03 00 04 'text' 00 04 'will' 00 04 'gone'");
        connack(dying, 0, 0);

        dying.close();

        old.expect("30 0a 00 04 'will' 'gone'");
        published(young, "30 12 00 04 'will' 07 03 00 04 'text' 'gone'");
    }
}
