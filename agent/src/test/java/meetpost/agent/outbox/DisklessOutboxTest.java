package meetpost.agent.outbox;

import java.nio.file.Path;
import java.time.Duration;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;

/** The outbox on disk where settings allow no disk. */
class DisklessOutboxTest extends BoundedOutboxContract {

    @Override
    Outbox<Reading> outbox(int capacity, Duration maxAge) {
        var settings = new OutboxSettings(capacity, 0, maxAge, Duration.ofSeconds(60), 500);
        return new DiskWriter<>(
                        new ReadingKind(),
                        settings,
                        Path.of("/nowhere"),
                        new ClockCorrection(clock, ticks, 1))
                .outbox();
    }
}
