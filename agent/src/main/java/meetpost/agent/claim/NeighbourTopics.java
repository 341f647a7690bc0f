package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The topics on which boards look for each other, below that of each device: {@code
 * apparaten/<asker>/ask/<board hash>}, {@code apparaten/<answerer>/answer/<board hash>}. A board
 * writes below its own device only, as lists of access have it.
 *
 * @param root of all devices, the prefix included: {@code apparaten/}
 * @param device this board's id
 * @param hash of this board
 */
record NeighbourTopics(String root, String device, String hash) {

    private static final String INFO = "info";
    private static final String STATUS = "status";
    private static final String ASK = "ask";
    private static final String ANSWER = "answer";

    NeighbourTopics {
        requireNonNull(root, "root");
        requireNonNull(device, "device");
        requireNonNull(hash, "hash");
    }

    /** What a topic is, of which device. */
    record Place(Leaf leaf, String device) {}

    enum Leaf {
        INFO,
        STATUS,
        ASK,
        ANSWER
    }

    List<String> filters() {
        return List.of(
                root + "+/" + INFO,
                root + "+/" + STATUS,
                root + "+/" + ASK + "/" + hash,
                root + "+/" + ANSWER + "/" + hash);
    }

    /** The board's own topic, below which these are. */
    String own() {
        return root + device;
    }

    String ask(String of) {
        return root + device + "/" + ASK + "/" + of;
    }

    String answer(String to) {
        return root + device + "/" + ANSWER + "/" + to;
    }

    /** Empty for one that is none of these. */
    Optional<Place> parse(String topic) {
        if (!topic.startsWith(root)) {
            return Optional.empty();
        }
        String[] levels = topic.substring(root.length()).split("/", 4);
        if (levels.length == 2 && levels[1].equals(INFO)) {
            return Optional.of(new Place(Leaf.INFO, levels[0]));
        }
        if (levels.length == 2 && levels[1].equals(STATUS)) {
            return Optional.of(new Place(Leaf.STATUS, levels[0]));
        }
        if (levels.length == 3 && levels[2].equals(hash) && levels[1].equals(ASK)) {
            return Optional.of(new Place(Leaf.ASK, levels[0]));
        }
        if (levels.length == 3 && levels[2].equals(hash) && levels[1].equals(ANSWER)) {
            return Optional.of(new Place(Leaf.ANSWER, levels[0]));
        }
        return Optional.empty();
    }
}
