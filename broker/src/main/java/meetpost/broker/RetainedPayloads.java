package meetpost.broker;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import meetpost.broker.payload.StoredPayload;

/**
 * Payloads on their way from the disk to new subscribers: one is in memory at a time, for all who
 * wait for it. Confined to the event loop.
 */
final class RetainedPayloads {

    private final Engine engine;
    private final Consumer<Session> resume;

    /** Who waits, by what for, in the order of asking. */
    private final Map<StoredPayload, Set<Session>> wanted = new LinkedHashMap<>();

    private final Map<StoredPayload, Message> heads = new HashMap<>();
    private @Nullable StoredPayload loadedFrom;
    private @Nullable Message loaded;
    private boolean reading;

    /**
     * @param resume given a session that may go on
     */
    RetainedPayloads(Engine engine, Consumer<Session> resume) {
        this.engine = engine;
        this.resume = resume;
    }

    /** The message with its payload; none yet where the session is told later. */
    @Nullable
    Message find(Message message, Session to) {
        StoredPayload stored = message.stored();
        if (stored == null) {
            return message;
        }
        if (stored.equals(loadedFrom)) {
            return loaded;
        }
        heads.put(stored, message);
        wanted.computeIfAbsent(stored, key -> new LinkedHashSet<>(1)).add(to);
        next();
        return null;
    }

    private void next() {
        LargeRetained large = engine.store().large();
        if (!reading && !wanted.isEmpty() && large != null) {
            reading = true;
            StoredPayload first = wanted.keySet().iterator().next();
            large.read(first, bytes -> found(first, bytes), e -> lost(first, e));
        }
    }

    private void found(StoredPayload from, byte[] payload) {
        Message head = heads.remove(from);
        if (head != null) {
            loadedFrom = from;
            loaded = head.loaded(payload);
        }
        goOn(from);
    }

    /** What was replaced meanwhile may be gone; anything else is a loss. */
    private void lost(StoredPayload from, IOException why) {
        Message head = heads.remove(from);
        if (head != null && engine.retained().get(head.topic().name()) == head) {
            LargeRetained large = engine.store().large();
            if (large != null) {
                large.lost(head, why);
            }
            engine.retained().remove(head.topic().name());
        }
        goOn(from);
    }

    private void goOn(StoredPayload from) {
        Set<Session> waiting = wanted.remove(from);
        try {
            if (waiting != null) {
                waiting.forEach(resume);
            }
        } finally {
            loadedFrom = null;
            loaded = null;
            reading = false;
            next();
        }
    }
}
