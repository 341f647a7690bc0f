package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.acknowledged;
import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.connack;
import static meetpost.broker.conformance.Five.lasting;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.subscribe;
import static meetpost.broker.conformance.Five.subscriber;

import java.time.Duration;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.1.2.4 Clean start, 3.1.2.11.2 Session expiry interval, 4.1 Session state. */
@Execution(ExecutionMode.CONCURRENT)
class SessionTest {

    @Conversation
    @Statement({"MQTT-3.1.2-4", "MQTT-3.1.4-4", "MQTT-3.2.2-2"})
    void discardsTheSessionOnACleanStart(Peer broker) {
        subscribe(lasting(broker, "a", 0), "t", 1).send("e0 00").expectClosed();

        Wire clean = client(broker, "a");

        clean.send("30 05 00 01 't' 00 'x'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-5", "MQTT-3.1.2-23", "MQTT-3.2.2-3", "MQTT-4.5.0-1"})
    void resumesASessionWithWhatCameInTheMeantime(Peer broker) {
        subscribe(lasting(broker, "a", 0), "t", 2).send("e0 00").expectClosed();
        Wire publisher =
                client(broker, "p")
                        .send("32 09 00 01 't' 00 01 00 'one'", "34 09 00 01 't' 00 02 00 'two'");
        acknowledged(publisher, 4, 1, 0);
        acknowledged(publisher, 5, 2, 0);
        publisher.send("62 02 00 02");
        acknowledged(publisher, 7, 2, 0);

        lasting(broker, "a", 1)
                .expect("32 09 00 01 't' 00 01 00 'one'", "34 09 00 01 't' 00 02 00 'two'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-6", "MQTT-3.2.2-3"})
    void startsASessionWhereThereIsNone(Peer broker) {
        Wire wire = broker.open().send("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'a'");

        connack(wire, 0, 0);
    }

    @Conversation
    @Statement({"MQTT-4.1.0-2", "MQTT-3.2.2-3", "3.1.2.11.2/1"})
    void endsTheSessionWithTheConnectionWithoutAnExpiryInterval(Peer broker) {
        subscribe(client(broker, "a"), "t", 1).send("e0 00").expectClosed();

        connack(broker.open().send("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'a'"), 0, 0);
    }

    @Conversation
    @Statement({"MQTT-4.1.0-1", "MQTT-3.1.2-23"})
    void keepsTheSessionWhileItIsConnectedWhateverItsExpiryInterval(Peer broker) {
        Wire wire = subscribe(client(broker, "a", "11 00 00 00 01"), "t", 1);

        wire.expectNothingFor(Duration.ofMillis(2200));

        wire.send("30 05 00 01 't' 00 'x'").expect("30 05 00 01 't' 00 'x'").close();
        connack(broker.open().send("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'a'"), 1, 0);
    }

    @Conversation
    @Statement("MQTT-4.1.0-2")
    void discardsTheSessionWhenItsExpiryIntervalHasPassed(Peer broker) {
        Wire bystander = client(broker, "b");
        client(broker, "a", "11 00 00 00 01").send("e0 00").expectClosed();

        bystander.expectNothingFor(Duration.ofMillis(3500));

        connack(broker.open().send("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'a'"), 0, 0);
    }

    @Conversation
    @Statement({"MQTT-4.1.0-2", "MQTT-3.1.2-23"})
    void takesANewExpiryIntervalFromDisconnect(Peer broker) {
        Wire wire = client(broker, "a", "11 00 00 00 3c");
        wire.send("e0 07 00 05 11 00 00 00 00").expectClosed();

        connack(broker.open().send("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'a'"), 0, 0);
    }

    @Conversation
    @Statement("MQTT-3.1.2-23")
    void keepsTheExpiryIntervalWhereDisconnectNamesNone(Peer broker) {
        client(broker, "a", "11 00 00 00 3c").send("e0 02 00 00").expectClosed();
        client(broker, "b", "11 00 00 00 3c").send("e0 08 00 06 1f 00 03 'why'").expectClosed();

        connack(broker.open().send("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'a'"), 1, 0);
        connack(broker.open().send("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'b'"), 1, 0);
    }

