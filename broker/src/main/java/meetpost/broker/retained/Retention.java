package meetpost.broker.retained;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.broker.budget.Share;
import meetpost.broker.message.Message;
import meetpost.broker.metrics.Counters;
import meetpost.broker.metrics.EventLog;
import meetpost.broker.settings.Limit;
import meetpost.broker.storage.LargeRetained;
import meetpost.broker.storage.Store;

/**
 * Retains what clients ask for, and remembers what it had no room for. Confined to the event loop
 * but where said.
 */
public final class Retention {

    /** Topics that are remembered as not retained. */
    private static final int MOST_NAMED = 100;

    private static final int SAID = 3;

    private final Retained retained;
    private final Store store;
    private final Counters counters;
    private final EventLog events;
    private final Map<String, Limit> refused = new LinkedHashMap<>();
    private volatile List<String> troubles = List.of();

    public Retention(Retained retained, Store store, Counters counters, EventLog events) {
        this.retained = retained;
        this.store = store;
        this.counters = counters;
        this.events = events;
    }

    /** Retains a message; gives whether it is safe: there, and on a disk that takes it. */
    public boolean retain(Message message, Share by) {
        String topic = message.topic().name();
        if (message.length() == 0) {
            retained.remove(topic);
            isRetained(topic);
            return !store.failing();
        }
        Limit full = retained.put(message, by);
        if (full != null) {
            isNotRetained(topic, full);
            return false;
        }
        isRetained(topic);
        store.retained(message);
        LargeRetained large = message.large() ? store.large() : null;
        return (large == null || isKept(message, large)) && !store.failing();
    }

    /** Retains what the broker itself says, until it stops; false if there is no room. */
    public boolean retainOwn(Message message, Share own) {
        return retained.put(message, own) == null;
    }

    /** What is held back to spare the medium is as safe as if it were small. */
    private boolean isKept(Message message, LargeRetained large) {
        String topic = message.topic().name();
        if (isInMemory(message) && retained.crowded()) {
            store.hurry(topic);
        }
        if (isInMemory(message) && retained.crowded()) {
            isNotRetained(topic, Limit.MEMORY_SIZE);
            return false;
        }
        return !isInMemory(message) || large.trouble().isEmpty();
    }

    private boolean isInMemory(Message message) {
        return retained.get(message.topic().name()) == message;
    }

    /** Rather none than one that is no longer true. */
    private void isNotRetained(String topic, Limit full) {
        retained.remove(topic);
        counters.reached(full);
        events.event("topic %s is not retained: %s is reached", topic, full.key());
        refused.put(topic, full);
        if (refused.size() > MOST_NAMED) {
            refused.remove(refused.keySet().iterator().next());
        }
        say();
    }

    private void isRetained(String topic) {
        if (!refused.isEmpty() && refused.remove(topic) != null) {
            say();
        }
    }

    private void say() {
        List<String> said = new ArrayList<>();
        refused.forEach(
                (topic, full) -> {
                    if (said.size() < SAID) {
                        said.add(
                                "the last value of %s is not retained: %s is reached"
                                        .formatted(topic, full.key()));
                    }
                });
        if (refused.size() > SAID) {
            said.add("%s more topics are not retained".formatted(refused.size() - SAID));
        }
        troubles = List.copyOf(said);
    }

    /** What was not retained, and has not been since, in words. Any thread. */
    public List<String> troubles() {
        return troubles;
    }
}
