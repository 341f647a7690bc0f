package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import meetpost.agent.time.Ticks;

/**
 * Finds the session that stands while nothing flows, within 1.5 × keep-alive. TCP itself notices a
 * peer that vanished only after many minutes. Used by the link's thread.
 */
final class Liveness {

    private static final Duration GRACE = Duration.ofMillis(50);

    private final Duration keepAlive;
    private final Duration dead;
    private final Ticks ticks;
    private OptionalLong pinged = OptionalLong.empty();
    private volatile Optional<Duration> own = Optional.empty();

    Liveness(Duration keepAlive, Ticks ticks) {
        this.keepAlive = requireNonNull(keepAlive, "keepAlive");
        this.ticks = requireNonNull(ticks, "ticks");
        // Leaves a tenth to notice and to say so.
        dead = keepAlive.multipliedBy(14).dividedBy(10);
    }

    /** Pings so often where nothing is heard, whatever the keep-alive is. Any thread. */
    void ownPings(Optional<Duration> every) {
        own = requireNonNull(every, "every");
    }

    /** Why the session must be given up; empty while all is well. Pings where that is due. */
    Optional<String> verdict(Session session) {
        long now = ticks.now();
        Duration silent = Duration.ofNanos(now - session.lastHeard());
        if (silent.compareTo(dead) >= 0) {
            return Optional.of("nothing was heard for " + silent.toSeconds() + " s");
        }
        OptionalLong waiting = session.waitingSince();
        if (waiting.isPresent() && now - waiting.getAsLong() >= dead.toNanos()) {
            return Optional.of("it does not acknowledge what we publish");
        }
        boolean due = silent.compareTo(keepAlive) >= 0 ? !pingedSince(session) : idle(session, now);
        if (due || ownDue(session, now).filter(in -> in <= 0).isPresent()) {
            session.ping();
            pinged = OptionalLong.of(now);
        }
        return Optional.empty();
    }

    /** When to look again. */
    Duration next(Session session) {
        long now = ticks.now();
        long quiet = Math.max(now - session.lastHeard(), now - session.lastSent());
        Duration ping = keepAlive.plus(GRACE).minusNanos(quiet);
        Duration tenth = keepAlive.dividedBy(10);
        if (ping.compareTo(tenth) > 0) {
            ping = tenth;
        }
        Optional<Duration> ours = ownDue(session, now).map(Duration::ofNanos);
        if (ours.isPresent() && ours.get().compareTo(ping) < 0) {
            ping = ours.get();
        }
        return ping.compareTo(GRACE) > 0 ? ping : GRACE;
    }

    /** Nanoseconds until a ping of our own; empty: there are none. */
    private Optional<Long> ownDue(Session session, long now) {
        long heard = session.lastHeard();
        long last =
                pinged.stream()
                        .map(tick -> tick - heard > 0 ? tick : heard)
                        .findAny()
                        .orElse(heard);
        return own.map(every -> last + every.toNanos() - now);
    }

    private boolean idle(Session session, long now) {
        return now - session.lastSent() >= keepAlive.toNanos();
    }

    private boolean pingedSince(Session session) {
        return pinged.isPresent() && pinged.getAsLong() - session.lastHeard() >= 0;
    }
}
