package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.command.Answer.Forwarded;
import meetpost.agent.command.Answer.Stage;
import meetpost.agent.time.Ticks;

/** Downlinks that a network was given, and how far each has come as it says. Used by one thread. */
final class PendingDownlinks {

    /** A network that has it says so at once. */
    static final Duration SAID_WITHIN = Duration.ofSeconds(30);

    /** A device of class A hears it after its next uplink: many send one each hour. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final int MOST = 200;

    private final Ticks ticks;
    private final Map<String, Pending> byId = new LinkedHashMap<>();

    /** One of them. */
    private record Pending(Incoming incoming, boolean on, Optional<Forwarded> last, long since) {}

    /**
     * Something new of one.
     *
     * @param first whether nothing was said of it before
     */
    record News(Incoming incoming, Forwarded how, boolean first) {}

    PendingDownlinks(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** Whether one more can be followed: of those that the network has, the oldest gives way. */
    boolean hasRoom() {
        if (byId.size() >= MOST) {
            Iterator<Pending> oldest = byId.values().iterator();
            while (byId.size() >= MOST && oldest.hasNext()) {
                if (oldest.next().last().isPresent()) {
                    oldest.remove();
                }
            }
        }
        return byId.size() < MOST;
    }

    void add(String id, Incoming incoming, boolean on) {
        byId.put(id, new Pending(incoming, on, Optional.empty(), ticks.now()));
    }

    /** Whether the downlink of a command is under way of which this one is a copy. */
    boolean isUnderWay(Incoming copy) {
        return first(copy).isPresent();
    }

    /** What was last said of that one; empty: nothing yet. */
    Optional<Forwarded> last(Incoming copy) {
        return first(copy).flatMap(Pending::last);
    }

    private Optional<Pending> first(Incoming copy) {
        return byId.values().stream()
                .filter(
                        each ->
                                copy.id().isPresent()
                                        && each.incoming().id().equals(copy.id())
                                        && each.incoming().addressee().equals(copy.addressee()))
                .findFirst();
    }

    /** The network said something; of a downlink of another's, of an earlier stage: nothing new. */
    Optional<News> heard(DownlinkReport report) {
        Optional<String> id = report.ids().stream().filter(byId::containsKey).findFirst();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Pending before = requireNonNull(byId.get(id.get()), "pending");
        Stage stage = report.stage();
        if (before.last().filter(last -> last.stage().compareTo(stage) >= 0).isPresent()) {
            return Optional.empty();
        }
        var how = new Forwarded(before.on(), stage, report.message());
        if (stage == Stage.FAILED || stage == Stage.ACKNOWLEDGED) {
            byId.remove(id.get());
        } else {
            byId.put(
                    id.get(),
                    new Pending(before.incoming(), before.on(), Optional.of(how), ticks.now()));
        }
        return Optional.of(new News(before.incoming(), how, before.last().isEmpty()));
    }

    /** Those of which the network has said nothing for too long. */
    List<News> overdue() {
        long now = ticks.now();
        List<News> overdue = new ArrayList<>();
        for (Iterator<Pending> each = byId.values().iterator(); each.hasNext(); ) {
            Pending next = each.next();
            Duration limit = next.last().isPresent() ? KEPT : SAID_WITHIN;
            if (now - next.since() >= limit.toNanos()) {
                each.remove();
                if (next.last().isEmpty()) {
                    overdue.add(new News(next.incoming(), silent(next), true));
                }
            }
        }
        return overdue;
    }

    private static Forwarded silent(Pending pending) {
        return new Forwarded(
                pending.on(),
                Stage.FAILED,
                "the network did not say within "
                        + SAID_WITHIN.toSeconds()
                        + " s that it has it; it may be sent all the same");
    }
}
