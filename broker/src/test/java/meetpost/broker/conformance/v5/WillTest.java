package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.connack;
import static meetpost.broker.conformance.Five.published;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.subscriber;

import java.time.Duration;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.1.2.5 to 3.1.2.7, 3.1.3.2: the will. */
@Execution(ExecutionMode.CONCURRENT)
class WillTest {

    @Conversation
    @Statement({"MQTT-3.1.2-7", "MQTT-3.1.2-8", "MQTT-3.1.2-14"})
    void publishesTheWillWhenTheConnectionBreaks(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire dying =
                broker.open()
                        .send(
                                "10 1b 00 04 'MQTT' 05 06 00 3c 00 00 01 'a' 00 00 04 'will' 00 04 'gone'");
        connack(dying, 0, 0);

        dying.close();

        watcher.expect("30 0b 00 04 'will' 00 'gone'");
        subscriber(broker, "later", "will", 0).expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-8", "MQTT-3.1.2-10", "MQTT-3.14.4-3", "3.14.2.1/1"})
    void forgetsTheWillOnANormalDisconnect(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire leaving =
                broker.open()
                        .send(
                                "10 1b 00 04 'MQTT' 05 06 00 3c 00 00 01 'a' 00 00 04 'will' 00 04 'gone'");
        connack(leaving, 0, 0);

        leaving.send("e0 00").expectClosed();

        watcher.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-8", "MQTT-3.1.2-10"})
    void publishesTheWillOnADisconnectThatAsksForIt(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire leaving =
                broker.open()
                        .send(
                                "10 1b 00 04 'MQTT' 05 06 00 3c 00 00 01 'a' 00 00 04 'will' 00 04 'gone'");
        connack(leaving, 0, 0);

        leaving.send("e0 01 04").expectClosed();

        watcher.expect("30 0b 00 04 'will' 00 'gone'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-9", "MQTT-3.1.4-1"})
    void refusesAWillFlagWithoutAWill(Peer broker) {
        refused(broker.open().send("10 0e 00 04 'MQTT' 05 06 00 3c 00 00 01 'a'"), 0x81);
        refused(broker.open().send("10 0f 00 04 'MQTT' 05 06 00 3c 00 00 01 'a' 00"), 0x81);
        refused(
                broker.open().send("10 15 00 04 'MQTT' 05 06 00 3c 00 00 01 'a' 00 00 04 'will'"),
                0x81);
    }

    @Conversation
    @Statement({"MQTT-3.1.2-11", "MQTT-3.1.2-13", "MQTT-3.1.4-1"})
    void refusesWillQosAndWillRetainWithoutTheWillFlag(Peer broker) {
        refused(broker.open().send("10 0e 00 04 'MQTT' 05 0a 00 3c 00 00 01 'a'"), 0x81);
        refused(broker.open().send("10 0e 00 04 'MQTT' 05 12 00 3c 00 00 01 'a'"), 0x81);
        refused(broker.open().send("10 0e 00 04 'MQTT' 05 22 00 3c 00 00 01 'a'"), 0x81);
    }

    @Conversation
    @Statement({"MQTT-3.1.2-12", "MQTT-3.2.2-12"})
    void refusesAWillQosOf3(Peer broker) {
        refused(
                broker.open()
                        .send(
                                "10 1b 00 04 'MQTT' 05 1e 00 3c 00 00 01 'a' 00 00 04 'will' 00 04 'gone'"),
                0x81,
                0x82,
                0x9b);
    }

    @Conversation
    @Statement("MQTT-3.1.2-12")
    void publishesTheWillAtItsQos(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 2);
        Wire one =
                broker.open()
                        .send(
                                "10 1a 00 04 'MQTT' 05 0e 00 3c 00 00 01 'a' 00 00 04 'will' 00 03 'one'");
        connack(one, 0, 0);
        Wire two =
                broker.open()
                        .send(
                                "10 1a 00 04 'MQTT' 05 16 00 3c 00 00 01 'b' 00 00 04 'will' 00 03 'two'");
        connack(two, 0, 0);

        one.close();
        watcher.expect("32 0c 00 04 'will' 00 01 00 'one'");
        two.close();
        watcher.expect("34 0c 00 04 'will' 00 02 00 'two'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-15", "MQTT-3.2.2-13"})
    void retainsAWillThatIsToBeRetained(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire dying =
                broker.open()
                        .send(
                                "10 1b 00 04 'MQTT' 05 26 00 3c 00 00 01 'a' 00 00 04 'will' 00 04 'gone'");
        connack(dying, 0, 0);

        dying.close();

        watcher.expect("30 0b 00 04 'will' 00 'gone'");
        subscriber(broker, "later", "will", 0).expect("31 0b 00 04 'will' 00 'gone'");
    }

    @Conversation
    @Statement("MQTT-3.1.3-10")
    void handsOnTheWillsPropertiesWithUserPropertiesInTheirOrder(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire dying =
                broker.open()
                        .send(
                                "10 43 00 04 'MQTT' 05 06 00 3c 00 00 01 'a' 28 26 00 01 'b' 00 01 '2' 01 01 26 00 01 'a' 00 01 '1' 03 00 04 'text' 26 00 01 'b' 00 01 '0' 08 00 02 're' 09 00 02 00 ff 00 04 'will' 00 04 'gone'");
        connack(dying, 0, 0);

        dying.close();

        published(
                watcher,
                "30 33 00 04 'will' 28 01 01 03 00 04 'text' 08 00 02 're' 09 00 02 00 ff 26 00 01 'b' 00 01 '2' 26 00 01 'a' 00 01 '1' 26 00 01 'b' 00 01 '0' 'gone'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-8", "MQTT-3.1.2-10"})
    void waitsForTheWillDelay(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire dying =
                broker.open()
                        .send(
                                "10 25 00 04 'MQTT' 05 06 00 3c 05 11 00 00 00 3c 00 01 'a' 05 18 00 00 00 02 00 04 'will' 00 04 'gone'");
        connack(dying, 0, 0);

        dying.close();

        watcher.expectNothingFor(Duration.ofSeconds(1));
        watcher.expect("30 0b 00 04 'will' 00 'gone'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-8", "MQTT-4.1.0-2"})
    void publishesADelayedWillWhenTheSessionEndsFirst(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire dying =
                broker.open()
                        .send(
                                "10 25 00 04 'MQTT' 05 06 00 3c 05 11 00 00 00 01 00 01 'a' 05 18 00 00 00 78 00 04 'will' 00 04 'gone'");
        connack(dying, 0, 0);

        dying.close();

        watcher.expect("30 0b 00 04 'will' 00 'gone'");
    }

    @Conversation
    @Statement({"MQTT-3.1.3-9", "MQTT-3.1.2-8"})
    void sendsNoDelayedWillOfAClientThatCameBack(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire dying =
                broker.open()
                        .send(
                                "10 25 00 04 'MQTT' 05 06 00 3c 05 11 00 00 00 3c 00 01 'a' 05 18 00 00 00 02 00 04 'will' 00 04 'gone'");
        connack(dying, 0, 0);
        dying.close();

        Wire again =
                broker.open().send("10 13 00 04 'MQTT' 05 00 00 3c 05 11 00 00 00 3c 00 01 'a'");
        connack(again, 1, 0);

        watcher.expectNothingFor(Duration.ofMillis(3500));
    }

    /** With a clean start too: what counts is the client identifier. */
    @Conversation
    @Statement("MQTT-3.1.2-8")
    void sendsNoDelayedWillOfAClientThatBeginsAnew(Peer broker) {
        Wire watcher = subscriber(broker, "w", "will", 0);
        Wire dying =
                broker.open()
                        .send(
                                "10 25 00 04 'MQTT' 05 06 00 3c 05 11 00 00 00 3c 00 01 'a' 05 18 00 00 00 02 00 04 'will' 00 04 'gone'");
        connack(dying, 0, 0);
        dying.close();
        watcher.expectNothingFor(Duration.ofMillis(300));

        client(broker, "a");

        watcher.expectNothingFor(Duration.ofSeconds(3));
    }
}
