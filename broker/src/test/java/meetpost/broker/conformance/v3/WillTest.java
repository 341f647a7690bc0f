package meetpost.broker.conformance.v3;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 3.1.2.5 to 3.1.2.7: the will. */
@Execution(ExecutionMode.CONCURRENT)
class WillTest {

    private static final String ACCEPTED = "20 02 00 00";

    @Conversation
    @Statement({"MQTT-3.1.2-8", "MQTT-3.1.2-16", "3.1.2.5/1"})
    void publishesTheWillWhenTheConnectionBreaks(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        Wire dying =
                broker.open()
                        .send("10 19 00 04 'MQTT' 04 06 00 3c 00 01 'a' 00 04 'will' 00 04 'gone'")
                        .expect(ACCEPTED);

        dying.close();

        watcher.expect("30 0a 00 04 'will' 'gone'");
        broker.subscriber("later", "will", 0).expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-8", "3.1.2.5/3"})
    void publishesTheWillWhenTheServerClosesBecauseOfAViolation(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        Wire dying =
                broker.open()
                        .send("10 19 00 04 'MQTT' 04 06 00 3c 00 01 'a' 00 04 'will' 00 04 'gone'")
                        .expect(ACCEPTED);

        dying.send("36 06 00 01 't' 00 01 'x'").expectClosed();

        watcher.expect("30 0a 00 04 'will' 'gone'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-8", "MQTT-3.1.4-2"})
    void publishesTheWillOfTheOneWhoIsTakenOver(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        broker.open()
                .send("10 19 00 04 'MQTT' 04 06 00 3c 00 01 'a' 00 04 'will' 00 04 'gone'")
                .expect(ACCEPTED);

        broker.client("a").expectSilence();

        watcher.expect("30 0a 00 04 'will' 'gone'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-10", "MQTT-3.14.4-3"})
    void forgetsTheWillOnDisconnect(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        Wire leaving =
                broker.open()
                        .send("10 19 00 04 'MQTT' 04 06 00 3c 00 01 'a' 00 04 'will' 00 04 'gone'")
                        .expect(ACCEPTED);

        leaving.send("e0 00").expectClosed();

        watcher.expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.1.2-10")
    void publishesTheWillOnce(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        broker.open()
                .send("10 19 00 04 'MQTT' 04 04 00 3c 00 01 'a' 00 04 'will' 00 04 'gone'")
                .expect(ACCEPTED)
                .close();
        watcher.expect("30 0a 00 04 'will' 'gone'");

        broker.resumed("a").send("36 06 00 01 't' 00 01 'x'").expectClosed();

        watcher.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-9", "MQTT-3.1.4-1"})
    void closesOnAWillFlagWithoutTopicOrMessage(Peer broker) {
        broker.open().send("10 0d 00 04 'MQTT' 04 06 00 3c 00 01 'a'").expectClosed();
        broker.open().send("10 13 00 04 'MQTT' 04 06 00 3c 00 01 'a' 00 04 'will'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-11", "MQTT-3.1.4-1"})
    void closesOnAWillWithoutItsFlag(Peer broker) {
        broker.open()
                .send("10 19 00 04 'MQTT' 04 02 00 3c 00 01 'a' 00 04 'will' 00 04 'gone'")
                .expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.1.2-12")
    void publishesNothingForAClientWithoutAWill(Peer broker) {
        Wire watcher = broker.subscriber("w", "#", 0);

        broker.client("a").send("36 06 00 01 't' 00 01 'x'").expectClosed();

        watcher.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-13", "MQTT-3.1.2-11", "MQTT-3.1.4-1"})
    void closesOnAWillQosWithoutTheWillFlag(Peer broker) {
        broker.open().send("10 0d 00 04 'MQTT' 04 0a 00 3c 00 01 'a'").expectClosed();
        broker.open().send("10 0d 00 04 'MQTT' 04 12 00 3c 00 01 'a'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-14", "MQTT-3.1.4-1"})
    void closesOnAWillQosOf3(Peer broker) {
        broker.open()
                .send("10 19 00 04 'MQTT' 04 1e 00 3c 00 01 'a' 00 04 'will' 00 04 'gone'")
                .expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.1.2-14")
    void publishesTheWillAtItsQos(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 2);

        broker.open()
                .send("10 18 00 04 'MQTT' 04 0e 00 3c 00 01 'a' 00 04 'will' 00 03 'one'")
                .expect(ACCEPTED)
                .close();
        watcher.expect("32 0b 00 04 'will' 00 01 'one'").send("40 02 00 01");
        broker.open()
                .send("10 18 00 04 'MQTT' 04 16 00 3c 00 01 'a' 00 04 'will' 00 03 'two'")
                .expect(ACCEPTED)
                .close();
        watcher.expect("34 0b 00 04 'will' 00 02 'two'");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-15", "MQTT-3.1.2-11", "MQTT-3.1.4-1"})
    void closesOnWillRetainWithoutTheWillFlag(Peer broker) {
        broker.open().send("10 0d 00 04 'MQTT' 04 22 00 3c 00 01 'a'").expectClosed();
    }

    @Conversation
    @Statement("MQTT-3.1.2-17")
    void retainsAWillThatIsToBeRetained(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        broker.open()
                .send("10 19 00 04 'MQTT' 04 26 00 3c 00 01 'a' 00 04 'will' 00 04 'gone'")
                .expect(ACCEPTED)
                .close();
        watcher.expect("30 0a 00 04 'will' 'gone'");

        broker.subscriber("later", "will", 0).expect("31 0a 00 04 'will' 'gone'");
    }

    @Conversation
    @Statement("MQTT-3.1.2-17")
    void clearsTheRetainedMessageWithAnEmptyRetainedWill(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        broker.client("p").send("31 09 00 04 'will' 'old'").expectSilence();
        watcher.expect("30 09 00 04 'will' 'old'");

        broker.open()
                .send("10 15 00 04 'MQTT' 04 26 00 3c 00 01 'a' 00 04 'will' 00 00")
                .expect(ACCEPTED)
                .close();
        watcher.expect("30 06 00 04 'will'");

        broker.subscriber("later", "will", 0).expectSilence();
    }

    @Conversation
    @Statement("MQTT-3.2.2-6")
    void takesNoWillOnTheTopicsOfAdministrators(Peer broker) {
        broker.open()
                .send("10 1b 00 04 'MQTT' 04 06 00 3c 00 01 'a' 00 0a '$CONTROL/a' 00 00")
                .expectClosed();
    }
}
