package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retained values on a disk that takes nothing: live they go on, and nobody is cut. */
class FullDiskTest {

    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'";

    @TempDir Path directory;

    private final MortalMedium medium = new MortalMedium();
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void deliversAndRemembersWhatItCannotKeepAndSaysSo() throws Exception {
        try (var broker = begin();
                var living = RawClient.connected(broker.port(), "l");
                var five = new RawClient(broker.port());
                var older = RawClient.connected(broker.port(), "o")) {
            living.send("82 08 00 01 00 03 'a/+' 00").expect("90 03 00 01 00");
            five.send(CONNECT_5).in().skipNBytes(16);
            medium.full(true);
            older.send("33 08 00 03 'a/1' 00 01 '1'").expect("40 02 00 01");
            living.expect("30 06 00 03 'a/1' '1'");
            heard("retained values are not safe");

            five.send("33 09 00 03 'a/2' 00 02 00 '2'").expect("40 03 00 02 97");
            older.send("33 08 00 03 'a/3' 00 03 '3'").expect("40 02 00 03");

            living.expect("30 06 00 03 'a/2' '2' 30 06 00 03 'a/3' '3'").expectNothing();
            five.expectNothing();
            older.expectNothing();
            try (var late = RawClient.connected(broker.port(), "t")) {
                late.send("82 08 00 01 00 03 'a/2' 00").expect("90 03 00 01 00");
                late.expect("31 06 00 03 'a/2' '2'");
                late.send("82 1E 00 02 00 19 '$SYS/broker/storage/state' 00");
                late.expect("90 03 00 02 00 31 22 00 19 '$SYS/broker/storage/state' 'failing'");
            }

            medium.full(false);
            heard("it works again");
            five.send("33 09 00 03 'a/2' 00 04 00 '4'").expect("40 02 00 04");
        }
        try (var broker = begin();
                var reader = RawClient.connected(broker.port(), "r")) {
            reader.send("82 08 00 01 00 03 'a/2' 00").expect("90 03 00 01 00");
            reader.expect("31 06 00 03 'a/2' '4'").expectNothing();
            reader.send("82 08 00 02 00 03 'a/1' 00").expect("90 03 00 02 00");
            reader.expect("31 06 00 03 'a/1' '1'").expectNothing();
        }
    }

    /** What has no room is delivered all the same, and leaves no value that is no longer true. */
    @Test
    void deliversWhatItHasNoRoomToRetain() throws Exception {
        try (var broker = BoundedBroker.with(Limit.RETAINED_SIZE, 320);
                var living = RawClient.connected(broker.port(), "l");
                var five = new RawClient(broker.port())) {
            living.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00");
            five.send(CONNECT_5).in().skipNBytes(16);
            five.send("33 07 00 01 't' 00 01 00 '1'").expect("40 02 00 01");
            living.expect("30 04 00 01 't' '1'");
            String large = "x".repeat(100);

            five.send("33 6A 00 01 't' 00 02 00 '" + large + "'").expect("40 03 00 02 97");

            living.expect("30 67 00 01 't' '" + large + "'");
            assertEquals(0, broker.metrics().retainedMessages());
        }
    }

    private void heard(String part) throws InterruptedException {
        for (String event = ""; !event.contains(part); ) {
            event = String.valueOf(events.poll(60, TimeUnit.SECONDS));
            assertTrue(!event.equals("null"), part);
        }
    }

    private Broker begin() throws IOException {
        var storage = new StorageSettings(directory, Duration.ofSeconds(1), Duration.ofMinutes(5));
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(storage),
                events::add,
                medium);
    }
}
