package meetpost.broker.storage;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import meetpost.broker.message.Nullable;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.StorageSettings;
import meetpost.journal.Journal;
import meetpost.journal.Medium;
import meetpost.journal.Snapshot;

/**
 * Writes records to the journal before the round's acknowledgements leave; a thread of its own,
 * {@code broker-journal}, forces them to the medium. Replaces the log by a snapshot once it has
 * outgrown it. Goes on when the disk takes nothing, and tries again. Confined to the event loop but
 * for that thread.
 */
final class JournalWriter {

    private static final long SEGMENT_BYTES = 4 << 20;

    /** A log that is smaller than this needs no snapshot. */
    private static final long SMALL_LOG = 8 << 20;

    /** Waiting for a disk that does not take it: what comes on top is not kept. */
    private static final long MOST_PENDING = 4 << 20;

    private final StorageSettings settings;
    private final EventLoop loop;
    private final BrokerEvents events;
    private final Map<String, Long> sessions;
    private final LargeRetained large;
    private final Journal journal;
    private final JournalThread thread = new JournalThread();

    private @Nullable BrokerState state;
    private long snapshotBytes;
    private boolean spilled;
    private volatile boolean failing;
    private long unsafe;
    private boolean retryPlanned;

    /** Something was not kept for the disk, and no snapshot has been made since. */
    private boolean incomplete;

    /** The snapshot that is on its way makes up for that. */
    private boolean mending;

    private boolean snapshotting;
    private boolean growing;
    private boolean closed;

    /**
     * @param sessions the numbers of the persistent sessions by client identifier, for snapshots
     */
    JournalWriter(
            StorageSettings settings,
            EventLoop loop,
            BrokerEvents events,
            Map<String, Long> sessions,
            LargeRetained large,
            Medium medium)
            throws IOException {
        this.settings = settings;
        this.loop = loop;
        this.events = events;
        this.sessions = sessions;
        this.large = large;
        this.journal = Journal.open(settings.directory(), SEGMENT_BYTES, medium);
    }

    void replay(Replay into, StorageDamage damage, long now) throws IOException {
        List<Long> segments = journal.segments();
        Path newest =
                segments.isEmpty()
                        ? settings.directory()
                        : journal.file(segments.get(segments.size() - 1));
        journal.replay(
                into::record,
                (file, found) -> {
                    damage.found(file, found, file.equals(newest), now);
                    if (segments.stream().anyMatch(one -> journal.file(one).equals(file))) {
                        into.readLog(found, file.equals(newest));
                    }
                });
    }

    /** What was replayed is given back now: one snapshot of it replaces what there was. */
    void begin(BrokerState of) {
        state = of;
        if (journal.logBytes() > 0) {
            snapshot(of);
        }
    }

    /**
     * Writes what the entry holds, or keeps it for when the disk takes it.
     *
     * @param messages how many are in it, and what was spilled of it
     */
    void write(JournalEntry entry, int messages) {
        if (closed || (entry.isEmpty() && !spilled && !failing)) {
            return;
        }
        spill(entry);
        spilled = false;
        unsafe += messages;
        write();
    }

    /** Gives what the entry holds to the operating system already; a failure is told by write. */
    void spill(JournalEntry entry) {
        if (entry.isEmpty()) {
            return;
        }
        spilled = true;
        try {
            if (journal.pendingBytes() > MOST_PENDING) {
                // A snapshot makes up for it once the disk takes it.
                incomplete = true;
            } else {
                journal.write(entry.records());
            }
        } catch (IOException e) {
            failed(e);
        } finally {
            entry.clear();
        }
    }

    private void write() {
        try {
            if (settings.sync().isZero()) {
                large.files().force(journal::sync);
            } else {
                journal.write();
                thread.later(this::sync, settings.sync());
            }
            shrink();
            if (!incomplete && !mending) {
                recovered();
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** On the journal's thread. What is written from here on is for the next one. */
    private void sync() {
        try {
            large.files().force(journal::sync);
        } catch (IOException e) {
            loop.execute(() -> failed(e));
        }
    }

    private void failed(IOException e) {
        if (!failing) {
            failing = true;
            events.event(
                    text(e)
                            + "; messages for persistent sessions and retained values are not safe:"
                            + " they are kept in memory until it works");
        }
        planRetry();
    }

    private void planRetry() {
        if (!retryPlanned) {
            retryPlanned = true;
            var unused = loop.schedule(this::retry, 1, TimeUnit.SECONDS);
        }
    }

    private void retry() {
        retryPlanned = false;
        if (!closed) {
            write();
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            events.event(
                    "journal %s: it works again; %s messages were acknowledged meanwhile that only memory held"
                            .formatted(settings.directory(), unsafe));
        }
        unsafe = 0;
    }

    /** Once the log has outgrown what it stands for; after a failure not before the next try. */
    private void shrink() {
        BrokerState of = state;
        boolean large = journal.logBytes() > Math.max(SMALL_LOG, 2 * snapshotBytes);
        if (of != null && !snapshotting && !retryPlanned && (large || incomplete)) {
            snapshot(of);
        }
    }

    /** Everything that happened has been appended: what follows comes after the picture. */
    private void snapshot(BrokerState of) {
        try {
            Snapshot snapshot = journal.snapshot();
            snapshotBytes = take(of, snapshot);
            mending = incomplete;
            incomplete = false;
            snapshotting = true;
            thread.execute(() -> commit(snapshot));
        } catch (IOException e) {
            unmade(e);
        }
    }

    /** One that fails leaves nothing, which would take what room there is. */
    private long take(BrokerState of, Snapshot into) throws IOException {
        try {
            return new SnapshotWriter(of, into, large).take(sessions);
        } catch (IOException e) {
            into.close();
            throw e;
        }
    }

    /** On the journal's thread. */
    private void commit(Snapshot snapshot) {
        try (snapshot) {
            large.files().force(snapshot::commit);
            loop.execute(this::made);
        } catch (IOException e) {
            loop.execute(() -> unmade(e));
        }
    }

    private void made() {
        snapshotting = false;
        mending = false;
        growing = false;
        if (failing && !closed) {
            write();
        }
    }

    /** Without one the log has everything, unless something is missing in it. */
    private void unmade(IOException e) {
        snapshotting = false;
        incomplete |= mending;
        mending = false;
        if (incomplete) {
            failed(e);
            return;
        }
        if (!growing) {
            growing = true;
            events.event(text(e) + "; the journal grows until its snapshot can be written");
        }
        planRetry();
    }

    private static String text(IOException e) {
        return String.valueOf(e.getMessage());
    }

    /** Whether the disk takes nothing at present. Any thread. */
    boolean failing() {
        return failing;
    }

    long writtenBytes() {
        return journal.writtenBytes();
    }

    private void end() throws IOException {
        try {
            large.files().force(journal::sync);
        } finally {
            journal.close();
        }
    }

    void close() {
        retryPlanned = false;
        if (failing) {
            write();
        }
        closed = true;
        try {
            thread.stop();
            end();
        } catch (IOException e) {
            events.event(text(e) + "; what was to be kept may be lost");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
