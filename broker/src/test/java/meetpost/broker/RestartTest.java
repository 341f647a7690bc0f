package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is stopped in order and started again on the same port, under live traffic. */
class RestartTest {

    @TempDir Path directory;

    /** The publisher repeats what it has no acknowledgement for; the subscriber misses nothing. */
    @Test
    void takesALivePairOverWithItsSessions() throws Exception {
        Broker broker = Broker.start(on(0));
        int port = broker.port();
        RawClient subscriber = RawClient.connected(port, "s", 0, "20 02 00 00");
        subscriber.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
        RawClient publisher = RawClient.connected(port, "p");
        for (int restart = 0; restart < 3; restart++) {
            int first = restart * 2 + 1;
            publisher.send(publish(first)).expect("40 02 00 0" + first);
            subscriber.expect("32 06 00 01 't'");
            byte[] packet = subscriber.in().readNBytes(3);
            assertEquals(first, packet[2]);
            subscriber.sendBytes(new byte[] {0x40, 2, packet[0], packet[1]}).expectNothing();

            broker.close();
            broker = Broker.start(on(port));
            publisher = again(port, "p", 0x02, "20 02 00 00");
            publisher.send(publish(first + 1)).expect("40 02 00 0" + (first + 1));
            subscriber = again(port, "s", 0, "20 02 01 00");

            subscriber.expect("32 06 00 01 't'");
            packet = subscriber.in().readNBytes(3);
            assertEquals(first + 1, packet[2]);
            subscriber.sendBytes(new byte[] {0x40, 2, packet[0], packet[1]}).expectNothing();
        }
        broker.close();
    }

    @Test
    void goesOnWithItsPacketIdentifiers() throws Exception {
        Broker broker = Broker.start(on(0));
        RawClient subscriber = RawClient.connected(broker.port(), "s", 0, "20 02 00 00");
        subscriber.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
        RawClient publisher = RawClient.connected(broker.port(), "p");
        publisher.send(publish(1)).expect("40 02 00 01");
        publisher.send(publish(2)).expect("40 02 00 02");
        subscriber.expect("32 06 00 01 't' 00 01 01").expect("32 06 00 01 't' 00 02 02");
        subscriber.send("40 02 00 01").expectNothing();

        for (int restart = 0; restart < 2; restart++) {
            broker.close();
            broker = Broker.start(on(0));
            subscriber = RawClient.connected(broker.port(), "s", 0, "20 02 01 00");
            subscriber.expect("3A 06 00 01 't' 00 02 02");
        }
        publisher = RawClient.connected(broker.port(), "p");
        publisher.send(publish(3)).expect("40 02 00 03");
        subscriber.expect("32 06 00 01 't' 00 03 03").send("40 02 00 02 40 02 00 03");
        subscriber.expectNothing();
        broker.close();

        broker = Broker.start(on(0));
        subscriber = RawClient.connected(broker.port(), "s", 0, "20 02 01 00");
        RawClient.connected(broker.port(), "p").send(publish(4)).expect("40 02 00 04");
        subscriber.expect("32 06 00 01 't' 00 04 04");
        broker.close();
    }

    private static String publish(int id) {
        return "32 06 00 01 't' 00 0%d 0%d".formatted(id, id);
    }

    private static RawClient again(int port, String id, int flags, String connack)
            throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return RawClient.connected(port, id, flags, connack);
            } catch (ConnectException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private BrokerSettings on(int port) {
        var storage = new StorageSettings(directory, Duration.ofSeconds(1), Duration.ofMinutes(5));
        return new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:" + port))).with(storage);
    }
}
