package meetpost.broker.routing;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.payload.StoredPayload;
import meetpost.broker.retained.Retained;
import meetpost.broker.storage.LargeRetained;
import meetpost.broker.storage.Store;

/**
 * Payloads on their way from the disk to new subscribers: one is in memory at a time, for all who
 * wait for it. Confined to the event loop.
 */
final class RetainedPayloads {

    private final Store store;
    private final Retained retained;
    private final Consumer<Subscriber> resume;

    /** Who waits, by what for, in the order of asking. */
    private final Map<StoredPayload, Set<Subscriber>> wanted = new LinkedHashMap<>();

    private final Map<StoredPayload, Message> heads = new HashMap<>();
    private @Nullable StoredPayload loadedFrom;
    private @Nullable Message loaded;
    private boolean reading;

    /**
     * @param resume given a subscriber that may go on
     */
    RetainedPayloads(Store store, Retained retained, Consumer<Subscriber> resume) {
        this.store = store;
        this.retained = retained;
        this.resume = resume;
    }

    /** The message with its payload; none yet where the subscriber is told later. */
    @Nullable
    Message find(Message message, Subscriber to) {
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
        LargeRetained large = store.large();
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
        if (head != null && retained.get(head.topic().name()) == head) {
            LargeRetained large = store.large();
            if (large != null) {
                large.lost(head, why);
            }
            retained.remove(head.topic().name());
        }
        goOn(from);
    }

    private void goOn(StoredPayload from) {
        Set<Subscriber> waiting = wanted.remove(from);
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
