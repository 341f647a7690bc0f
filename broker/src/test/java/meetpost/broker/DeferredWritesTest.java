package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher's PUBACK: its message is with every subscriber by then, or on the disk. */
class DeferredWritesTest {

    private static final int PERSISTENT = 0;

    @TempDir Path directory;

    private final MortalMedium medium = new MortalMedium();
    private Broker broker;
    private RawClient subscriber;
    private RawClient publisher;
    private long writtenBefore;

    @BeforeEach
    void connects() throws IOException {
        broker = broker(directory.resolve("live"));
        subscriber = RawClient.connected(broker.port(), "s", PERSISTENT, "20 02 00 00");
        subscriber.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
        publisher = RawClient.connected(broker.port(), "p");
        writtenBefore = broker.metrics().bytesWritten();
    }

    @AfterEach
    void closes() throws IOException {
        publisher.close();
        subscriber.close();
        broker.close();
    }

    @Test
    void nothingIsWrittenForASubscriberThatAnswersAtOnce() throws IOException {
        for (int id = 1; id <= 100; id++) {
            publisher.send("32 06 00 01 't' 00 %02X %02X".formatted(id, id));
            subscriber.expect("32 06 00 01 't' 00 %02X %02X".formatted(id, id));
            subscriber.send("40 02 00 %02X".formatted(id));
            publisher.expect("40 02 00 %02X".formatted(id));
        }

        assertEquals(0, written());
    }

    @Test
    void whatASubscriberDoesNotAnswerIsOnTheDiskWhenThePublisherHearsOfIt() throws IOException {
        publisher.send("32 06 00 01 't' 00 07 'x'").expect("40 02 00 07");

        try (var after = afterAPowerCut();
                var again = RawClient.connected(after.port(), "s", PERSISTENT, "20 02 01 00")) {
            again.expect("32 06 00 01 't' 00 01 'x'").expectNothing();
        }
    }

    /** The second one, which its own publisher hears, is written before the first. */
    @Test
    void whatWasWrittenLateKeepsItsPlace() throws IOException {
        publisher.send("32 06 00 01 't' 00 01 'a'");
        subscriber.expect("32 06 00 01 't' 00 01 'a'").send("32 06 00 01 't' 00 09 'b'");
        publisher.expect("40 02 00 01");
        subscriber.expect("32 06 00 01 't' 00 02 'b' 40 02 00 09");

        try (var after = afterAPowerCut();
                var again = RawClient.connected(after.port(), "s", PERSISTENT, "20 02 01 00")) {
            again.expect("32 06 00 01 't' 00 01 'a' 32 06 00 01 't' 00 02 'b'").expectNothing();
        }
    }

    /** [MQTT-4.6.0-2]: in the order of the PUBLISH packets, though nobody hears the second. */
    @Test
    void acknowledgesInOrder() throws IOException {
        publisher.send("32 06 00 01 't' 00 01 'x' 32 06 00 01 'u' 00 02 'x'");

        publisher.expect("40 02 00 01 40 02 00 02");
    }

    /** A client may answer nothing before it has been answered: nobody waits for it. */
    @Test
    void writesAtOnceWhatAClientPublishesToItself() throws IOException {
        subscriber.send("32 06 00 01 't' 00 09 'x' 40 02 00 01");

        subscriber.expect("32 06 00 01 't' 00 01 'x' 40 02 00 09");
        assertTrue(written() > 0);
    }

    @Test
    void writesWhatASubscriberLeavesUnanswered() throws IOException {
        publisher.send("32 06 00 01 't' 00 01 'x'");
        subscriber.expect("32 06 00 01 't' 00 01 'x'").send("E0 00").expectClosed();

        publisher.expect("40 02 00 01");

        assertTrue(written() > 0);
    }

    @Test
    void aFullDiskCutsNobodyForWhatHasToBeWritten() throws IOException {
        medium.full(true);
        publisher.send("32 06 00 01 't' 00 01 'x'");
        subscriber.expect("32 06 00 01 't' 00 01 'x'").send("40 02 00 01");
        publisher.expect("40 02 00 01");

        publisher.send("32 06 00 01 't' 00 02 'y'").expect("40 02 00 02");

        subscriber.expect("32 06 00 01 't' 00 02 'y'").expectNothing();
    }

    /** Nobody hears what the other one says: nothing of it is to be written. */
    @Test
    void aPublisherDoesNotWaitForWhatOthersWaitFor() throws IOException {
        medium.full(true);
        try (var other = RawClient.connected(broker.port(), "q")) {
            publisher.send("32 06 00 01 't' 00 01 'x'");
            other.send("32 06 00 01 'u' 00 02 'y'").expect("40 02 00 02");

            publisher.expect("40 02 00 01");
        }
    }

    /** The session that had it has ended: it is another's now, and that one is not waited for. */
    @Test
    void keepsWhatGoesToAnotherOfASharedSubscription() throws IOException {
        subscriber.send("A2 05 00 02 00 01 't'").expect("B0 02 00 02");
        try (var first = sharing("first");
                var second = sharing("second")) {
            publisher.send("32 06 00 01 't' 00 01 'x'");
            first.expect("32 06 00 01 't' 00 01 'x'");
            try (var anew = RawClient.connected(broker.port(), "first")) {
                anew.expectNothing();
                publisher.expect("40 02 00 01");
            }

            try (var after = afterAPowerCut()) {
                assertEquals(1, after.metrics().queuedMessages());
            }
            second.expect("32 06 00 01 't' 00 01 'x'").expectNothing();
        }
    }

    private RawClient sharing(String name) throws IOException {
        var client = RawClient.connected(broker.port(), name, PERSISTENT, "20 02 00 00");
        client.send("82 0F 00 01 00 0A '$share/g/t' 01").expect("90 03 00 01 01");
        return client;
    }

    private long written() {
        return broker.metrics().bytesWritten() - writtenBefore;
    }

    private Broker afterAPowerCut() throws IOException {
        Path copy = directory.resolve("copy");
        medium.cut(directory.resolve("live"), copy, new Random(20261121));
        return broker(copy);
    }

    private Broker broker(Path data) throws IOException {
        var storage = new StorageSettings(data, Duration.ZERO, Duration.ofMinutes(5));
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(storage);
        return Broker.start(settings, BrokerEvents.NONE, medium);
    }
}
