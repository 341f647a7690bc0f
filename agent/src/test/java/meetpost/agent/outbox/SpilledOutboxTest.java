package meetpost.agent.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;
import org.junit.jupiter.api.io.TempDir;

/** The outbox on disk with room for four readings in memory, and every reading written at once. */
class SpilledOutboxTest extends OutboxContract {

    private final Path directory;

    SpilledOutboxTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    Outbox outbox(int capacity, Duration maxAge) {
        var settings = new OutboxSettings(4, 16 << 20, maxAge, Duration.ofSeconds(60));
        var writer = new DiskWriter(settings, directory, new Calendar(clock, ticks, 1));
        writer.openDisk();
        return new Spilling(writer);
    }

    private record Spilling(DiskWriter writer) implements Outbox {

        @Override
        public void add(Reading reading) {
            writer.outbox().add(reading);
            synchronized (writer) {
                writer.work(true);
            }
        }

        @Override
        public Optional<Entry> next() {
            return writer.outbox().next();
        }

        @Override
        public Optional<Entry> next(long from) {
            return writer.outbox().next(from);
        }

        @Override
        public long mark() {
            return writer.outbox().mark();
        }

        @Override
        public void confirm(Entry entry) {
            writer.outbox().confirm(entry);
        }

        @Override
        public void giveBack(Entry entry) {
            writer.outbox().giveBack(entry);
        }

        @Override
        public int size() {
            return writer.outbox().size();
        }

        @Override
        public long dropped() {
            return writer.outbox().dropped();
        }
    }
}
