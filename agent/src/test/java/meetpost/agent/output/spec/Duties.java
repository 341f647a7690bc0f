package meetpost.agent.output.spec;

import java.time.Duration;

/** What must have happened. */
final class Duties {

    /** Something that cannot be done at once is tried again after this. */
    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    /** A line that somebody else has moved is seen within this. */
    private static final long SEEN = Duration.ofSeconds(2).toNanos();

    /** And is driven again after these. */
    private static final long[] AGAIN = {
        Duration.ofSeconds(1).toNanos(),
        Duration.ofSeconds(5).toNanos(),
        Duration.ofSeconds(30).toNanos()
    };

    private final Situation is;

    Duties(Situation is) {
        this.is = is;
    }

    /** After the program has done what it was asked. */
    void check() {
        is.lives.values().forEach(this::check);
    }

    private void check(Life life) {
        if (is.calls(Call.Tick.class)) {
            givesWay(life);
            drivenAgain(life);
        }
        boolean together =
                is.locks.mates(life).anyMatch(mate -> mate.on && !is.meddled(mate)) && life.on;
        if (is.meddled(life)) {
            // What is driven against somebody else is not seen, and an ON that failed never comes.
            life.lossServed |= is.silent(life);
            life.followFailed |= life.deferred && life.held;
            if (is.calls(Call.Tick.class) && is.now - life.unseen.orElse(is.now) > SEEN) {
                throw is.broken(life, "is moved by somebody else and nobody says so");
            }
            return;
        }
        if (together) {
            throw is.broken(life, "is on together with one that it is interlocked with");
        }
        if (is.calls(Call.Stop.class)) {
            stopped(life);
        } else if (is.calls(Call.Tick.class) && !is.heldBack) {
            overdue(life);
        }
    }

    /** A mate that somebody else keeps on is the only one of the two that stays on. */
    private void givesWay(Life life) {
        if (!life.on || is.meddled(life)) {
            return;
        }
        for (Life mate : is.locks.mates(life).filter(other -> other.on).toList()) {
            long both = Math.max(Math.max(life.movedAt, mate.movedAt), since());
            if (is.now - both > SEEN) {
                throw is.broken(life, "does not give way to " + mate.name() + ", which is kept on");
            }
        }
    }

    /** What somebody else has moved is driven again; what is on for too long each second. */
    private void drivenAgain(Life life) {
        if (life.astray.isEmpty()) {
            return;
        }
        long from = Math.max(life.astray.get(), since()) + SEEN;
        boolean free =
                !life.set
                        || (life.rules.minOff().isEmpty()
                                && is.locks.mates(life).findAny().isEmpty());
        for (int times = 0; free && life.fresh && times < AGAIN.length; times++) {
            if (life.drives <= times && is.now > from + AGAIN[times]) {
                throw is.broken(life, "was driven again %d times".formatted(life.drives));
            }
        }
        boolean mateMeddled = is.locks.mates(life).anyMatch(is::meddled);
        long late = Math.max(from, is.locks.freeAt(life)) + AGAIN[AGAIN.length - 1];
        if (life.drives == 0 && !mateMeddled && is.now > late) {
            throw is.broken(life, "is not driven again");
        }
        long tooLong = life.rules.maxOn().map(max -> from + max.toNanos()).orElse(Long.MAX_VALUE);
        if (life.on && !is.heldBack && is.now > tooLong && is.now - life.drivenAt > SEEN) {
            throw is.broken(life, "is kept on for longer than max-on, and is not driven off");
        }
    }

    private long since() {
        return Math.max(is.started, is.reloaded);
    }

    /** The dead time is waited for within the five seconds of a stop. */
    private void stopped(Life life) {
        boolean excused =
                is.locks
                                .mates(life)
                                .anyMatch(
                                        mate ->
                                                mate.on
                                                        || mate.rules.onAtStop()
                                                        || is.meddled(mate))
                        || is.locks.mayNot(life, is.now);
        if (life.on != life.rules.onAtStop() && !(life.rules.onAtStop() && excused)) {
            throw is.broken(life, "is not at its stop level after the stop");
        }
    }

    private void overdue(Life life) {
        if (life.on && life.bounds().anyMatch(end -> end <= is.now)) {
            throw is.broken(life, "is still on, and one of its bounds is over");
        }
        if (is.locks.mates(life).anyMatch(is::meddled)) {
            return;
        }
        if (is.silent(life)) {
            loss(life);
        }
        boolean follows = life.deferred && !life.followFailed && !life.on;
        if (follows && Math.max(life.announced, soon(life, is.started)) <= is.now) {
            throw is.broken(life, "did not follow to its start level");
        }
    }

    private void loss(Life life) {
        boolean wanted = life.rules.onBrokerLoss().orElseThrow().on();
        Duration after = life.rules.onBrokerLoss().orElseThrow().after();
        if (life.on == wanted) {
            life.lossServed = true;
        } else if (!life.lossServed) {
            long from = is.lossFrom(after);
            boolean hindered = wanted && soon(life, from) > from;
            long due = hindered ? soon(life, from) + after.toNanos() / 30 : 0;
            if (is.now >= Math.max(due, is.lossAt(after))) {
                throw is.broken(life, "did nothing about the broker's silence");
            }
        }
    }

    /** When it must go on at the latest, if it wants to since {@code due}. */
    private long soon(Life life, long due) {
        long free = Math.max(is.locks.freeAt(life), is.reloaded);
        return free < due ? due : free + RETRY;
    }
}
