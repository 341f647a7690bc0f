package meetpost.broker.session;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.storage.Absence;

/**
 * Sessions whose clients are away, and which of them has to go first when there is no room for
 * another: those without a user before those with one, of these whoever has most, of his the one
 * that has been away for longest. Confined to the event loop.
 */
public final class AbsentSessions {

    /** What one owner has here, by {@link Absence#order}. */
    private record Holding(SessionOwner owner, TreeMap<Long, Session> sessions) {

        int size() {
            return sessions.size();
        }

        /** No two have the same. */
        long oldest() {
            return sessions.firstKey();
        }
    }

    private static final Comparator<Holding> FIRST_TO_GO =
            Comparator.comparing((Holding one) -> one.owner().named())
                    .thenComparing(Holding::size, Comparator.reverseOrder())
                    .thenComparing(Holding::oldest);

    private final Set<String> reserved;
    private final RunningTime runningTime;
    private final Map<SessionOwner, Holding> holdings = new HashMap<>();
    private final TreeSet<Holding> firstToGo = new TreeSet<>(FIRST_TO_GO);
    private long lastOrder;

    /**
     * @param reserved users whose sessions never have to go
     * @param ticks monotonic nanoseconds
     */
    AbsentSessions(Set<String> reserved, LongSupplier ticks) {
        this.reserved = reserved;
        this.runningTime = new RunningTime(ticks);
    }

    /**
     * Goes on after processes before this one.
     *
     * @param seconds how long they ran
     * @param order of who left last
     */
    public void goOnFrom(long seconds, long order) {
        runningTime.goOnFrom(seconds);
        lastOrder = order;
    }

    /** In seconds, with the processes before this one. */
    public long runningTime() {
        return runningTime.seconds();
    }

    /** One that begins now. */
    Absence begin(SessionOwner owner) {
        return new Absence(owner, ++lastOrder, runningTime());
    }

    void add(Session session, Absence absence) {
        if (keepsForGood(absence.owner())) {
            return;
        }
        Holding holding =
                holdings.computeIfAbsent(
                        absence.owner(), owner -> new Holding(owner, new TreeMap<>()));
        if (holding.size() > 0) {
            firstToGo.remove(holding);
        }
        holding.sessions().put(absence.order(), session);
        firstToGo.add(holding);
    }

    void remove(Absence absence) {
        Holding holding = holdings.get(absence.owner());
        if (holding == null) {
            return;
        }
        firstToGo.remove(holding);
        holding.sessions().remove(absence.order());
        if (holding.size() > 0) {
            firstToGo.add(holding);
        } else {
            holdings.remove(absence.owner());
        }
    }

    /** Empty if nobody is away who could go. */
    Optional<Session> first() {
        return firstToGo.isEmpty()
                ? Optional.empty()
                : Optional.of(firstToGo.first().sessions().firstEntry().getValue());
    }

    /** Of one owner, whoever has been away for longest first; none of those that are kept. */
    public Collection<Session> of(SessionOwner owner) {
        Holding holding = holdings.get(owner);
        return holding == null ? List.of() : holding.sessions().values();
    }

    private boolean keepsForGood(SessionOwner owner) {
        return owner.own() || (owner.named() && reserved.contains(owner.name()));
    }
}
