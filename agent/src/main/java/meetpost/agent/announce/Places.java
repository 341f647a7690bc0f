package meetpost.agent.announce;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;

/**
 * Where this card's boards have been, as its state directory keeps it: what no broker can tell. By
 * it an info that somebody forged is told from ours: only topics at these places, or below these
 * topics, are ever withdrawn.
 *
 * @param stays the last is where the board is now
 * @param topics that settings have given to things, outside of the trees
 */
record Places(List<Stay> stays, Set<String> topics) {

    /** Of a card that has not run yet. */
    static final Places NONE = new Places(List.of(), Set.of());

    private static final int VERSION = 1;
    private static final String VERSION_KEY = "version";
    private static final String PLACES = "places";
    private static final String TOPICS = "topics";
    private static final String BOARD = "board";

    /** Each costs two subscriptions at each connect. */
    private static final int MOST_STAYS = 8;

    private static final int MOST_TOPICS = 500;
    private static final Limits LIMITS = new Limits(262_144, 4, 1000);

    /**
     * One of a board at a place.
     *
     * @param board its hash
     */
    record Stay(Place place, String board) {

        Stay {
            requireNonNull(place, "place");
            requireNonNull(board, "board");
        }
    }

    Places {
        stays = List.copyOf(stays);
        topics = Set.copyOf(topics);
    }

    /**
     * Reads a file's text.
     *
     * @throws IOException if it is of a version that this program does not know
     * @throws JsonRefusedException if it is no JSON
     */
    static Places read(String text) throws IOException, JsonRefusedException {
        JsonObject json = BoundedJson.object(text, LIMITS);
        if (json.getInt(VERSION_KEY, 0) != VERSION) {
            throw new IOException(
                    "its version is not %s, the only one that this program knows"
                            .formatted(VERSION));
        }
        List<Stay> stays = new ArrayList<>();
        for (Object each : json.getArray(PLACES, new JsonArray())) {
            if (each instanceof JsonObject stay) {
                Optional<Place> place = Place.read(stay);
                place.ifPresent(found -> stays.add(new Stay(found, stay.getString(BOARD, ""))));
            }
        }
        Set<String> topics = new LinkedHashSet<>();
        for (Object each : json.getArray(TOPICS, new JsonArray())) {
            if (each instanceof String topic) {
                topics.add(topic);
            }
        }
        return new Places(stays, topics);
    }

    String text() {
        var all = new JsonArray();
        for (Stay each : stays) {
            JsonObject json = each.place().json();
            json.put(BOARD, each.board());
            all.add(json);
        }
        var json = new JsonObject();
        json.put(VERSION_KEY, VERSION);
        json.put(PLACES, all);
        json.put(TOPICS, new JsonArray(topics.stream().sorted().toList()));
        return JsonWriter.string(json) + "\n";
    }

    /** The same with this stay as the last, and these topics. */
    Places with(Stay now, Collection<String> more) {
        List<Stay> all = new ArrayList<>(stays);
        all.remove(now);
        all.add(now);
        Set<String> names = new LinkedHashSet<>(more);
        names.addAll(topics);
        return new Places(
                all.subList(Math.max(0, all.size() - MOST_STAYS), all.size()),
                new LinkedHashSet<>(names.stream().limit(MOST_TOPICS).toList()));
    }

    /** Where it was before. */
    List<Stay> before() {
        return stays.subList(0, Math.max(0, stays.size() - 1));
    }

    /** Whether a topic is of a form in which something of ours was ever announced. */
    boolean have(String topic) {
        return stays.stream().anyMatch(stay -> stay.place().has(topic))
                || topics.stream().anyMatch(root -> Place.isOf(root, topic));
    }
}
