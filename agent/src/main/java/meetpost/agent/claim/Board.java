package meetpost.agent.claim;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One board among those of a broker.
 *
 * @param device its id in topics
 * @param hash of its serial number: tells it from a clone of its card
 */
public record Board(String device, String hash) {

    /** The lower one has what two claim that neither had before. */
    static final Comparator<Board> ORDER = comparing(Board::hash).thenComparing(Board::device);

    public Board {
        requireNonNull(device, "device");
        requireNonNull(hash, "hash");
    }

    /** {@code kelder-pi (board 3f2a9c01)}. */
    @Override
    public String toString() {
        return device + " (board " + hash + ")";
    }
}
