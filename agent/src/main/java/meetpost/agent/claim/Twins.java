package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import meetpost.agent.time.Ticks;

/**
 * Boards that have our device id, as copied cards have it: they have one info and one status with
 * us, which show the last that spoke. So one is also known by its questions, which say what it
 * claims. A bounded number. For one thread.
 */
final class Twins {

    private static final int MOST = 20;

    private final Map<String, Neighbour> byHash = new LinkedHashMap<>();
    private final Board self;
    private final String prefix;
    private final Ticks ticks;
    private boolean online;

    /**
     * @param prefix before all topics
     */
    Twins(Board self, String prefix, Ticks ticks) {
        this.self = requireNonNull(self, "self");
        this.prefix = requireNonNull(prefix, "prefix");
        this.ticks = requireNonNull(ticks, "ticks");
    }

    void forget() {
        byHash.clear();
        online = false;
    }

    Collection<Neighbour> all() {
        return byHash.values();
    }

    /**
     * An info came.
     *
     * @param ours whether we publish there: then it did not come from before our session
     * @param changed is told of the one that says something else than before
     */
    void info(byte[] payload, boolean ours, Consumer<Neighbour> changed) {
        Optional<Announcement> said = Announcement.read(self.device(), payload, prefix);
        Optional<Board> other = said.map(Announcement::board).filter(each -> !each.equals(self));
        if (other.isEmpty()) {
            byHash.values().removeIf(each -> !each.lives() && !each.isCalling());
            return;
        }
        twin(other.get())
                .ifPresent(
                        found -> {
                            if (found.says(payload, prefix)) {
                                changed.accept(found);
                            }
                            found.online(ours || online);
                        });
    }

    /** A question came, which may be one of our own. */
    void question(byte[] payload, Consumer<Neighbour> changed) {
        Announcement.read(self.device(), payload, prefix)
                .filter(said -> !said.board().hash().equals(self.hash()))
                .filter(said -> !said.claims().isEmpty())
                .flatMap(said -> twin(said.board()))
                .ifPresent(
                        found -> {
                            if (found.says(payload, prefix)) {
                                changed.accept(found);
                            }
                            found.calls();
                        });
    }

    /** A status came from one of them. */
    void status(boolean now) {
        online = now;
        byHash.values().forEach(each -> each.online(now));
    }

    private Optional<Neighbour> twin(Board board) {
        Neighbour known = byHash.get(board.hash());
        if (known == null && byHash.size() >= MOST) {
            byHash.values().removeIf(each -> !each.lives() && !each.isAwaited());
        }
        if (known == null && byHash.size() < MOST) {
            known = new Neighbour(self.device(), ticks);
            byHash.put(board.hash(), known);
        }
        return Optional.ofNullable(known);
    }
}
