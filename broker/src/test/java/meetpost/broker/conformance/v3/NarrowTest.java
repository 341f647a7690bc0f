package meetpost.broker.conformance.v3;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.House;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What MQTT 3.1.1 leaves to a server: how many clients it takes, and for how long they are silent.
 */
@Execution(ExecutionMode.CONCURRENT)
class NarrowTest {

    @Conversation(House.NARROW)
    void closesOnAClientTooMany(Peer broker) {
        Wire one = broker.client("a");
        Wire two = broker.client("b");

        broker.open().send("10 0d 00 04 'MQTT' 04 02 00 3c 00 01 'c'").expectClosed();

        one.expectSilence();
        two.expectSilence();
    }

    @Conversation(House.NARROW)
    void takesAsManyAgainAsHaveClosedJustBefore(Peer broker) {
        for (int i = 0; i < 20; i++) {
            Wire one = broker.client("a" + i);
            Wire two = broker.client("b" + i);
            one.close();
            two.close();
        }
    }

    @Conversation(House.NARROW)
    @Statement("MQTT-3.2.2-5")
    void refusesALongerKeepAliveThanItAllows(Peer broker) {
        broker.open()
                .send("10 0d 00 04 'MQTT' 04 02 00 3d 00 01 'a'")
                .expect("20 02 00 02")
                .expectClosed();
        broker.open().send("10 0d 00 04 'MQTT' 04 02 00 3c 00 01 'a'").expect("20 02 00 00");
    }

    @Conversation(House.NARROW)
    @Statement("MQTT-3.2.2-5")
    void refusesNoKeepAliveAtAll(Peer broker) {
        broker.open()
                .send("10 0d 00 04 'MQTT' 04 02 00 00 00 01 'a'")
                .expect("20 02 00 02")
                .expectClosed();
    }
}
