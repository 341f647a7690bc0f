package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
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
    private final Twins twins;
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
        twins = new Twins(self, prefix, ticks);
    }

    /** A session begins: who lived in the one before must show it again. */
    void forget() {
        byDevice.clear();
        twins.forget();
        full = false;
    }

    Collection<Neighbour> all() {
        if (twins.all().isEmpty()) {
            return byDevice.values();
        }
        List<Neighbour> all = new ArrayList<>(byDevice.values());
        all.addAll(twins.all());
        return all;
    }

    /**
     * An info came.
     *
     * @param ours whether we publish what our device id says
     * @param topics of which somebody wants to know who claims them
     */
    void info(
            String device,
            byte[] payload,
            boolean ours,
            List<Claim> claims,
            Collection<String> topics) {
        if (device.equals(self.device())) {
            twins.info(payload, ours, each -> compare(each, claims, topics));
        } else if (payload.length == 0) {
            byDevice.remove(device);
        } else {
            neighbour(device)
                    .filter(found -> found.says(payload, prefix))
                    .ifPresent(found -> compare(found, claims, topics));
        }
    }

    /** A question came from a board with our device id. */
    void question(byte[] payload, List<Claim> claims, Collection<String> topics) {
        twins.question(payload, each -> compare(each, claims, topics));
    }

    /**
     * A status came.
     *
     * @param ours whether we publish what our device id says
     */
    void status(String device, boolean online, boolean ours) {
        if (!device.equals(self.device())) {
            neighbour(device).ifPresent(found -> found.online(online));
        } else if (!ours) {
            twins.status(online);
        }
    }

    /** We claim others, or somebody wants to know of others. */
    void compareWith(List<Claim> claims, Collection<String> topics) {
        all().forEach(each -> compare(each, claims, topics));
    }

    private static void compare(Neighbour each, List<Claim> claims, Collection<String> topics) {
        each.compareWith(claims);
        each.compareWithTopics(topics);
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
