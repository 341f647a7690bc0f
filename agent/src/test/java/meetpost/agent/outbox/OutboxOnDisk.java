package meetpost.agent.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.OutboxSettings;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.io.TempDir;

/** An outbox on a disk of its own, whose clocks stand still until they are told to go on. */
abstract class OutboxOnDisk {

    static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final int MEGABYTE = 1 << 20;
    static final long BOOT = 1;
    static final long NEXT_BOOT = 2;

    final ManualTicks ticks = new ManualTicks();
    final ManualClock clock = new ManualClock(TEN, ticks);

    @TempDir Path directory;

    DiskOutbox<Reading> restored() throws IOException {
        var settings = new OutboxSettings(100, MEGABYTE, Duration.ofDays(7), MINUTE, 500);
        var calendar = new ClockCorrection(clock, ticks, BOOT);
        var outbox = new DiskOutbox<>(new ReadingKind(), settings, calendar);
        outbox.use(DiskQueue.open(new ReadingKind(), directory, MEGABYTE, calendar));
        return outbox;
    }

    DiskWriter<Reading> open(int memory, long diskBytes) {
        return open(memory, diskBytes, BOOT);
    }

    DiskWriter<Reading> open(int memory, long diskBytes, long boot) {
        var settings = new OutboxSettings(memory, diskBytes, Duration.ofDays(7), MINUTE, 500);
        var writer =
                new DiskWriter<>(
                        new ReadingKind(),
                        settings,
                        directory,
                        new ClockCorrection(clock, ticks, boot));
        writer.openDisk();
        return writer;
    }

    Reading now(String sensor, long seq) {
        return new Reading(
                sensor, clock.instant(), seq, List.of(new Measurement(Quantity.TEMPERATURE, 20)));
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
