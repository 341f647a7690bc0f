package meetpost.broker;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import meetpost.journal.Journal;
import meetpost.journal.Recovery;
import meetpost.journal.Snapshot;

/**
 * Keeps state in a journal: one record for each round of the event loop, written before the round's
 * acknowledgements leave, forced to the medium by a thread of its own, {@code broker-journal}.
 * Confined to the event loop but for that.
 */
final class JournalStore implements Store {

    private static final long SEGMENT_BYTES = 4 << 20;

    /** A log that is smaller than this needs no snapshot. */
    private static final long SMALL_LOG = 4 << 20;

    /** Waiting for a disk that does not take it: what comes on top is not kept. */
    private static final long MOST_PENDING = 4 << 20;

    private static final int STOP_SECONDS = 2;

    private final Journal journal;
    private final StorageSettings settings;
    private final EventLoop loop;
    private final BrokerEvents events;
    private final Entry entry = new Entry();
    private final Map<String, Long> sessions = new HashMap<>();
    private final RetainedThinning thinning;
    private final ScheduledThreadPoolExecutor medium =
            new ScheduledThreadPoolExecutor(
                    1,
                    task -> {
                        var thread = new Thread(task, "broker-journal");
                        thread.setDaemon(true);
                        return thread;
                    });

    private @Nullable Engine engine;
    private long lastSession;
    private long lastNumber;
    private int uncommitted;
    private long snapshotBytes;
    private boolean syncPlanned;
    private boolean failing;
    private boolean retryPlanned;
    private boolean incomplete;
    private boolean snapshotting;
    private boolean closed;

    /**
     * Opens the journal.
     *
     * @throws IOException if the directory can be neither made nor read
     */
    JournalStore(StorageSettings settings, EventLoop loop, BrokerEvents events) throws IOException {
        this.settings = settings;
        this.loop = loop;
        this.events = events;
        medium.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.journal = Journal.open(settings.directory(), SEGMENT_BYTES);
        this.thinning = new RetainedThinning(settings.retainedEvery(), loop, this::write);
    }

    @Override
    public void restore(Engine to) {
        engine = to;
        var replay = new Replay(to.now());
        try {
            Recovery found = journal.replay(replay::record);
            if (!found.whole()) {
                events.event(
                        "journal %s: %d damaged records and %d bytes behind them are lost"
                                .formatted(
                                        settings.directory(), found.damaged(), found.lostBytes()));
            }
        } catch (IOException e) {
            events.event("journal cannot be read: " + text(e));
        }
        lastSession = replay.lastSession();
        lastNumber = replay.lastNumber();
        replay.retained().values().forEach(to.retained()::put);
        replay.sessions()
                .forEach(
                        (number, kept) -> {
                            sessions.put(kept.clientId, number);
                            to.sessions().restore(kept);
                        });
        if (journal.logBytes() > 0) {
            snapshot(to);
        }
    }

    @Override
    public void opened(String clientId, long expirySeconds) {
        long number = sessions.computeIfAbsent(clientId, id -> ++lastSession);
        entry.opened(number, clientId, expirySeconds);
        changed();
    }

    @Override
    public void ended(String clientId) {
        Long number = sessions.remove(clientId);
        if (number != null) {
            entry.ended(number);
            changed();
        }
    }

    @Override
    public void subscribed(Subscription one) {
        entry.subscribed(number(one.session().clientId()), one);
        changed();
    }

    @Override
    public void unsubscribed(String clientId, TopicFilter filter) {
        entry.unsubscribed(number(clientId), filter);
        changed();
    }

    @Override
    public long queued(String clientId, Outgoing outgoing) {
        outgoing.storedAs(++lastNumber);
        entry.queued(number(clientId), outgoing, System.nanoTime());
        changed();
        return outgoing.stored();
    }

    @Override
    public void sent(Outgoing outgoing) {
        entry.sent(outgoing);
        changed();
    }

    @Override
    public void released(Outgoing outgoing) {
        entry.released(outgoing);
        changed();
    }

    @Override
    public void done(Outgoing outgoing) {
        entry.done(outgoing);
        changed();
    }

