package meetpost.broker.conformance.v3;

import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What MQTT 3.1 allows and 3.1.1 does not. */
@Execution(ExecutionMode.CONCURRENT)
class Mqtt31Test {

    private static final String CONNECT = "10 0f 00 06 'MQIsdp' 03 02 00 3c 00 01 'a'";
    private static final String ACCEPTED = "20 02 00 00";

    @Conversation
    void takesAnyFlagsOfConnect(Peer broker) {
        broker.open()
                .send("14 0f 00 06 'MQIsdp' 03 02 00 3c 00 01 'a'")
                .expect(ACCEPTED)
                .expectSilence();
    }

    @Conversation
    void takesDupOnWhatIsSentAgain(Peer broker) {
        Wire wire = broker.open().send(CONNECT).expect(ACCEPTED);

        wire.send("34 06 00 01 't' 00 01 'x'").expect("50 02 00 01");
        wire.send("6a 02 00 01").expect("70 02 00 01");
        wire.send("6a 02 00 01").expect("70 02 00 01");
        wire.send("8a 06 00 02 00 01 't' 00").expect("90 03 00 02 00");
        wire.send("aa 05 00 03 00 01 't'").expect("b0 02 00 03");
    }

    @Conversation
    void saysNothingOfASessionThatItResumes(Peer broker) {
        broker.open().send("10 0f 00 06 'MQIsdp' 03 00 00 3c 00 01 'a'").expect(ACCEPTED).close();

        broker.open()
                .send("10 0f 00 06 'MQIsdp' 03 00 00 3c 00 01 'a'")
                .expect(ACCEPTED)
                .expectSilence();
    }

    @Conversation
    void refusesAnEmptyClientId(Peer broker) {
        broker.open()
                .send("10 0e 00 06 'MQIsdp' 03 02 00 3c 00 00")
                .expect("20 02 00 02")
                .expectClosed();
    }
}
