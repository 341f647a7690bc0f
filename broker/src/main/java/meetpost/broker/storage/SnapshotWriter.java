package meetpost.broker.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import meetpost.broker.message.Message;
import meetpost.broker.message.OutgoingMessage;
import meetpost.journal.Snapshot;

/** Writes all that is kept now into a snapshot, which replaces the log before it. */
final class SnapshotWriter {

    private final BrokerState state;
    private final Snapshot snapshot;
    private final LargeRetained large;
    private final JournalEntry entry = new JournalEntry();
    private final long now;
    private long bytes;

    /**
     * @param large tells what there is to name of what the disk has not taken yet
     */
    SnapshotWriter(BrokerState state, Snapshot snapshot, LargeRetained large) {
        this.large = large;
        this.state = state;
        this.snapshot = snapshot;
        this.now = state.now();
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
        entry.ran(state.runningTime());
        Map<SessionState, Long> kept = new LinkedHashMap<>();
        for (SessionState session : state.sessions()) {
            Long number = numbers.get(session.clientId());
            if (number != null) {
                kept.put(session, number);
                content(session, number);
            }
        }
        int retained = 0;
        for (Message message : state.retained()) {
            Message written = large.written(message);
            if (written != null && !message.topic().name().startsWith("$SYS/")) {
                entry.retained(written, true, now);
                retained++;
                mayEnd();
            }
        }
        // Once more, on another page: a session whose name is lost would be lost with all it has.
        for (Map.Entry<SessionState, Long> one : kept.entrySet()) {
            introduce(one.getKey(), one.getValue());
            entry.holds(
                    one.getValue(),
                    one.getKey().storedSubscriptions().size(),
                    stored(one.getKey()) + one.getKey().received().size());
            mayEnd();
        }
        entry.total(retained);
        write();
    }

    private static int stored(SessionState session) {
        return (int) session.outgoing().stream().filter(OutgoingMessage::stored).count();
    }

    private void introduce(SessionState session, long number) {
        entry.opened(number, session.clientId(), session.expirySeconds());
        entry.owned(number, session.owner());
        Absence absence = session.absence();
        if (absence != null) {
            entry.left(number, absence);
        }
        if (!session.whole()) {
            entry.partial(number);
        }
    }

    private void content(SessionState session, long number) throws IOException {
        introduce(session, number);
        for (StoredSubscription one : session.storedSubscriptions()) {
            entry.subscribed(number, one);
            mayEnd();
        }
        for (Map.Entry<Integer, Message> one : session.received().entrySet()) {
            entry.received(number, one.getKey(), one.getValue(), now);
            mayEnd();
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
                mayEnd();
            }
        }
    }

    private void mayEnd() throws IOException {
        if (entry.mayEnd()) {
            write();
        }
    }

    private void write() throws IOException {
        for (ByteBuffer record : entry.records()) {
            bytes += record.remaining();
            snapshot.add(record);
        }
        entry.clear();
    }
}
