package meetpost.broker.storage;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.payload.PayloadFiles;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.StorageSettings;
import meetpost.journal.Medium;

/**
 * Keeps state in a journal: gathers what happens in a round of the event loop into one record.
 * Confined to the event loop.
 */
public final class JournalStore implements Store {

    /** An entry of a round that has grown to more is written before the round's end. */
    private static final int LARGE = 128 << 10;

    private final EventLoop loop;
    private final BrokerEvents events;
    private final JournalWriter writer;
    private final RetainedThinning thinning;
    private final StorageDamage damage;
    private final LargeRetained large;
    private final JournalEntry entry = new JournalEntry();
    private final Map<String, Long> sessions = new HashMap<>();

    private final Introductions introductions = new Introductions();

    private @Nullable BrokerState state;
    private long lastSession;
    private long lastNumber;
    private int messages;

    /**
     * Opens the journal.
     *
     * @throws IOException if the directory can be neither made nor read
     */
    public JournalStore(
            StorageSettings settings, EventLoop loop, BrokerEvents events, Medium medium)
            throws IOException {
        this.loop = loop;
        this.events = events;
        this.damage = new StorageDamage(events);
        var files = new PayloadFiles(settings.directory().resolve("payloads"), medium);
        this.large = new LargeRetained(files, loop, events, damage, this::write);
        this.writer = new JournalWriter(settings, loop, events, sessions, large, medium);
        this.thinning =
                new RetainedThinning(
                        settings.retainedEvery(),
                        System::nanoTime,
                        (task, nanos) -> loop.schedule(task, nanos, NANOSECONDS),
                        this::write);
    }

    @Override
    public void restore(BrokerState to) {
        state = to;
        var replay = new Replay(to.now());
        try {
            writer.replay(replay, damage, to.now());
        } catch (IOException e) {
            events.event("journal cannot be read: " + e.getMessage());
        }
        damage.missing(replay);
        lastSession = replay.lastSession();
        lastNumber = replay.lastNumber();
        to.goOnFrom(replay.ran(), replay.lastOrder());
        large.restore(replay.retained(), to);
        replay.sessions()
                .forEach(
                        (number, kept) -> {
                            sessions.put(kept.clientId(), number);
                            to.restore(kept);
                        });
        writer.begin(to);
        var unused = loop.scheduleAtFixedRate(() -> absencesGrow(to), 1, 1, HOURS);
    }

    /** A crash may take what was not written: an hour of everybody's absence. */
    private void absencesGrow(BrokerState of) {
        if (of.anybodyAway()) {
            ran(of.runningTime());
        }
    }

    @Override
    public void opened(String clientId, long expirySeconds, SessionOwner owner) {
        long number = sessions.computeIfAbsent(clientId, id -> ++lastSession);
        entry.opened(number, clientId, expirySeconds);
        entry.owned(number, owner);
        introductions.add(clientId, number, expirySeconds, writer.writtenBytes());
        changed();
    }

    @Override
    public void left(String clientId, Absence absence) {
        entry.left(number(clientId), absence);
        changed();
    }

    @Override
    public void ran(long seconds) {
        entry.ran(seconds);
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
    public void subscribed(String clientId, StoredSubscription one) {
        entry.subscribed(number(clientId), one);
        changed();
    }

    @Override
    public void unsubscribed(String clientId, TopicFilter filter) {
        entry.unsubscribed(number(clientId), filter);
        changed();
    }

    @Override
    public boolean postpones(OutgoingMessage outgoing) {
        outgoing.postponeAs(++lastNumber);
        return true;
    }

    @Override
    public void queued(String clientId, OutgoingMessage outgoing) {
        outgoing.storedAs(outgoing.deferred() ? outgoing.number() : ++lastNumber);
        entry.queued(number(clientId), outgoing, System.nanoTime());
        messages++;
        changed();
    }

    @Override
    public void sent(OutgoingMessage outgoing) {
        entry.sent(outgoing);
        changed();
    }

    @Override
    public void rested(String clientId, int lastPacketId) {
        entry.rested(number(clientId), lastPacketId);
        changed();
    }

    @Override
    public void released(OutgoingMessage outgoing) {
        entry.released(outgoing);
        changed();
    }

    @Override
    public void done(OutgoingMessage outgoing) {
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
    public boolean failing() {
        return writer.failing();
    }

    @Override
    public void unretained(String topic) {
        thinning.unretained(topic);
    }

    /** A retained value, as it now is, is due. */
    private void write(String topic) {
        BrokerState of = state;
        Message message = of == null ? null : of.retained(topic);
        if (of == null || message == null) {
            large.replaced(topic);
            entry.unretained(topic);
        } else {
            Message next = large.next(message, of);
            if (next == null) {
                return;
            }
            entry.retained(next, false, System.nanoTime());
        }
        changed();
    }

    @Override
    public LargeRetained large() {
        return large;
    }

    @Override
    public void hurry(String topic) {
        thinning.hurry(topic);
    }

    private void changed() {
        BrokerState of = state;
        if (of != null) {
            of.changed();
        }
    }

    @Override
    public StorageDamage damage() {
        return damage;
    }

    @Override
    public void mayWrite() {
        entry.mayEnd();
        if (entry.length() > LARGE) {
            writer.spill(entry);
        }
    }

    @Override
    public void commit() {
        introductions.again(entry, writer.writtenBytes(), sessions);
        writer.write(entry, messages);
        messages = 0;
        if (!writer.failing()) {
            large.committed();
        }
    }

    private long number(String clientId) {
        return sessions.getOrDefault(clientId, 0L);
    }

    @Override
    public long writtenBytes() {
        return writer.writtenBytes() + large.files().writtenBytes();
    }

    /** Retained values that were held back are written too. */
    @Override
    public void close() {
        thinning.finish();
        commit();
        introductions.clear();
        large.close();
        writer.close();
        entry.release();
    }
}
