package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import meetpost.agent.file.DurableFile;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import org.tinylog.Logger;

/**
 * Which topics we had, and which ones we gave up for which board: the file {@code claims} of the
 * state directory. Is written when that changes, which is once in the life of a board that is
 * alone. For one thread.
 */
final class Holdings {

    private static final Limits LIMITS = new Limits(1 << 18, 3, 20_000);

    private final Optional<Path> file;
    private final String board;
    private Optional<String> inherited = Optional.empty();
    private final Set<String> held = new TreeSet<>();
    private final Map<String, String> yields = new TreeMap<>();
    private Set<String> heldBefore = Set.of();
    private boolean changed;
    private boolean failing;

    private Holdings(Optional<Path> file, String board) {
        this.file = requireNonNull(file, "file");
        this.board = requireNonNull(board, "board");
    }

    /** Those of a board that keeps nothing. */
    static Holdings none() {
        return new Holdings(Optional.empty(), "");
    }

    /**
     * Those that are in a state directory; none where there is no such file, or a damaged one.
     *
     * @param board hash of this board
     */
    static Holdings in(Path directory, String board) {
        Path file = directory.resolve("claims");
        var holdings = new Holdings(Optional.of(file), board);
        if (Files.exists(file)) {
            try {
                holdings.read(file);
            } catch (IOException | JsonRefusedException e) {
                Logger.warn(
                        "{} cannot be read, so which of two boards has a topic is decided anew: {}",
                        file,
                        e.getMessage());
            }
        }
        return holdings;
    }

    private void read(Path from) throws IOException, JsonRefusedException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(from)) {
            bytes = in.readNBytes(LIMITS.bytes() + 1);
        }
        JsonObject all = BoundedJson.object(bytes, LIMITS);
        if (all.getArray("held") != null) {
            for (Object each : all.getArray("held")) {
                held.add(String.valueOf(each));
            }
        }
        JsonObject given = all.getObject("yields", new JsonObject());
        given.keySet().forEach(topic -> yields.put(topic, given.getString(topic, "")));
        inherited = Optional.ofNullable(all.getString("board")).filter(by -> !by.equals(board));
    }

    boolean holds(String topic) {
        return held.contains(topic);
    }

    /**
     * The hash of the board that wrote the file, where that is another one: the card, or a copy of
     * it, was in that board.
     */
    Optional<String> inheritedFrom() {
        return inherited;
    }

    /** A session begins. */
    void begin() {
        heldBefore = Set.copyOf(held);
    }

    /** Whether we had it when the session began. */
    boolean heldBefore(String topic) {
        return heldBefore.contains(topic);
    }

    /** The hash of the board for which we gave it up. */
    Optional<String> yieldedTo(String topic) {
        return Optional.ofNullable(yields.get(topic));
    }

    Rank rank(String topic) {
        if (held.contains(topic)) {
            return Rank.HELD;
        }
        return yields.containsKey(topic) ? Rank.KEPT_FOR_ANOTHER : Rank.NEW;
    }

    void hold(String topic) {
        changed |= held.add(topic);
        changed |= yields.remove(topic) != null;
    }

    void giveUp(String topic, String hash) {
        changed |= held.remove(topic);
        changed |= !hash.equals(yields.put(topic, hash));
    }

    /** What is not among our topics any more is not remembered. */
    void keepOnly(Set<String> topics) {
        changed |= held.retainAll(topics);
        changed |= yields.keySet().retainAll(topics);
    }

    /**
     * Writes it where it changed; says whether it did. What a full disk refuses goes with the next.
     */
    boolean save() {
        boolean fresh = changed;
        changed = false;
        if (fresh) {
            file.ifPresent(this::write);
        }
        return fresh;
    }

    private void write(Path to) {
        JsonStringWriter json =
                JsonWriter.string()
                        .object()
                        .value("board", inherited.orElse(board))
                        .array("held", held)
                        .object("yields");
        yields.forEach(json::value);
        try {
            DurableFile.write(to, json.end().end().done());
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                Logger.warn(
                        "{} cannot be written, and will be at its next change: {}",
                        to,
                        e.getMessage());
            }
            failing = true;
        }
    }
}
