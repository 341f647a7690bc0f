package meetpost.agent.claim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import meetpost.agent.claim.NeighbourTopics.Leaf;
import meetpost.agent.claim.NeighbourTopics.Place;

/**
 * What came of other boards and was not looked at yet: of each topic the last, and a bounded
 * number. Any thread.
 */
final class Inbox {

    /** An info and a status of each board, and a question of each. */
    private static final int MOST = 3 * Neighbours.MOST;

    private static final int MOST_BYTES = 8 << 20;

    private final NeighbourTopics topics;
    private final Runnable rings;
    private final Map<String, Item> waiting = new LinkedHashMap<>();
    private int bytes;
    private boolean reset;

    private static final class Item {

        private final Place place;
        private final byte[] payload;

        Item(Place place, byte[] payload) {
            this.place = place;
            this.payload = payload;
        }
    }

    /**
     * @param rings is called when something came
     */
    Inbox(NeighbourTopics topics, Runnable rings) {
        this.topics = requireNonNull(topics, "topics");
        this.rings = requireNonNull(rings, "rings");
    }

    /** A session begins: what came in the one before is of no interest. */
    synchronized void reset() {
        waiting.clear();
        bytes = 0;
        reset = true;
    }

    /** Keeps it if it is for us; says whether it is. */
    boolean put(String topic, byte[] payload, boolean retained) {
        Optional<Place> place = topics.parse(topic);
        if (place.isEmpty()) {
            return false;
        }
        boolean question = place.get().leaf() == Leaf.ASK || place.get().leaf() == Leaf.ANSWER;
        // A stored answer proves nothing, and a stored question would be asked for ever.
        if ((question && retained) || payload.length > Announcement.MOST_BYTES) {
            return true;
        }
        String key = question ? topic + '\n' + new String(payload, ISO_8859_1) : topic;
        if (keep(key, new Item(place.get(), payload))) {
            rings.run();
        }
        return true;
    }

    private synchronized boolean keep(String key, Item item) {
        // Again at the end, so that it is looked at after what came before it.
        Item before = waiting.remove(key);
        bytes -= before == null ? 0 : before.payload.length;
        if (waiting.size() >= MOST || bytes + item.payload.length > MOST_BYTES) {
            return false;
        }
        waiting.put(key, item);
        bytes += item.payload.length;
        return true;
    }

    /**
     * Gives what came, in its order.
     *
     * @param fresh runs first where a session began
     */
    void take(Runnable fresh, BiConsumer<Place, byte[]> reader) {
        List<Item> items;
        boolean first;
        synchronized (this) {
            items = new ArrayList<>(waiting.values());
            waiting.clear();
            bytes = 0;
            first = reset;
            reset = false;
        }
        if (first) {
            fresh.run();
        }
        items.forEach(each -> reader.accept(each.place, each.payload));
    }
}
