package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.stream.LongStream;
import meetpost.agent.settings.ActuatorSettings.AtStart;

/** What must have happened. */
final class Duties {

    /** Something that cannot be done at once is tried again after this. */
    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    /** A stop takes so long at most. */
    private static final long STOP = Duration.ofSeconds(5).toNanos();

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
        if (is.stopped) {
            // Nothing moves any more, whatever is due.
            return;
        }
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
                                && life.rules.rest().isEmpty()
                                && is.locks.mates(life).findAny().isEmpty());
        for (int times = 0; free && life.fresh && times < AGAIN.length; times++) {
            if (life.drives <= times && is.now > from + AGAIN[times]) {
                throw is.broken(life, "was driven again %d times".formatted(life.drives));
            }
        }
        boolean slow = free && life.fresh && life.unasked && !is.silent(life) && !is.heldBack;
        boolean tooOften =
                slow && life.astray.get() > is.started && is.now < tooLong(life, life.astray.get());
        long apart = is.now - life.astray.get();
        if (tooOften
                && life.drives
                        > LongStream.of(AGAIN).filter(after -> after <= apart).count()
                                + Math.max(0, apart / AGAIN[2] - 1)) {
            throw is.broken(life, "is hammered: driven %d times".formatted(life.drives));
        }
        boolean mateMeddled = is.locks.mates(life).anyMatch(is::meddled);
        long late = Math.max(from, is.locks.freeAt(life)) + AGAIN[AGAIN.length - 1];
        if (life.drives == 0 && !mateMeddled && is.now > late) {
            throw is.broken(life, "is not driven again");
        }
        if (life.on
                && !is.heldBack
                && is.now > tooLong(life, from)
                && is.now - life.drivenAt > SEEN) {
            throw is.broken(life, "is kept on for longer than max-on, and is not driven off");
        }
    }

    /** An output is told of that has moved, or did not where it should have. */
    void started(Life life, Said said) {
        // What min-off a reload brings meanwhile is for the next time.
        boolean waits =
                is.programs == 1
                        && is.reloaded < is.started
                        && Locks.isWithin(life.rules.minOff(), is.started, is.now);
        if (said.on() && said.cause() == Cause.START && !is.heldBack) {
            if (waits) {
                throw is.broken(life, "starts ON within min-off, on a board that was never used");
            }
            if (life.maxOn().filter(end -> end <= is.now).isPresent()) {
                throw is.broken(life, "starts ON, and max-on is over");
            }
        }
    }

    /** What has held goes to its start level at once where that is OFF. */
    private void released(Life life) {
        boolean stays = life.on && life.cause == Cause.START && life.rules.atStart() == AtStart.OFF;
        if (stays && is.released == is.now && !is.heldBack) {
            throw is.broken(life, "is kept at at-crash though the start has held");
        }
    }

    private static long tooLong(Life life, long from) {
        return life.rules.maxOn().map(max -> from + max.toNanos()).orElse(Long.MAX_VALUE);
    }

    private long since() {
        return Math.max(is.started, is.reloaded);
    }

    /** The dead time is waited for within the five seconds of a stop. */
    private void stopped(Life life) {
        boolean mateOn = is.locks.mates(life).anyMatch(mate -> mate.on);
        boolean excused =
                mateOn
                        || is.locks
                                .mates(life)
                                .anyMatch(mate -> mate.rules.onAtStop() || is.meddled(mate))
                        || is.locks.freeOfMates(life) > is.called + STOP;
        if (life.on && mateOn) {
            throw is.broken(life, "is left on next to one that it is interlocked with");
        }
        if (life.on != life.rules.onAtStop() && !(life.rules.onAtStop() && excused)) {
            throw is.broken(life, "is not at its stop level after the stop");
        }
    }

    private void overdue(Life life) {
        released(life);
        if (life.on && life.bounds().anyMatch(end -> end <= is.now)) {
            throw is.broken(life, "is still on, and one of its bounds is over");
        }
        if (is.locks.mates(life).anyMatch(is::meddled)) {
            return;
        }
        if (is.silent(life)) {
            loss(life);
        }
        boolean never =
                is.locks.mates(life).anyMatch(mate -> mate.on && mate.set && mate.movedAt < is.now);
        if (life.deferred && !life.followFailed && life.announced < is.now && never) {
            throw is.broken(life, "still waits for its start level though a mate has gone on");
        }
        boolean follows = life.deferred && !life.followFailed && !life.on;
        if (follows && Math.max(life.announced, soon(life, is.started)) <= is.now) {
            throw is.broken(life, "did not follow to its start level");
        }
        if (follows && life.announced + RETRY <= is.now) {
            throw is.broken(life, "waits longer for its start level than it says");
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