    @Conversation
    @Statement({"MQTT-4.1.0-2", "MQTT-3.1.2-23"})
    void takesALongerAndAShorterExpiryIntervalFromDisconnect(Peer broker) {
        client(broker, "a", "11 00 00 00 01").send("e0 07 00 05 11 00 00 00 3c").expectClosed();
        client(broker, "b", "11 00 00 00 3c").send("e0 07 00 05 11 00 00 00 01").expectClosed();

        client(broker, "c").expectNothingFor(Duration.ofMillis(3500));

        connack(broker.open().send("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'a'"), 1, 0);
        connack(broker.open().send("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'b'"), 0, 0);
    }

    @Conversation
    @Statement({"MQTT-4.13.1-1", "3.14.2.2/1"})
    void refusesAnExpiryIntervalInDisconnectWhereConnectHadNone(Peer broker) {
        Wire wire = client(broker, "a").send("e0 07 00 05 11 00 00 00 3c");

        refused(wire, 0x82);
    }

    @Conversation
    @Statement({"MQTT-4.4.0-1", "MQTT-4.3.2-3", "MQTT-4.3.3-3", "MQTT-3.3.1-1", "MQTT-4.6.0-1"})
    void sendsAgainWhatWasNotAcknowledgedInItsOrder(Peer broker) {
        Wire subscriber = subscribe(lasting(broker, "s", 0), "t", 2);
        Wire publisher =
                client(broker, "p")
                        .send(
                                "32 07 00 01 't' 00 01 00 'a'",
                                "34 07 00 01 't' 00 02 00 'b'",
                                "62 02 00 02");
        acknowledged(publisher, 4, 1, 0);
        acknowledged(publisher, 5, 2, 0);
        acknowledged(publisher, 7, 2, 0);
        subscriber.expect("32 07 00 01 't' 00 01 00 'a'", "34 07 00 01 't' 00 02 00 'b'").close();

        lasting(broker, "s", 1)
                .expect("3a 07 00 01 't' 00 01 00 'a'", "3c 07 00 01 't' 00 02 00 'b'")
                .expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.3.3-5", "MQTT-4.3.3-6", "MQTT-4.3.3-4", "MQTT-4.4.0-1"})
    void sendsPubrelAgainUntilPubcompAndNeverThePublish(Peer broker) {
        Wire subscriber = subscribe(lasting(broker, "s", 0), "t", 2);
        Wire publisher = client(broker, "p").send("34 07 00 01 't' 00 01 00 'x'", "62 02 00 01");
        acknowledged(publisher, 5, 1, 0);
        acknowledged(publisher, 7, 1, 0);
        subscriber.expect("34 07 00 01 't' 00 01 00 'x'").send("50 02 00 01");
        acknowledged(subscriber, 6, 1, 0);
        subscriber.close();

        Wire again = lasting(broker, "s", 1);
        acknowledged(again, 6, 1, 0);
        again.send("70 02 00 01", "e0 00").expectClosed();

        lasting(broker, "s", 1).expectSilence();
    }

    @Conversation
    @Statement("MQTT-4.4.0-2")
    void doesNotSendAgainWhatWasRefused(Peer broker) {
        Wire subscriber = subscribe(lasting(broker, "s", 0), "t", 2);
        Wire publisher =
                client(broker, "p")
                        .send(
                                "32 07 00 01 't' 00 01 00 'a'",
                                "34 07 00 01 't' 00 02 00 'b'",
                                "62 02 00 02");
        acknowledged(publisher, 4, 1, 0);
        acknowledged(publisher, 5, 2, 0);
        acknowledged(publisher, 7, 2, 0);
        subscriber.expect("32 07 00 01 't' 00 01 00 'a'", "34 07 00 01 't' 00 02 00 'b'");

        subscriber.send("40 03 00 01 80", "50 03 00 02 80").expectSilence().close();

        lasting(broker, "s", 1).expectSilence();
    }
}
