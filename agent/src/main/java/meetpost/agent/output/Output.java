package meetpost.agent.output;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.output.Due.Kind;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.DurationText;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * One output: what it should be, since when, and until when. Knows nothing of other outputs. Used
 * under the lock of {@link Outputs}.
 */
final class Output {

    /** A line that does not follow is tried again after this. */
    private static final long RETRY_NANOS = SECONDS.toNanos(1);

    private final Line line;
    private final Ticks ticks;
    private final Silence silence;
    private ActuatorSettings rules;

    private boolean on;

    /** What made it {@code on}, or not. */
    private Origin origin = Origin.of(Cause.START);

    private Optional<Told> told = Optional.empty();

    /** Whether the line read back as driven when it was last driven. */
    private boolean sure;

    private volatile Optional<String> trouble = Optional.empty();
    private long driven;
    private long onSince;
    private long lastAsked;
    private Optional<Pulse> pulse = Optional.empty();
    private Optional<Long> offSince = Optional.empty();

    private record Pulse(long from, Duration length) {}

    /** What others believe that the line reads. */
    private record Told(boolean on, long since) {}

    Output(ActuatorSettings rules, Line line, Ticks ticks) {
        this.rules = rules;
        this.line = line;
        this.ticks = ticks;
        this.silence = new Silence(ticks);
    }

    String name() {
        return rules.name();
    }

    ActuatorSettings rules() {
        return rules;
    }

    /** From now on other rules count. The line does not move by this. */
    void rules(ActuatorSettings newRules) {
        rules = newRules;
    }

    /**
     * Takes the line at its start level. If the line cannot be had, it is tried again with this
     * level.
     */
    void start(boolean startOn, Origin why) {
        on = startOn;
        origin = why;
        onSince = ticks.now();
        lastAsked = onSince;
        try {
            drive();
        } catch (IOException e) {
            Logger.error("{}: not taken, will try again: {}", rules.name(), e.getMessage());
        }
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
            onSince = now;
        }
        on = true;
        lastAsked = now;
        pulse = length.map(whole -> new Pulse(now, whole));
        try {
            drive();
        } catch (IOException e) {
            backOff();
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
        boolean mayHaveBeenOn = mayBeOn();
        if (mayHaveBeenOn) {
            origin = why;
        }
        on = false;
        pulse = Optional.empty();
        try {
            drive();
        } finally {
            if (mayHaveBeenOn) {
                offSince = Optional.of(ticks.now());
            }
        }
    }

    /** Drives the line once more to where it should be. */
    void retry() throws IOException {
        drive();
        if (!on) {
            offSince = Optional.of(ticks.now());
        }
    }

    /** A line that did not follow when driven on is off, as far as that can be had. */
    private void backOff() {
        try {
            switchOff(origin);
        } catch (IOException e) {
            Logger.error("{}: cannot be driven off either: {}", rules.name(), e.getMessage());
        }
        offSince = Optional.of(ticks.now());
    }

    private void drive() throws IOException {
        driven = ticks.now();
        sure = false;
        try {
            line.drive(on);
        } catch (IOException e) {
            trouble = Optional.of(rules.name() + ": " + e.getMessage());
            throw e;
        }
        trouble = Optional.empty();
        sure = true;
    }

    /** Why the line is not where it should be; empty: it is, or was not driven yet. Any thread. */
    Optional<String> trouble() {
        return trouble;
    }

    /** As read back from the line. */
    boolean readBack() throws IOException {
        return line.on();
    }

    /**
     * What is told of it now.
     *
     * @throws IOException if the line cannot be read
     */
    OutputState state() throws IOException {
        boolean reads = line.on();
        Told now =
                told.filter(before -> before.on() == reads)
                        .orElseGet(() -> new Told(reads, ticks.now()));
        told = Optional.of(now);
        return new OutputState(
                reads,
                reads == on ? origin : Origin.of(Cause.FORCED),
                now.since(),
                reads == on ? ends() : Optional.empty());
    }

    /** When it changes by itself; a silence of the broker is not foreseen. */
    private Optional<Long> ends() {
        if (origin.cause() == Cause.STOP) {
            return Optional.empty();
        }
        long now = ticks.now();
        return bounds(now).map(Due::inNanos).min(Long::compare).map(in -> now + in);
    }

    /** Where it should be. */
    boolean shouldBeOn() {
        return on;
    }

    /** Whether it is on for the length of a pulse only. */
    boolean pulsing() {
        return pulse.isPresent();
    }

    /** True also while nobody can tell. */
    boolean mayBeOn() {
        try {
            return on || line.on();
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** How long it has been off; empty if it never was on, as far as we know. */
    Optional<Duration> offFor() {
        return offSince.map(since -> Duration.ofNanos(ticks.now() - since));
    }

    /** How long it stays on from now, where a pulse runs. */
    Optional<Duration> left() {
        return left(ticks.now());
    }

    /** The same from when ON was last asked for. */
    Optional<Duration> leftWhenAsked() {
        return left(lastAsked);
    }

    private Optional<Duration> left(long tick) {
        return pulse.map(any -> Duration.ofNanos(Math.max(0, Due.first(bounds(tick)).inNanos())));
    }

    /** What a silence of the broker demands of it. */
    Silence silence() {
        return silence;
    }

    /**
     * What it does next by itself.
     *
     * @param heard the tick of the broker's last packet
     */
    Due due(long heard) {
        long now = ticks.now();
        Due loss = rules.onBrokerLoss().map(rule -> silence.due(rule, heard)).orElse(Due.NOTHING);
        return Due.first(Stream.of(dueRetry(now), Due.first(bounds(now)), loss));
    }

    private Due dueRetry(long now) {
        return sure
                ? Due.NOTHING
                : new Due(driven + RETRY_NANOS - now, on, Kind.RETRY, origin, "tried again");
    }

    private Stream<Due> bounds(long now) {
        if (!on) {
            return Stream.empty();
        }
        Stream<Due> ofPulse =
                pulse.stream()
                        .map(
                                p ->
                                        bound(
                                                p.from() + p.length().toNanos() - now,
                                                new Origin(Cause.PULSE, origin.id()),
                                                "the pulse of %s is over",
                                                p.length()));
        Stream<Due> ofMaxOn =
                rules.maxOn().stream()
                        .map(
                                max ->
                                        bound(
                                                onSince + max.toNanos() - now,
                                                Origin.of(Cause.MAX_ON),
                                                "on for max-on %s",
                                                max));
        Stream<Due> ofRefresh =
                rules.refresh().stream()
                        .filter(any -> !rules.onAtStop())
                        .map(
                                max ->
                                        bound(
                                                lastAsked + max.toNanos() - now,
                                                Origin.of(Cause.REFRESH),
                                                "ON was not repeated within refresh %s",
                                                max));
        return Stream.concat(ofPulse, Stream.concat(ofMaxOn, ofRefresh));
    }

    private static Due bound(long inNanos, Origin origin, String why, Duration duration) {
        String text = why.formatted(DurationText.of(duration));
        return new Due(inNanos, false, Kind.BOUND, origin, text);
    }
}
