package meetpost.broker.conformance.v3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 3.1.2.10 Keep alive, 3.12 PINGREQ. */
@Execution(ExecutionMode.CONCURRENT)
class KeepAliveTest {

    @Conversation
    @Statement({"MQTT-3.12.4-1", "3.1.2.10/2"})
    void answersPings(Peer broker) {
        broker.client("a")
                .send("c0 00")
                .expect("d0 00")
                .send("c0 00", "c0 00")
                .expect("d0 00", "d0 00");
    }

    @Conversation
    @Statement({"MQTT-3.1.2-24", "MQTT-3.1.2-8", "3.1.2.5/2"})
    void disconnectsASilentClientAndPublishesItsWill(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        long start = System.nanoTime();
        Wire silent =
                broker.open()
                        .send("10 19 00 04 'MQTT' 04 06 00 01 00 01 'a' 00 04 'will' 00 04 'gone'");
        silent.expect("20 02 00 00");

        silent.expectClosed();

        Duration after = Duration.ofNanos(System.nanoTime() - start);
        watcher.expect("30 0a 00 04 'will' 'gone'");
        assertTrue(after.compareTo(Duration.ofMillis(1500)) >= 0, "closed after " + after);
    }

    @Conversation
    @Statement("MQTT-3.1.2-24")
    void countsAnyPacketAsASignOfLife(Peer broker) {
        Wire busy =
                broker.open()
                        .send("10 0d 00 04 'MQTT' 04 02 00 02 00 01 'a'")
                        .expect("20 02 00 00");

        for (int i = 0; i < 5; i++) {
            busy.send("30 04 00 01 't' 'x'").expectNothingFor(Duration.ofMillis(800));
        }

        busy.expectSilence();
    }

    @Conversation
    @Statement({"MQTT-3.1.2-24", "3.1.2.10/1"})
    void neverDisconnectsAClientWhoseKeepAliveIsZero(Peer broker) {
        Wire watcher = broker.subscriber("w", "will", 0);
        Wire patient =
                broker.open()
                        .send("10 0d 00 04 'MQTT' 04 02 00 00 00 01 'a'")
                        .expect("20 02 00 00");
        Wire silent =
                broker.open()
                        .send("10 19 00 04 'MQTT' 04 06 00 01 00 01 'b' 00 04 'will' 00 04 'gone'");

        silent.expect("20 02 00 00").expectClosed();
        watcher.expect("30 0a 00 04 'will' 'gone'");

        patient.expectSilence();
    }
}
