package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.BridgeTopics;
import org.tinylog.Logger;

/**
 * What is known of the broker at one end of a bridge: which directions take from it, and by which
 * directions its next messages were brought. MQTT 3.1.1 gives a message no place to say so; so a
 * direction says it in a note before the message, if anybody else takes from there. Safe for use by
 * several threads.
 */
final class BridgeEndpoint {

    private static final int MOST = 1000;

    /** A thousand bridges with a few each, or some with many. */
    private static final int MOST_FILTERS = 5000;

    /** An object with a list in it: of directions, or of the filters that settings may name. */
    private static final Limits NOTE = new Limits(8192, 2, 1002);

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Ticks ticks;

    /** By the topic on which they say so. */
    private final Map<String, Reader> readers = new HashMap<>();

    /** The oldest first. */
    private final Map<String, Deque<Note>> notes = new LinkedHashMap<>();

    /** A direction, and what it takes. */
    private record Reader(String direction, Filters filters) {}

    private record Note(List<String> path, long tick) {}

    BridgeEndpoint(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** A direction of our own takes from here. */
    synchronized void isReadBy(String direction, Filters filters) {
        readers.put(direction, new Reader(direction, filters));
    }

    /** A message came on a topic of bridges. */
    void heard(String topic, byte[] payload) {
        BridgeTopics.kind(topic)
                .ifPresent(
                        kind -> {
                            try {
                                heard(kind, topic, payload);
                            } catch (JsonRefusedException | ClassCastException e) {
                                Logger.debug("{} says nothing: {}", topic, e.getMessage());
                            }
                        });
    }

    /** The session ended: what was said in it is not of the next one's messages. */
    synchronized void left() {
        notes.clear();
    }

    /** The broker will give back a message of that content that we brought, by these directions. */
    synchronized void expect(String digest, List<String> path) {
        Iterator<String> oldest = notes.keySet().iterator();
        if (notes.size() == MOST && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
        notes.computeIfAbsent(digest, any -> new ArrayDeque<>())
                .add(new Note(List.copyOf(path), ticks.now()));
    }

    /** By which directions the message was brought that has come now; empty: by none. */
    synchronized List<String> pathOf(String topic, byte[] payload) {
        if (notes.isEmpty()) {
            return List.of();
        }
        String digest = Digest.of(topic, payload);
        Deque<Note> there = notes.getOrDefault(digest, new ArrayDeque<>());
        Optional<Note> fresh = Optional.empty();
        while (fresh.isEmpty() && !there.isEmpty()) {
            fresh = Optional.of(there.remove()).filter(this::isFresh);
        }
        if (there.isEmpty()) {
            notes.remove(digest);
        }
        return fresh.map(Note::path).orElse(List.of());
    }

    /** Whether the first broker of one of these directions is this one: the message was here. */
    synchronized boolean isStartOf(List<String> path) {
        return readers.values().stream().anyMatch(reader -> path.contains(reader.direction()));
    }

    /** Whether a direction of another bridge takes that topic from here. */
    synchronized boolean isReadByOthers(String topic, String ownBridge) {
        return readers.values().stream()
                .anyMatch(
                        reader ->
                                !reader.direction().startsWith(ownBridge + "/")
                                        && reader.filters().match(topic));
    }

    /** Whether that very direction takes that topic from here. */
    synchronized boolean isReadBy(String direction, String topic) {
        return readers.values().stream()
                .anyMatch(
                        reader ->
                                reader.direction().equals(direction)
                                        && reader.filters().match(topic));
    }

    private static String bringer(List<String> path) {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    private boolean isFresh(Note note) {
        return ticks.now() - note.tick() < KEPT.toNanos();
    }

    private synchronized void heard(BridgeTopics.Kind kind, String topic, byte[] payload)
            throws JsonRefusedException {
        if (kind == BridgeTopics.Kind.READS && payload.length == 0) {
            readers.remove(topic);
            return;
        }
        JsonObject said = BoundedJson.object(payload, NOTE);
        if (kind == BridgeTopics.Kind.BRINGS) {
            noted(said.getString("digest", ""), strings(said.getArray("path")));
        } else {
            var filters = new Filters(strings(said.getArray("filters")));
            readers.remove(topic);
            // Each is looked at for each message that crosses.
            int before = readers.values().stream().mapToInt(each -> each.filters().count()).sum();
            if (readers.size() < MOST && before + filters.count() <= MOST_FILTERS) {
                readers.put(topic, new Reader(said.getString("lane", ""), filters));
            }
        }
    }

    /** Somebody else's message follows its note at once: an older note was followed by none. */
    private void noted(String digest, List<String> path) {
        notes.getOrDefault(digest, new ArrayDeque<>())
                .removeIf(note -> bringer(note.path()).equals(bringer(path)));
        expect(digest, path);
    }

    private static List<String> strings(JsonArray array) {
        List<String> strings = new ArrayList<>();
        for (int i = 0; array != null && i < array.size(); i++) {
            strings.add(array.getString(i, ""));
        }
        return strings;
    }
}
