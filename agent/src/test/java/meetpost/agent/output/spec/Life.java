package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import meetpost.agent.output.spec.Wires.By;
import meetpost.agent.settings.ActuatorSettings;

/**
 * What is true of one output, seen from outside: what its line shows and what it was told. Instants
 * are nanoseconds of a time that goes on whatever happens to the board.
 *
 * <p>Where the program may rightly know less than we do, there are two bounds: what must be obeyed
 * and what may be.
 */
final class Life {

    /** A line that somebody else moves is seen within this. */
    private static final long SEEN = Duration.ofSeconds(2).toNanos();

    enum Level {
        OFF,
        ON;

        static Level of(boolean on) {
            return on ? ON : OFF;
        }
    }

    /** An instant that is at least that early and at most that late. */
    record Within(long earliest, long latest) {

        Within plus(long nanos) {
            return new Within(earliest + nanos, latest + nanos);
        }

        static Within exactly(long instant) {
            return new Within(instant, instant);
        }
    }

    record Pulse(long end) {}

    ActuatorSettings rules;

    /** What the line shows. */
    boolean on;

    /** What it was told to be. */
    boolean set;

    /** When the line went on. */
    Within onSince = Within.exactly(0);

    /** When the line began to show what it shows, and when that could be seen at the latest. */
    Within changed = Within.exactly(0);

    /** What the program said last. */
    boolean toldOn;

    long toldSince;

    Cause said = Cause.START;

    /** What made it what it was told to be, and in whose name. */
    Cause cause = Cause.START;

    Optional<String> id = Optional.empty();

    /** When it went on for the first time. */
    Optional<Long> everOn = Optional.empty();

    /** When it went off; empty: it never was on. */
    Optional<Within> offSince = Optional.empty();

    /** When {@code max-on} ended it: until when that must count, and may; empty: it did not. */
    Optional<Within> exhausted = Optional.empty();

    /** It is off since before the program began, which does not know whether by max-on. */
    boolean offBefore;

    /** When ON was last asked for, by whomever. */
    long asked;

    Optional<Pulse> pulse = Optional.empty();

    /** The broker's silence was acted upon, or there was nothing to do. */
    boolean lossDone;

    /** What the silence demands was so when it was due. */
    boolean lossServed;

    /** ON was its start level, by the rules of then. */
    boolean mayStartOn;

    /** ON was due at the start, and had to wait. */
    boolean deferred;

    /** Somebody else held the line when it was due. */
    boolean followFailed;

    /** When it was said to come. */
    long announced = Long.MIN_VALUE / 2;

    /** Somebody else moved the line, and nobody has said so yet. */
    Optional<Long> unseen = Optional.empty();

    /** Somebody else has hold of the line. */
    boolean held;

    /** It was kept at {@code at-crash} since the start. */
    boolean heldBack;

    /** It is what it was at the start, and nothing was said of it since. */
    boolean asStarted;

    /** The program before came to its end in order. */
    boolean endedWell;

    /** When somebody else first did: what it was told meanwhile is not seen. */
    Optional<Long> meddledFirst = Optional.empty();

    /** When somebody else last did something to the line, or let go of it. */
    long disturbed = Long.MIN_VALUE / 2;

    /** What the disk may say that it was. */
    final Set<Level> kept = EnumSet.of(Level.OFF);

    /** What {@code at-start: last} would make of it now. */
    Level lasts = Level.OFF;

    /** Since when, and what it was since. */
    boolean stood;

    long standsSince;

    /** Since when it is on, for a disk that surely knows it; empty: nobody can say. */
    Optional<Within> diskOnSince = Optional.empty();

    /** The same of when its stop began. */
    Optional<Within> onBeforeStop = Optional.empty();

    /** From when {@code max-on} counts at the latest where it starts on. */
    Optional<Within> onBefore = Optional.empty();

    /** When the line last went to what it shows. */
    long movedAt;

    /** Since when somebody else has it where it was not set to. */
    Optional<Long> astray = Optional.empty();

    /** Somebody else moved the line there, and no command for it came since. */
    boolean unasked;

    /** Nobody else had done anything to it for long when that began. */
    boolean fresh;

    /** How often it was driven to where it belongs since then, and when last. */
    int drives;

    long drivenAt;

    Life(ActuatorSettings rules) {
        this.rules = rules;
    }

    String name() {
        return rules.name();
    }

    /** The broker is there, so that its next silence is another one. */
    void heard() {
        lossDone = false;
        lossServed = false;
    }

