package meetpost.agent.outbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.settings.OutboxSettings;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Work;
import meetpost.agent.worker.Worker;
import org.tinylog.Logger;

/**
 * Writes for a {@link DiskOutbox}, on a thread of its own: what has waited for {@code flush}, in
 * one batch; what the broker has acknowledged of it, at once, so that it is not sent again after a
 * crash. Nothing is written as long as nothing waits that long.
 */
public final class DiskWriter<T> {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);
    private static final Duration TELL_AGAIN = Duration.ofHours(1);
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Kind<T> kind;
    private final OutboxSettings settings;
    private final Path directory;
    private final ClockCorrection calendar;
    private final DiskOutbox<T> outbox;
    private final Worker worker = new Worker("outbox", Ticks.REAL, new Writing());
    private volatile Optional<String> problem = Optional.empty();
    private volatile Optional<String> damage = Optional.empty();

    /** From here on: for the thread, and before it runs for whoever starts it. */
    private Optional<DiskQueue<T>> diskQueue = Optional.empty();

    private boolean dropping;
    private long toldDrops;
    private Timestamp toldAt;
    private Timestamp tried;
    private long knownDamage;
    private Timestamp damagedAt;
    private Timestamp synced;
    private Optional<Timestamp> told = Optional.empty();

    /**
     * For an outbox that is empty until {@link #start}.
     *
     * @param directory is made if it is missing
     */
    public DiskWriter(
            Kind<T> kind, OutboxSettings settings, Path directory, ClockCorrection calendar) {
        this.kind = requireNonNull(kind, "kind");
        this.settings = requireNonNull(settings, "settings");
        this.directory = requireNonNull(directory, "directory");
        this.calendar = requireNonNull(calendar, "calendar");
        this.outbox = new DiskOutbox<>(kind, settings, calendar);
        this.tried = calendar.now();
        this.damagedAt = tried;
        this.toldAt = tried;
        this.synced = tried;
    }

    public DiskOutbox<T> outbox() {
        return outbox;
    }

    /**
     * Why memory has to do, or what of the disk could not be read within a day, in words; empty:
     * all is well, as far as we know. Any thread.
     */
    public Optional<String> problem() {
        return problem.or(() -> damage);
    }

    /**
     * Starts the thread, which reads what an earlier run left: things may be added and taken out
     * before it has. If the directory cannot be used, that is logged, tried again each {@code
     * flush}, and memory has to do meanwhile. Does not block.
     */
    public void start() {
        outbox.expectDisk(settings.diskBytes() > 0);
        worker.start();
    }

    /**
     * Writes what waits, if anything does, and ends. Blocks for {@code max} at most; says whether
     * that was enough.
     */
    public boolean close(Duration max) throws InterruptedException {
        worker.end();
        if (!worker.isStarted()) {
            end();
            return true;
        }
        outbox.ring();
        return worker.join(max);
    }

    /** One turn; with {@code now} it writes what waits, however short. */
    void work(boolean now) {
        boolean due = now ? outbox.unwrittenSince().isPresent() : isDue();
        if (due && diskQueue.isEmpty()) {
            openDisk();
        }
        if (diskQueue.isPresent()) {
            try {
                work(diskQueue.get(), due);
                if (due) {
                    succeed();
                }
            } catch (IOException e) {
                fail(e);
            }
        }
        rememberDamage();
        tellOfDrops(now);
    }

    /** It was said when it was found; whoever looks a day later finds it in the metrics. */
    private void rememberDamage() {
        long found = outbox.damaged();
        if (found > knownDamage) {
            knownDamage = found;
            damagedAt = calendar.now();
            damage = outbox.lastDamage();
        } else if (damage.isPresent() && calendar.until(damagedAt, REMEMBERED).isZero()) {
            damage = Optional.empty();
        }
    }

    private void work(DiskQueue<T> disk, boolean due) throws IOException {
        tellStep(disk);
        outbox.tellGone(disk);
        outbox.dropFromDisk(disk);
        if (due) {
            outbox.write(disk);
        }
        if (due || calendar.until(synced, settings.flush()).isZero()) {
            disk.sync();
            synced = calendar.now();
        }
    }

    private boolean isDue() {
        if (problem.isPresent() && !calendar.until(tried, settings.flush()).isZero()) {
            return false;
        }
        Optional<Timestamp> since = outbox.unwrittenSince();
        return since.isPresent()
                && (outbox.isFull() || calendar.until(since.get(), settings.flush()).isZero());
    }

    private final class Writing implements Work {

        @Override
        public void begin() {
            openDisk();
        }

        @Override
        public void turn() throws InterruptedException {
            work(false);
            outbox.awaitWork(patience());
        }

        @Override
        public void end() {
            DiskWriter.this.end();
        }
    }

    private Duration patience() {
        Timestamp since = outbox.unwrittenSince().orElse(calendar.now());
        Duration wait = calendar.until(problem.isPresent() ? tried : since, settings.flush());
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    private void end() {
        work(true);
        try {
            if (diskQueue.isPresent()) {
                diskQueue.get().close();
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Takes what an earlier run left. */
    void openDisk() {
        if (settings.diskBytes() == 0) {
            return;
        }
        try {
            DiskQueue<T> opened = DiskQueue.open(kind, directory, settings.diskBytes(), calendar);
            outbox.use(opened);
            diskQueue = Optional.of(opened);
            rememberDamage();
            if (opened.size() > 0) {
                Logger.info(
                        "{}: {} {}s of an earlier run wait",
                        kind.place(),
                        opened.size(),
                        kind.name());
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** What is on disk needs to know after the next boot that the calendar was set. */
    private void tellStep(DiskQueue<T> disk) throws IOException {
        Timestamp now = calendar.now();
        boolean stepped = told.isEmpty() || told.get().stepUntil(now) != 0;
        if (stepped && disk.size() > 0) {
            disk.stepped(now);
            told = Optional.of(now);
        }
    }

    private void succeed() {
        if (problem.isPresent()) {
            Logger.info("{}: {} can be written again", kind.place(), directory);
        }
        problem = Optional.empty();
        outbox.expectDisk(true);
    }

    private void fail(IOException e) {
        String text =
                "%s: %ss are kept in memory only: %s"
                        .formatted(kind.place(), kind.name(), e.getMessage());
        if (problem.isEmpty()) {
            Logger.warn(text);
        }
        problem = Optional.of(text);
        tried = calendar.now();
        outbox.expectDisk(false);
    }

    /** When a row of them begins and when it is over, each hour between, and at the end. */
    private void tellOfDrops(boolean end) {
        long drops = outbox.dropped() - outbox.damaged();
        boolean more = drops > toldDrops;
        if (more && !dropping) {
            tellOfDrops(
                    "the oldest %ss are dropped, for want of room or for age: %d so far", drops);
            dropping = true;
        } else if (dropping && (end || outbox.size() == 0)) {
            tellOfDrops("%2$d %1$ss were dropped since the start", drops);
            dropping = false;
        } else if (more && calendar.until(toldAt, TELL_AGAIN).isZero()) {
            tellOfDrops("%ss are still dropped: %d so far", drops);
        }
    }

    private void tellOfDrops(String text, long drops) {
        Logger.warn("{}: {}", kind.place(), text.formatted(kind.name(), drops));
        toldDrops = drops;
        toldAt = calendar.now();
    }
}
