package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retained values that are gone: the disk knows it, and is not told twice. */
class ForgottenRetainedTest {

    /** MQTT 5, clean start. */
    private static final String CONNECT_5 = "10 0E 00 04 4D 51 54 54 05 02 00 00 00 00 01 'f'";

    @TempDir Path directory;

    /** A restart counts what is left of it from anew, but not of one that was found expired. */
    @Test
    void doesNotComeBackWhenItHasExpired() throws Exception {
        try (var broker = begin();
                var five = new RawClient(broker.port())) {
            five.send(CONNECT_5).in().skipNBytes(16);
            five.send("33 0C 00 01 't' 00 01 05 02 00 00 00 01 '1'").expect("40 03 00 01 10");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (isThere(broker)) {
                assertTrue(System.nanoTime() < deadline, "it does not expire");
            }
            assertEquals(0, broker.metrics().retainedMessages());
        }
        try (var broker = begin()) {
            assertEquals(0, broker.metrics().retainedMessages());
        }
    }

    @Test
    void costsTheDiskNothingWhereNothingWasRetained() throws Exception {
        try (var broker = begin();
                var client = RawClient.connected(broker.port(), "c")) {
            client.send("31 03 00 01 't'").expectNothing();

            assertEquals(0, broker.metrics().bytesWritten());
        }
    }

    private static boolean isThere(Broker broker) throws IOException {
        try (var reader = RawClient.connected(broker.port(), "r")) {
            reader.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 00").send("C0 00");
            boolean there = reader.in().read() == 0x31;
            reader.in().skipNBytes(there ? 5 : 1);
            return there;
        }
    }

    private Broker begin() throws IOException {
        var storage = new StorageSettings(directory, Duration.ofSeconds(1), Duration.ofMinutes(5));
        return Broker.start(
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(storage));
    }
}
