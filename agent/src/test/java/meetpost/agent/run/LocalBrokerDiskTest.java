package meetpost.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing is told by {@code /health}, and is no reason for a restart. */
class LocalBrokerDiskTest {

    private static final String MEMORY_ONLY =
            "broker: sessions and retained values are kept in memory only: the disk takes nothing";

    @TempDir Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void saysThatWhatTheBrokerStoresIsInMemoryOnly() throws Exception {
        Path data = directory.resolve("broker");
        var storage = new StorageSettings(data, Duration.ZERO, Duration.ofMinutes(5));
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(storage);
        try (var broker = new LocalBroker(settings, BrokerEvents.NONE)) {
            broker.start();
            assertEquals(
                    List.of(),
                    LocalBroker.diskTroubles(
                            Optional.empty(), Optional.empty(), Optional.of(broker)));
            Files.delete(data);

            try (var client =
                    new Socket(
                            InetAddress.getLoopbackAddress(),
                            broker.listeners().get(0).getPort())) {
                beginSession(client);

                assertEquals(
                        List.of("outbox: full", MEMORY_ONLY),
                        LocalBroker.diskTroubles(
                                Optional.of("outbox: full"),
                                Optional.empty(),
                                Optional.of(broker)));
                assertEquals(Optional.empty(), broker.problem());
            }
            Files.createDirectory(data);
            while (!broker.storageTroubles().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    private static void beginSession(Socket client) throws Exception {
        OutputStream out = client.getOutputStream();
        out.write(HexFormat.of().parseHex("100d00044d5154540400000000" + "0173"));
        InputStream in = client.getInputStream();
        assertEquals("20020000", HexFormat.of().formatHex(in.readNBytes(4)));
    }
}
