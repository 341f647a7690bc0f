package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.connack;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.House;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 3.2.2.3.14 Server keep alive. */
@Execution(ExecutionMode.CONCURRENT)
class NarrowTest {

    @Conversation(House.NARROW)
    void tellsAClientOfAShorterKeepAliveThanItAskedFor(Peer broker) {
        Wire longer = broker.open().send("10 0e 00 04 'MQTT' 05 02 00 3d 00 00 01 'a'");
        assertEquals(List.of("13003c"), keepAlive(connack(longer, 0, 0)));

        Wire none = broker.open().send("10 0e 00 04 'MQTT' 05 02 00 00 00 00 01 'b'");
        assertEquals(List.of("13003c"), keepAlive(connack(none, 0, 0)));
    }

    @Conversation(House.NARROW)
    @Statement({"MQTT-3.2.2-22", "MQTT-3.1.2-22"})
    void leavesAClientTheKeepAliveThatIsAllowed(Peer broker) {
        Wire wire = broker.open().send("10 0e 00 04 'MQTT' 05 02 00 3c 00 00 01 'a'");

        assertEquals(List.of(), keepAlive(connack(wire, 0, 0)));
    }

    private static List<String> keepAlive(List<String> properties) {
        return properties.stream()
                .map(property -> property.replace(" ", ""))
                .filter(property -> property.startsWith("13"))
                .toList();
    }
}
