package meetpost.broker.conformance.v3;

import java.util.ArrayList;
import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients that come all at once and do not wait to be asked. */
@Execution(ExecutionMode.CONCURRENT)
class ManyClientsTest {

    private static final int COUNT = 400;

    @Conversation
    void servesAllThatSubscribeInTheSegmentOfTheirConnect(Peer broker) {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            wires.add(broker.open().send(connect(i), "82 06 00 01 00 01 't' 01"));
        }

        wires.forEach(wire -> wire.expect("20 02 00 00", "90 03 00 01 01"));

        broker.client("p").send("32 06 00 01 't' 00 01 'x'").expect("40 02 00 01");
        wires.forEach(wire -> wire.expect("32 06 00 01 't' 00 01 'x'"));
    }

    @Conversation
    void servesAllThatSubscribeRightAfterConnack(Peer broker) {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            wires.add(broker.open().send(connect(i)));
        }

        wires.forEach(wire -> wire.expect("20 02 00 00").send("82 06 00 01 00 01 't' 01"));
        wires.forEach(wire -> wire.expect("90 03 00 01 01"));

        broker.client("p").send("32 06 00 01 't' 00 01 'x'").expect("40 02 00 01");
        wires.forEach(wire -> wire.expect("32 06 00 01 't' 00 01 'x'"));
    }

    private static String connect(int i) {
        return "10 0f 00 04 'MQTT' 04 02 00 3c 00 03 '%03d'".formatted(i);
    }
}
