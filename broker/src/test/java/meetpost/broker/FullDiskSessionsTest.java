package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persistent sessions on a disk that takes nothing: all goes on in memory, and nobody is cut. */
class FullDiskSessionsTest {

    private static final int PERSISTENT = 0;
    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'";

    @TempDir Path directory;

    private final MortalMedium medium = new MortalMedium();
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void answersPublishersWhateverAnAbsentSessionSubscribedTo() throws Exception {
        try (var broker = begin("live");
                var five = new RawClient(broker.port());
                var older = RawClient.connected(broker.port(), "o")) {
            subscribesToEverythingAndLeaves(broker);
            five.send(CONNECT_5).in().skipNBytes(16);
            medium.full(true);

            older.send("32 06 00 01 't' 00 01 '1'").expect("40 02 00 01");
            five.send("32 07 00 01 't' 00 01 00 '2'").expect("40 02 00 01");
            older.send("34 06 00 01 't' 00 02 '3'").expect("50 02 00 02");
            older.send("62 02 00 02").expect("70 02 00 02");
            five.send("34 07 00 01 't' 00 02 00 '4'").expect("50 02 00 02");
            five.send("62 02 00 02").expect("70 02 00 02");

            heard("messages for persistent sessions and retained values are not safe");
            medium.full(false);
            heard("it works again; 4 messages were acknowledged meanwhile");
            medium.cut(directory.resolve("live"), directory.resolve("copy"), new Random(1));
        }
        try (var broker = begin("copy");
                var again = RawClient.connected(broker.port(), "s", PERSISTENT, "20 02 01 00")) {
            again.expect("32 06 00 01 't' 00 01 '1' 32 06 00 01 't' 00 02 '2'");
            again.expect("32 06 00 01 't' 00 03 '3' 32 06 00 01 't' 00 04 '4'").expectNothing();
        }
    }

    /** What is in memory is delivered to whoever comes back while the disk is still full. */
    @Test
    void letsSessionsBeginComeBackAndSubscribe() throws Exception {
        try (var broker = begin("live");
                var publisher = RawClient.connected(broker.port(), "p")) {
            subscribesToEverythingAndLeaves(broker);
            medium.full(true);
            publisher.send("32 06 00 01 't' 00 01 '1'").expect("40 02 00 01");

            try (var back = RawClient.connected(broker.port(), "s", PERSISTENT, "20 02 01 00")) {
                back.expect("32 06 00 01 't' 00 01 '1'").send("40 02 00 01").expectNothing();
                back.send("A2 05 00 02 00 01 '#'").expect("B0 02 00 02");
            }
            try (var anew = RawClient.connected(broker.port(), "n", PERSISTENT, "20 02 00 00")) {
                anew.send("82 06 00 03 00 01 't' 02").expect("90 03 00 03 02").expectNothing();
                publisher.send("34 06 00 01 't' 00 02 '2'").expect("50 02 00 02");
                publisher.send("62 02 00 02").expect("70 02 00 02");
                anew.expect("34 06 00 01 't' 00 01 '2'").send("50 02 00 01").expect("62 02 00 01");
                anew.send("70 02 00 01").expectNothing();
            }
        }
    }

    /** More than the journal holds back for such a disk: {@code on-broker-loss} has no cause. */
    @Test
    void goesOnAnsweringAnAgentForAsLongAsTheDiskIsFull() throws Exception {
        try (var broker = begin("live");
                var agent = RawClient.connected(broker.port(), "agent");
                var friend = RawClient.connected(broker.port(), "friend")) {
            agent.send("82 08 00 01 00 03 'c/+' 01").expect("90 03 00 01 01");
            subscribesToEverythingAndLeaves(broker);
            medium.full(true);
            String large = "x".repeat(60_000);

            for (int i = 1; i <= 100; i++) {
                agent.send("32 E6 D4 03 00 02 'r1' 00 %02X '%s'".formatted(i, large));
                agent.expect("40 02 00 %02X".formatted(i));
                friend.send("32 09 00 03 'c/p' 00 %02X 'on'".formatted(i));
                agent.expect("32 09 00 03 'c/p' 00 %02X 'on'".formatted(i));
                agent.send("40 02 00 %02X".formatted(i));
                friend.expect("40 02 00 %02X".formatted(i));
                agent.send("33 08 00 02 's1' 00 %02X 'on'".formatted(i));
                agent.expect("40 02 00 %02X".formatted(i));
            }

            agent.expectNothing();
            assertTrue(broker.metrics().storage().fails());
            assertEquals(3, broker.metrics().sessions());
            medium.full(false);
            heard("it works again");
        }
    }

    @Test
    void startsWithADirectoryThatIsNotThereOnAFullDisk() throws Exception {
        medium.full(true);
        try (var broker = begin("new");
                var client = RawClient.connected(broker.port(), "s", PERSISTENT, "20 02 00 00")) {
            client.expectNothing();
        }
    }

    private static void subscribesToEverythingAndLeaves(Broker broker) throws IOException {
        try (var absent = RawClient.connected(broker.port(), "s", PERSISTENT, "20 02 00 00")) {
            absent.send("82 06 00 01 00 01 '#' 01").expect("90 03 00 01 01");
            absent.send("E0 00").expectClosed();
        }
    }

    private void heard(String part) throws InterruptedException {
        for (String event = ""; !event.contains(part); ) {
            event = String.valueOf(events.poll(60, TimeUnit.SECONDS));
            assertTrue(!event.equals("null"), part);
        }
    }

    private Broker begin(String name) throws IOException {
        var storage =
                new StorageSettings(directory.resolve(name), Duration.ZERO, Duration.ofMinutes(5));
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(storage),
                events::add,
                medium);
    }
}
