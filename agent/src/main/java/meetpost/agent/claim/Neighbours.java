package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/** The boards that have an info or a status on the broker, a bounded number. For one thread. */
final class Neighbours {

    static final int MOST = 1000;

    private final Map<String, Neighbour> byDevice = new LinkedHashMap<>();
    private final Board self;
    private final String prefix;
    private final Ticks ticks;
    private boolean full;

    /**
     * @param prefix before all topics
     */
    Neighbours(Board self, String prefix, Ticks ticks) {
        this.self = requireNonNull(self, "self");
        this.prefix = requireNonNull(prefix, "prefix");
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** A session begins: who lived in the one before must show it again. */
    void forget() {
        byDevice.clear();
        full = false;
    }

    Collection<Neighbour> all() {
        return byDevice.values();
    }

    /**
     * An info came.
     *
     * @param topics of which somebody wants to know who claims them
     */
    void info(String device, byte[] payload, List<Claim> claims, Collection<String> topics) {
        boolean ours =
                device.equals(self.device())
                        && Announcement.read(device, payload, prefix)
                                .filter(said -> said.board().equals(self))
                                .isPresent();
        if (payload.length == 0 || ours) {
            byDevice.remove(device);
            return;
        }
        neighbour(device)
                .ifPresent(
                        found -> {
                            if (found.says(payload, prefix)) {
                                found.compareWith(claims);
                                found.compareWithTopics(topics);
                            }
                        });
    }

    /** A status came. */
    void status(String device, boolean online) {
        neighbour(device).ifPresent(found -> found.online(online));
    }

    /** We claim others, or somebody wants to know of others. */
    void compareWith(List<Claim> claims, Collection<String> topics) {
        byDevice.values()
                .forEach(
                        each -> {
                            each.compareWith(claims);
                            each.compareWithTopics(topics);
                        });
    }

    private Optional<Neighbour> neighbour(String device) {
        Neighbour known = byDevice.get(device);
        if (known == null && (byDevice.size() < MOST || madeRoom())) {
            known = new Neighbour(device, ticks);
            byDevice.put(device, known);
        }
        return Optional.ofNullable(known);
    }

    /** Those go first that claim nothing of ours. */
    private boolean madeRoom() {
        if (!full) {
            full = true;
            Logger.warn(
                    "more than {} boards have an info or a status on this broker: those that claim"
                            + " none of our topics are not all looked at",
                    MOST);
        }
        return byDevice.values().removeIf(each -> !each.collides() && !each.isOnline())
                || byDevice.values().removeIf(each -> !each.collides());
    }
}
