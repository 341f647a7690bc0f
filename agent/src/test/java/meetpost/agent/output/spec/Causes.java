package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import meetpost.agent.output.spec.Life.Level;

/** What can make an output go where it goes. */
final class Causes {

    private final Situation is;

    Causes(Situation is) {
        this.is = is;
    }

    /** Every cause that would be true; none: it may not go there. */
    Set<Cause> of(Life life, boolean on) {
        Set<Cause> found = EnumSet.noneOf(Cause.class);
        starts(life, on, found);
        if (is.calls(Call.Stop.class) && (on == life.rules.onAtStop() || (!on && mayNot(life)))) {
            found.add(Cause.STOP);
        }
        if (is.stopped) {
            return found;
        }
        is.command(life)
                .filter(any -> !is.heldBack)
                .ifPresent(
                        by ->
                                found.add(
                                        by.kind() == Step.Kind.PULSE
                                                ? Cause.PULSE
                                                : Cause.COMMAND));
        if (!is.heldBack && is.wish(life).filter(wanted -> wanted == on).isPresent()) {
            found.add(Cause.RULE);
        }
        if (!on) {
            mates(life, found);
        }
        if (!on && !is.heldBack) {
            bounds(life, found);
        }
        if (is.silent(life) && !is.heldBack && on == life.rules.onBrokerLoss().orElseThrow().on()) {
            found.add(Cause.ON_BROKER_LOSS);
        }
        if (is.meddled(life)) {
            found.add(Cause.FORCED);
        }
        if (on && is.meddled(life) && life.set) {
            // It is driven back to what it was set to.
            found.add(life.cause);
        }
        boolean mayStartOn = life.mayStartOn || (life.heldBack && life.rules.onAtCrash());
        if (on && is.meddled(life) && life.cause == Cause.START && mayStartOn) {
            found.add(Cause.START);
        }
        return found;
    }

    private void starts(Life life, boolean on, Set<Cause> found) {
        if (life.deferred && (on || is.calls(Call.Start.class))) {
            found.add(Cause.START);
        }
        boolean held = is.heldBack;
        if (is.calls(Call.Start.class)) {
            if (held ? on == life.rules.onAtCrash() : declared(life, on)) {
                found.add(Cause.START);
            }
            if (!on && !held && declared(life, true)) {
                deniedAtStart(life, found);
            }
            if (!on && life.rules.maxOn().filter(max -> mayBeOver(life, max)).isPresent()) {
                found.add(Cause.MAX_ON);
            }
        } else if (life.heldBack && !held && declared(life, on)) {
            found.add(Cause.START);
        }
        if (!on && (life.deferred || life.heldBack) && mayNot(life)) {
            found.add(Cause.INTERLOCK);
        }
    }

    /** The disk may say that it went on then. */
    private boolean mayBeOver(Life life, Duration max) {
        return Stream.of(life.everOn, life.meddledFirst)
                .flatMap(Optional::stream)
                .anyMatch(on -> is.now - on >= max.toNanos());
    }

    /** What it starts at is not to be had yet, or not any more. */
    private void deniedAtStart(Life life, Set<Cause> found) {
        boolean dead = mayNot(life) || is.locks.mates(life).anyMatch(this::isKeptFromOn);
        if (dead || Locks.mayStayOff(life, is.now) || Locks.mayRest(life, is.now)) {
            found.add(Cause.START);
        }
        if (dead) {
            found.add(Cause.INTERLOCK);
        }
    }

    /** It would start on, were it not for a line that somebody else keeps on. */
    private boolean isKeptFromOn(Life life) {
        return declared(life, true) && is.locks.mates(life).anyMatch(is::meddled);
    }

    /** What a mate was set to is not seen while somebody else holds its line. */
    private boolean mayNot(Life life) {
        return is.locks.mayNot(life, is.now) || is.locks.mates(life).anyMatch(is::meddled);
    }

    /** Whether it may start so. */
    static boolean declared(Life life, boolean on) {
        return switch (life.rules.atStart()) {
            case ON -> on;
            case OFF -> !on;
            case LAST -> life.kept.contains(Level.of(on));
        };
    }

    private void bounds(Life life, Set<Cause> found) {
        if (life.pulse.filter(pulse -> pulse.end() <= is.now).isPresent()) {
            found.add(Cause.PULSE);
        }
        if (life.maxOnAtLeast().filter(end -> end <= is.now).isPresent()) {
            found.add(Cause.MAX_ON);
        }
        if (life.refresh().filter(end -> end <= is.now).isPresent()) {
            found.add(Cause.REFRESH);
        }
    }

    private void mates(Life life, Set<Cause> found) {
        boolean mateOn = is.locks.mates(life).anyMatch(mate -> mate.on);
        boolean meddled = is.locks.mates(life).anyMatch(is::meddled);
        if (is.calls(Call.Reload.class) && (meddled || is.locks.mayNot(life, is.now))) {
            found.add(Cause.RELOAD);
        }
        // Somebody else keeps a mate on: it gives way.
        if (mateOn && is.locks.mates(life).anyMatch(mate -> mate.on && is.meddled(mate))) {
            found.add(Cause.INTERLOCK);
        }
    }
}
