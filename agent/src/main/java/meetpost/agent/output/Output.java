package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.output.Due.Kind;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * One output: what it should be, since when, and until when. Knows nothing of other outputs. Used
 * under the lock of {@link Outputs}.
 */
final class Output {

    private final Drive drive;
    private final Ticks ticks;
    private final Silence silence;
    private final OnTime onTime = new OnTime();
    private final Told told = new Told();
    private ActuatorSettings rules;
    private boolean on;
    private Origin origin = Origin.of(Cause.START);
    private long movedAt;
    private long moves;
    private final OffTimes offTimes = new OffTimes();
    private final StartPlan plan = new StartPlan();

    Output(ActuatorSettings rules, Line line, Ticks ticks) {
        this.rules = requireNonNull(rules, "rules");
        this.drive = new Drive(rules.name(), line, ticks);
        this.ticks = ticks;
        this.silence = new Silence(ticks);
    }

    String name() {
        return rules.name();
    }

    ActuatorSettings rules() {
        return rules;
    }

    /** From now on other rules count. Nothing moves by this. */
    void rules(ActuatorSettings others) {
        rules = others;
    }

    /** Before it starts. */
    void remember(OffTime before) {
        offTimes.remember(before);
    }

    StartPlan plan() {
        return plan;
    }

    /** How it is to start; the line is not touched yet. */
    void start(boolean startOn, Origin why) {
        long now = ticks.now();
        on = startOn;
        origin = why;
        movedAt = now;
        onTime.begin(plan.onSince(now));
        onTime.ask(now, Optional.empty());
    }

    /** Takes the line at its start level; if it cannot be had, it is tried again with this one. */
    void take() {
        try {
            drive.to(on);
        } catch (IOException e) {
            Logger.error("{}: not taken, will try again: {}", rules.name(), e.getMessage());
        }
    }

    /** Its start level is not to be had any more. */
    void startNever(Origin why) {
        plan.end();
        origin = why;
        moved();
    }

    private void moved() {
        movedAt = ticks.now();
        moves++;
    }

    /**
     * On until further notice; {@code length} is empty or the length of a pulse.
     *
     * @throws IOException if the line does not follow; then it was driven off
     */
    void switchOn(Optional<Duration> length, Origin why) throws IOException {
        long now = ticks.now();
        boolean before = on;
        if (!on) {
            onTime.begin(why.cause() == Cause.START ? plan.onSince(now) : now, told.onSince());
        }
        if (!on || !reads(false)) {
            moved();
        }
        on = true;
        plan.end();
        onTime.ask(now, length);
        try {
            drive.to(true);
        } catch (IOException e) {
            backOff();
            drive.didNotGoOn(e);
            origin = before ? Origin.of(Cause.FORCED) : origin;
            throw e;
        }
        origin = why;
    }

    /**
     * Off.
     *
     * @throws IOException if the line does not follow; then it is tried again
     */
    void switchOff(Origin why) throws IOException {
        // Somebody else may have kept it on until a moment ago.
        boolean mayHaveBeenOn = mayBeOn() || !drive.follows();
        if (mayHaveBeenOn || plan.isLater()) {
            origin = why;
            moved();
        }
        on = false;
        plan.end();
        onTime.end();
        try {
            drive.to(false);
        } finally {
            if (mayHaveBeenOn) {
                offTimes.switchedOff(ticks.now(), why.cause());
            }
        }
    }

    /** Drives the line once more to where it should be. */
    void retry() throws IOException {
        boolean wasOff = drive.isForcedOff();
        drive.again();
        if (!on) {
            offTimes.isOff(ticks.now());
        } else if (wasOff) {
            onTime.begin(ticks.now());
        }
    }

    /** A line that did not follow when driven on is off, as far as that can be had. */
    private void backOff() {
        try {
            switchOff(origin);
        } catch (IOException e) {
            Logger.error("{}: cannot be driven off either: {}", rules.name(), e.getMessage());
        }
        offTimes.isOff(ticks.now());
    }

    /** Looks at the line; says whether somebody else has moved it, or has let go of it. */
    boolean look() {
        boolean changed = drive.look();
        // What the line shows counts: off since then, or on since then.
        if (changed && (on ? drive.isForcedOff() : drive.follows())) {
            offTimes.isOff(ticks.now());
        } else if (changed && on) {
            onTime.begin(ticks.now());
        }
        // It may have been told between two looks.
        return changed || (drive.follows() && told.is(!on));
    }

    /** Whether its line is where it should be, and nobody was told otherwise last. */
    boolean isAsTold() {
        return drive.follows() && told.is(on) && reads(!on) == on;
    }

    /** Whether it could not be driven off, and its line reads off by now. */
    boolean wentOffLate() {
        return !on && drive.isUnsure() && !reads(true);
    }

    boolean isForced() {
        return drive.isForced();
    }

    /** What stands in the way of driving it again is over after this. */
    void retryLater(long nanos) {
        drive.later(nanos);
    }

    /** Why the line is not where it should be; empty: it is, or was not driven yet. Any thread. */
    Optional<String> problem() {
        return drive.problem();
    }

    boolean readBack() throws IOException {
        return drive.on();
    }

    /** What is told of it now. */
    OutputState state() throws IOException {
        boolean reads = drive.on();
        long since = told.since(reads, ticks.now());
        return reads == on
                ? new OutputState(reads, origin, since, ends())
                : new OutputState(reads, Origin.of(Cause.FORCED), since, Optional.empty());
    }

    /** When it changes by itself; a silence of the broker is not foreseen. */
    private Optional<Long> ends() {
        boolean follows = !on || origin.cause() == Cause.STOP;
        return follows ? plan.follows() : onTime.ends(rules, ticks.now());
    }

    boolean shouldBeOn() {
        return on;
    }

    /** How often that has changed since the start, and when last. */
    long moves() {
        return moves;
    }

    long movedAt() {
        return movedAt;
    }

    /** What {@code at-start: last} would make of it: a pulse must not become "for ever". */
    boolean lasts() {
        return plan.last(on && !onTime.pulsing());
    }

    /** True also while nobody can tell. */
    boolean mayBeOn() {
        return on || reads(true);
    }

    private boolean reads(boolean unknown) {
        try {
            return drive.on();
        } catch (IOException unreadable) {
            return unknown;
        }
    }

    OffTimes offTimes() {
        return offTimes;
    }

    Optional<Long> onSince() {
        return on ? Optional.of(onTime.since()) : Optional.empty();
    }

    /** How long it stays on from now, where a pulse runs. */
    Optional<Duration> left() {
        return onTime.left(rules, ticks.now());
    }

    /** The same from when ON was last asked for. */
    Optional<Duration> leftWhenAsked() {
        return onTime.leftWhenAsked(rules);
    }

    Silence silence() {
        return silence;
    }

    /**
     * What it does next by itself.
     *
     * @param heard the tick of the broker's last packet
     */
    Due due(long heard) {
        Due loss = rules.onBrokerLoss().map(rule -> silence.due(rule, heard)).orElse(Due.NOTHING);
        return Due.first(Stream.of(dueRetry(), bound(ticks.now()), loss));
    }

    /** When the line is tried again. */
    Due dueRetry() {
        return drive.retryIn()
                .map(in -> new Due(in, on, Kind.RETRY, origin, "tried again"))
                .orElse(Due.NOTHING);
    }

    private Due bound(long now) {
        return on
                ? onTime.first(rules, now, origin.id())
                : drive.forcedOnSince()
                        .map(since -> OnTime.maxOn(rules, since, now))
                        .orElse(Due.NOTHING);
    }
}
