package meetpost.agent.outbox;

import java.nio.file.Path;
import java.time.Duration;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;

/** The outbox on disk where there is no disk, whatever settings say. */
class RefusedDiskOutboxTest extends BoundedOutboxContract {

    @Override
    Outbox<Reading> outbox(int capacity, Duration maxAge) {
        var settings = new OutboxSettings(capacity, 1 << 20, maxAge, Duration.ofSeconds(60), 500);
        var writer =
                new DiskWriter<>(
                        new ReadingKind(),
                        settings,
                        Path.of("/proc/nowhere"),
                        new ClockCorrection(clock, ticks, 1));
        writer.openDisk();
        return writer.outbox();
    }
}
