package meetpost.broker;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import meetpost.journal.Medium;
import meetpost.journal.Recovery;

/**
 * Keeps state in a journal: gathers what happens in a round of the event loop into one record.
 * Confined to the event loop.
 */
final class JournalStore implements Store {

    /** An entry of a round that has grown to more is written before the round's end. */
    private static final int LARGE = 128 << 10;

    private final StorageSettings settings;
    private final EventLoop loop;
    private final BrokerEvents events;
    private final JournalWriter writer;
    private final RetainedThinning thinning;
    private final JournalEntry entry = new JournalEntry();
    private final Map<String, Long> sessions = new HashMap<>();

    private @Nullable Engine engine;
    private long lastSession;
    private long lastNumber;
    private int messages;

    /**
     * Opens the journal.
     *
     * @throws IOException if the directory can be neither made nor read
     */
    JournalStore(StorageSettings settings, EventLoop loop, BrokerEvents events, Medium medium)
            throws IOException {
        this.settings = settings;
        this.loop = loop;
        this.events = events;
        this.writer = new JournalWriter(settings, loop, events, sessions, medium);
        this.thinning =
                new RetainedThinning(
                        settings.retainedEvery(),
                        System::nanoTime,
                        (task, nanos) -> loop.schedule(task, nanos, NANOSECONDS),
                        this::write);
    }

    @Override
    public void restore(Engine to) {
        engine = to;
        var replay = new Replay(to.now());
        try {
            Recovery found = writer.replay(replay);
            if (!found.whole()) {
                events.event(
                        "journal %s: %d damaged records and %d bytes behind them are lost"
                                .formatted(
                                        settings.directory(),
                                        found.damaged(),
                                        found.lostBytes() + found.tornBytes()));
            }
        } catch (IOException e) {
            events.event("journal cannot be read: " + e.getMessage());
        }
        lastSession = replay.lastSession();
        lastNumber = replay.lastNumber();
        to.sessions().absentees().goOnFrom(replay.ran(), replay.lastOrder());
        replay.retained().values().forEach(to.retained()::put);
        replay.sessions()
                .forEach(
                        (number, kept) -> {
                            sessions.put(kept.clientId, number);
                            to.sessions().restore(kept);
                        });
        writer.begin(to);
        var unused = loop.scheduleAtFixedRate(() -> absencesGrow(to), 1, 1, HOURS);
    }

    /** A crash may take what was not written: an hour of everybody's absence. */
    private void absencesGrow(Engine of) {
        if (of.sessions().anybodyAway()) {
            ran(of.sessions().absentees().runningTime());
        }
    }

    @Override
    public void opened(String clientId, long expirySeconds, SessionOwner owner) {
        long number = sessions.computeIfAbsent(clientId, id -> ++lastSession);
        entry.opened(number, clientId, expirySeconds);
        entry.owned(number, owner);
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
        Engine of = engine;
        Message message = of == null ? null : of.retained().get(topic);
        if (message == null) {
            entry.unretained(topic);
        } else {
            entry.retained(message, System.nanoTime());
        }
        changed();
    }

    private void changed() {
        Engine of = engine;
        if (of != null) {
            of.round().plan();
        }
    }

    @Override
    public void mayWrite() {
        if (entry.length() > LARGE) {
            writer.spill(entry);
        }
    }

    @Override
    public void commit() {
        writer.write(entry, messages);
        messages = 0;
    }

    private long number(String clientId) {
        return sessions.getOrDefault(clientId, 0L);
    }

    @Override
    public long writtenBytes() {
        return writer.writtenBytes();
    }

    /** Retained values that were held back are written too. */
    @Override
    public void close() {
        thinning.finish();
        commit();
        writer.close();
        entry.release();
    }
}
