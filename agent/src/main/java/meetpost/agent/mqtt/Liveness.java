package meetpost.agent.mqtt;

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

    Liveness(Duration keepAlive, Ticks ticks) {
        this.keepAlive = requireNonNull(keepAlive, "keepAlive");
        this.ticks = requireNonNull(ticks, "ticks");
        // Leaves a tenth to notice and to say so.
        dead = keepAlive.multipliedBy(14).dividedBy(10);
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
        if (silent.compareTo(keepAlive) >= 0 ? !pingedSince(session) : idle(session, now)) {
            if (session.ping()) {
                pinged = OptionalLong.of(now);
            }
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
            return tenth;
        }
        return ping.compareTo(GRACE) > 0 ? ping : GRACE;
    }

    private boolean idle(Session session, long now) {
        return now - session.lastSent() >= keepAlive.toNanos();
    }

    private boolean pingedSince(Session session) {
        return pinged.isPresent() && pinged.getAsLong() - session.lastHeard() >= 0;
    }
}
