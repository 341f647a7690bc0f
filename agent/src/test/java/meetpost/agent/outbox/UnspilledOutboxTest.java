package meetpost.agent.outbox;

import java.nio.file.Path;
import java.time.Duration;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;
import org.junit.jupiter.api.io.TempDir;

/** The outbox on disk before it has come to writing: twice its memory is what it waits with. */
class UnspilledOutboxTest extends BoundedOutboxContract {

    private final Path directory;

    UnspilledOutboxTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    Outbox<Reading> outbox(int capacity, Duration maxAge) {
        var settings =
                new OutboxSettings(capacity / 2, 1 << 20, maxAge, Duration.ofSeconds(60), 500);
        var writer =
                new DiskWriter<>(
                        new ReadingKind(),
                        settings,
                        directory,
                        new ClockCorrection(clock, ticks, 1));
        writer.openDisk();
        return writer.outbox();
    }
}
