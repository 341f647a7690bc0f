package meetpost.agent.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;
import org.junit.jupiter.api.io.TempDir;

/** The outbox on disk with room for four readings in memory, and every reading written at once. */
class QueueSegmentOutboxTest extends OutboxContract {

    private final Path directory;

    QueueSegmentOutboxTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    Outbox<Reading> outbox(int capacity, Duration maxAge) {
        var settings = new OutboxSettings(4, 16 << 20, maxAge, Duration.ofSeconds(60), 500);
        var writer =
                new DiskWriter<>(
                        new ReadingKind(),
                        settings,
                        directory,
                        new ClockCorrection(clock, ticks, 1));
        writer.openDisk();
        return new Spilling(writer);
    }

    private record Spilling(DiskWriter<Reading> writer) implements Outbox<Reading> {

        @Override
        public void add(Reading reading) {
            writer.outbox().add(reading);
            synchronized (writer) {
                writer.work(true);
            }
        }

        @Override
        public Optional<Entry<Reading>> next() {
            return writer.outbox().next();
        }

        @Override
        public Optional<Entry<Reading>> next(long from) {
            return writer.outbox().next(from);
        }

        @Override
        public long mark() {
            return writer.outbox().mark();
        }

        @Override
        public void confirm(Entry<Reading> entry) {
            writer.outbox().confirm(entry);
        }

        @Override
        public void giveBack(Entry<Reading> entry) {
            writer.outbox().giveBack(entry);
        }

        @Override
        public int size() {
            return writer.outbox().size();
        }

        @Override
        public boolean isEmpty() {
            return writer.outbox().isEmpty();
        }

        @Override
        public long dropped() {
            return writer.outbox().dropped();
        }
    }
}
