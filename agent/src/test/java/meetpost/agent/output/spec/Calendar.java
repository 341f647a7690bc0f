package meetpost.agent.output.spec;

import java.time.Instant;
import java.util.Optional;

/**
 * The calendar, which may not go back for {@code expires} within a run. What it showed while the
 * program had no reason to look may be forgotten.
 */
final class Calendar {

    /** What it shows at instant 0 of a run, if nobody sets it. */
    static final Instant BEGIN = Instant.parse("2026-11-30T12:00:00Z");

    /** A calendar that shows an earlier time was not set yet. */
    private static final Instant RELEASE = Instant.parse("2026-01-01T00:00:00Z");

    private long ahead;
    private long seen;
    private long most;

    /** A program begins. */
    void begins() {
        seen = ahead;
        most = ahead;
    }

    /** Somebody sets it. */
    void set(long by) {
        ahead += by;
        most = Math.max(most, ahead);
    }

    /** The program has looked at it. */
    void looked() {
        seen = Math.max(seen, ahead);
    }

    boolean mustHaveExpired(Optional<Instant> expires, long now) {
        return hasExpired(expires, now, Math.max(seen, ahead));
    }

    boolean mayHaveExpired(Optional<Instant> expires, long now) {
        return hasExpired(expires, now, most);
    }

    private boolean hasExpired(Optional<Instant> expires, long now, long offset) {
        boolean unset = BEGIN.plusNanos(now + ahead).isBefore(RELEASE);
        return expires.filter(at -> unset || BEGIN.plusNanos(now + offset).isAfter(at)).isPresent();
    }
}