    @Override
    public void received(String clientId, int packetId, Message message) {
        entry.received(number(clientId), packetId, message, System.nanoTime());
        changed();
    }

    @Override
    public void completed(String clientId, int packetId) {
        entry.completed(number(clientId), packetId);
        changed();
    }

    @Override
    public void retained(Message message) {
        thinning.retained(message.topic().name());
    }

    @Override
    public void unretained(String topic) {
        thinning.unretained(topic);
    }

    /** A retained value, as it now is, is due. */
    private void write(String topic) {
        Engine of = engine;
        Message message = of == null ? null : of.retained().get(topic);
        if (message == null) {
            entry.unretained(topic);
        } else {
            entry.retained(message, System.nanoTime());
        }
        needRound();
    }

    private void changed() {
        uncommitted++;
        needRound();
    }

    private void needRound() {
        Engine of = engine;
        if (of != null) {
            of.needRound();
        }
    }

    @Override
    public int uncommitted() {
        return uncommitted;
    }

    @Override
    public boolean commit() {
        uncommitted = 0;
        if (closed) {
            return true;
        }
        if (entry.isEmpty() && !failing) {
            return true;
        }
        if (!entry.isEmpty()) {
            append(entry.take());
        }
        try {
            if (settings.sync().isZero()) {
                journal.sync();
            } else {
                journal.write();
                planSync();
            }
            recovered();
            shrink();
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        }
    }

    private void append(byte[] record) {
        if (journal.pendingBytes() > MOST_PENDING) {
            // A snapshot makes up for it once the disk takes it.
            incomplete = true;
        } else {
            journal.append(record);
        }
    }

    private void planSync() {
        if (!syncPlanned) {
            syncPlanned = true;
            var unused = medium.schedule(this::sync, settings.sync().toNanos(), NANOSECONDS);
        }
    }

    /** On the journal's thread. */
    private void sync() {
        try {
            journal.sync();
            loop.execute(() -> syncPlanned = false);
        } catch (IOException e) {
            loop.execute(
                    () -> {
                        syncPlanned = false;
                        failed(e);
                    });
        }
    }

    private void failed(IOException e) {
        if (!failing) {
            failing = true;
            events.event(
                    text(e)
                            + "; messages for persistent sessions are not acknowledged until it works");
        }
        if (!retryPlanned) {
            retryPlanned = true;
            var unused = loop.schedule(this::retry, 1, TimeUnit.SECONDS);
        }
    }

    private void retry() {
        retryPlanned = false;
        commit();
    }

    private void recovered() {
        if (failing) {
            failing = false;
            events.event("journal %s: it works again".formatted(settings.directory()));
        }
    }

    /** Once the log has outgrown what it stands for. */
    private void shrink() {
        Engine of = engine;
        boolean large = journal.logBytes() > Math.max(SMALL_LOG, 2 * snapshotBytes);
        if (of != null && !snapshotting && (large || incomplete)) {
            snapshot(of);
        }
    }

    /** Everything that happened has been appended: what follows comes after the picture. */
    private void snapshot(Engine of) {
        try {
            Snapshot snapshot = journal.snapshot();
            snapshotBytes = new Picture(of, snapshot).take(sessions);
            incomplete = false;
            snapshotting = true;
            medium.execute(() -> commit(snapshot));
        } catch (IOException e) {
            failed(e);
        }
    }

    /** On the journal's thread. */
    private void commit(Snapshot snapshot) {
        try (snapshot) {
            snapshot.commit();
            loop.execute(() -> snapshotting = false);
        } catch (IOException e) {
            loop.execute(
                    () -> {
                        snapshotting = false;
                        failed(e);
                    });
        }
    }

    private static String text(IOException e) {
        return String.valueOf(e.getMessage());
    }

    private long number(String clientId) {
        return sessions.getOrDefault(clientId, 0L);
    }

    @Override
    public long writtenBytes() {
        return journal.writtenBytes();
    }

    /** Retained values that were held back are written too. */
    @Override
    public void close() {
        thinning.finish();
        commit();
        closed = true;
        medium.shutdown();
        try {
            medium.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            journal.close();
        } catch (IOException e) {
            events.event(text(e) + "; what was to be kept may be lost");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
