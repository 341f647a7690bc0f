package meetpost.broker.conformance.v3;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 4.6 Message ordering. */
@Execution(ExecutionMode.CONCURRENT)
class OrderTest {

    private static final int COUNT = 15;

    @Conversation
    @Statement({"MQTT-4.6.0-5", "MQTT-4.6.0-6"})
    void keepsTheOrderAtQos0(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 0);
        Wire publisher = broker.client("p");

        for (int i = 1; i <= COUNT; i++) {
            publisher.send("30 04 00 01 't' %02x".formatted(i));
        }

        for (int i = 1; i <= COUNT; i++) {
            subscriber.expect("30 04 00 01 't' %02x".formatted(i));
        }
    }

    @Conversation
    @Statement({"MQTT-4.6.0-5", "MQTT-4.6.0-6", "MQTT-4.6.0-2"})
    void keepsTheOrderOfMessagesAndAcknowledgementsAtQos1(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 1);
        Wire publisher = broker.client("p");

        for (int i = 1; i <= COUNT; i++) {
            publisher.send("32 06 00 01 't' 00 %02x %02x".formatted(0x40 + i, i));
        }

        for (int i = 1; i <= COUNT; i++) {
            publisher.expect("40 02 00 %02x".formatted(0x40 + i));
            subscriber.expect("32 06 00 01 't' 00 %02x %02x".formatted(i, i));
        }
    }

    @Conversation
    @Statement({"MQTT-4.6.0-5", "MQTT-4.6.0-6", "MQTT-4.6.0-3", "MQTT-4.6.0-4"})
    void keepsTheOrderOfMessagesAndAcknowledgementsAtQos2(Peer broker) {
        Wire subscriber = broker.subscriber("s", "t", 2);
        Wire publisher = broker.client("p");

        for (int i = 1; i <= COUNT; i++) {
            publisher.send("34 06 00 01 't' 00 %02x %02x".formatted(0x40 + i, i));
        }
        for (int i = 1; i <= COUNT; i++) {
            publisher.expect("50 02 00 %02x".formatted(0x40 + i));
        }
        for (int i = 1; i <= COUNT; i++) {
            publisher
                    .send("62 02 00 %02x".formatted(0x40 + i))
                    .expect("70 02 00 %02x".formatted(0x40 + i));
        }

        for (int i = 1; i <= COUNT; i++) {
            subscriber.expect("34 06 00 01 't' 00 %02x %02x".formatted(i, i));
        }
        for (int i = 1; i <= COUNT; i++) {
            subscriber.send("50 02 00 %02x".formatted(i));
        }
        for (int i = 1; i <= COUNT; i++) {
            subscriber.expect("62 02 00 %02x".formatted(i));
        }
    }
}
