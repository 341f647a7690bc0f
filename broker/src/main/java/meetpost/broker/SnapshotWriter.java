package meetpost.broker;

import java.io.IOException;
import java.util.Map;
import meetpost.journal.Snapshot;

/** Writes all that is kept now into a snapshot, which replaces the log before it. */
final class SnapshotWriter {

    private static final int RECORD = 64 << 10;

    private final Engine engine;
    private final Snapshot snapshot;
    private final JournalEntry entry = new JournalEntry();
    private final long now;
    private long bytes;

    SnapshotWriter(Engine engine, Snapshot snapshot) {
        this.engine = engine;
        this.snapshot = snapshot;
        this.now = engine.now();
    }

    /**
     * Gives the length in bytes. Does not wait for the medium.
     *
     * @param numbers of the persistent sessions by client identifier
     */
    long take(Map<String, Long> numbers) throws IOException {
        try {
            all(numbers);
            return bytes;
        } finally {
            entry.release();
        }
    }

    private void all(Map<String, Long> numbers) throws IOException {
        entry.ran(engine.sessions().absentees().runningTime());
        for (Session session : engine.sessions().all()) {
            Long number = numbers.get(session.clientId());
            if (number != null) {
                take(session, number);
            }
        }
        for (Message message : engine.retained().all()) {
            if (!message.topic().name().startsWith("$SYS/")) {
                entry.retained(message, now);
                record(RECORD);
            }
        }
        record(0);
    }

    private void take(Session session, long number) throws IOException {
        entry.opened(number, session.clientId(), session.expirySeconds());
        entry.owned(number, engine.sessions().owner(session));
        Absence absence = engine.sessions().absence(session);
        if (absence != null) {
            entry.left(number, absence);
        }
        session.subscriptions().values().forEach(one -> entry.subscribed(number, one));
        for (Map.Entry<Integer, Message> one : session.held().all().entrySet()) {
            entry.received(number, one.getKey(), one.getValue(), now);
            record(RECORD);
        }
        for (OutgoingMessage outgoing : session.outgoing()) {
            if (outgoing.stored()) {
                entry.queued(number, outgoing, now);
                if (outgoing.qos() == 2 && outgoing.packetId() > 0) {
                    entry.sent(outgoing);
                }
                if (outgoing.released()) {
                    entry.released(outgoing);
                }
                record(RECORD);
            }
        }
    }

    private void record(int longerThan) throws IOException {
        if (entry.length() > longerThan) {
            bytes += entry.length();
            snapshot.add(entry.record());
            entry.clear();
        }
    }
}