    /** The line shows something else now. */
    void moved(boolean now, long tick, By by) {
        if (now == on) {
            return;
        }
        on = now;
        movedAt = tick;
        if (by == By.SOMEBODY_ELSE) {
            strays(tick, true);
        }
        // What nobody saw in between is no change.
        long from = now == toldOn ? Math.min(toldSince, tick) : tick;
        changed = new Within(from, by == By.PROGRAM ? tick : tick + SEEN);
        if (now) {
            everOn = everOn.or(() -> Optional.of(tick));
            onSince =
                    new Within(cause == Cause.START ? onSince.earliest() : from, changed.latest());
        } else if (by == By.SOMEBODY_ELSE) {
            // Until it is seen only an OFF from before counts, and of one that is on there is none.
            // One that is kept on, as was said, is looked at by whoever asks.
            boolean watched = !set && toldOn && said == Cause.FORCED;
            long before =
                    offSince.filter(any -> !set).map(Within::earliest).orElse(Long.MIN_VALUE / 2);
            long must = watched ? tick : before;
            offSince = Optional.of(new Within(must, changed.latest()));
        } else {
            offSince = Optional.of(new Within(tick, changed.latest()));
        }
    }

    /** The program says that somebody else has moved the line: off counts from then. */
    void seen(long now) {
        if (unseen.isPresent() && !on) {
            offSince = Optional.of(new Within(unseen.get(), now));
        }
        unseen = Optional.empty();
    }

    /**
     * The line shows now what it shows, and it is set to what it is set to.
     *
     * @param moves whether somebody else moves it at this moment
     */
    void strays(long now, boolean moves) {
        if (on == set) {
            astray = Optional.empty();
        } else if (astray.isEmpty()) {
            astray = Optional.of(now);
            drives = 0;
            unasked = moves;
        }
    }

    /** The program drives the line, whatever comes of it. */
    void driven(boolean there, long tick) {
        if (there == set) {
            drives++;
            drivenAt = tick;
        }
    }

    /** It went on at the start, and may have been on before. */
    void startedOn() {
        onSince = onBefore.orElse(onSince);
    }

    /** From when it may go off by that bound; empty: there is none. */
    Stream<Long> bounds() {
        return Stream.of(maxOn(), refresh(), pulse.map(Pulse::end)).flatMap(Optional::stream);
    }

    /** Whether it may say that it goes off by itself then; what is over by now is over. */
    boolean ends(Optional<Long> until, long now) {
        Optional<Long> latest = bounds().min(Long::compare);
        Optional<Long> earliest =
                Stream.of(maxOnAtLeast(), refresh(), pulse.map(Pulse::end))
                        .flatMap(Optional::stream)
                        .min(Long::compare);
        return until.isPresent() == latest.isPresent()
                && until.filter(at -> at > now || earliest.orElseThrow() > now)
                        .filter(at -> at < earliest.orElseThrow() || at > latest.orElseThrow())
                        .isEmpty();
    }

    Optional<Long> maxOn() {
        return rules.maxOn().map(max -> onSince.latest() + max.toNanos());
    }

    Optional<Long> maxOnAtLeast() {
        return rules.maxOn().map(max -> countsFrom().earliest() + max.toNanos());
    }

    /** From when {@code max-on} counts. */
    Within countsFrom() {
        // What starts on may have been on before.
        long since =
                cause == Cause.START && onBefore.isEmpty()
                        ? everOn.orElse(onSince.earliest())
                        : onSince.earliest();
        return new Within(Math.min(since, onSince.earliest()), onSince.latest());
    }

    Optional<Long> refresh() {
        return rules.refresh().filter(any -> !rules.onAtStop()).map(r -> asked + r.toNanos());
    }

    /** Whether it must still rest for {@code least}. */
    boolean mustRest(Duration least, long now) {
        return !on && exhausted.filter(at -> now - at.earliest() < least.toNanos()).isPresent();
    }

    /** When it rests no longer that rests for {@code least}. */
    long restedAt(Duration least) {
        return Stream.concat(exhausted.stream(), offSince.filter(any -> offBefore).stream())
                .mapToLong(at -> at.latest() + least.toNanos())
                .max()
                .orElse(Long.MIN_VALUE / 2);
    }

    /** Whether it must still stay off, or may still be kept off, for {@code least}. */
    boolean mustStayOff(Duration least, long now) {
        return offSince.filter(off -> now - off.earliest() < least.toNanos()).isPresent();
    }

    boolean mayStayOff(Duration least, long now) {
        return freeAt(least) > now;
    }

    /** When nothing of it forbids anything any more that must be off for {@code least} after it. */
    long freeAt(Duration least) {
        return offSince.map(off -> off.latest() + least.toNanos()).orElse(Long.MIN_VALUE / 2);
    }
}
