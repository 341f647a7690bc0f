package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import meetpost.agent.output.Recollection.Known;
import meetpost.agent.time.DurationText;
import org.tinylog.Logger;

/**
 * Brings outputs to the level at which they start. Used once, under the lock of {@link Outputs}.
 */
final class StartLevels {

    private final Collection<Output> outputs;
    private final Obstacles obstacles;
    private final Switching switching;
    private final Recollection past;

    /**
     * @param past what is known of the program that ran before
     */
    StartLevels(
            Collection<Output> outputs,
            Obstacles obstacles,
            Switching switching,
            Recollection past) {
        this.outputs = requireNonNull(outputs, "outputs");
        this.obstacles = requireNonNull(obstacles, "obstacles");
        this.switching = requireNonNull(switching, "switching");
        this.past = requireNonNull(past, "past");
    }

    /** Takes every line and tells the listener. */
    void take() {
        outputs.forEach(this::remember);
        outputs.stream()
                .sorted(Comparator.comparing(this::wanted))
                .forEach(output -> start(output, wanted(output)));
        takeLines();
    }

    /** The off ones first: a line may still be on from the program before. */
    private void takeLines() {
        outputs.stream().sorted(Comparator.comparing(Output::shouldBeOn)).forEach(this::takeLine);
        outputs.forEach(switching::tell);
    }

    /** Somebody else may keep on the line of one that it is interlocked with. */
    private void takeLine(Output output) {
        Optional<Hindrance> hindrance =
                output.shouldBeOn() ? obstacles.toDriveOn(output) : Optional.empty();
        hindrance.ifPresent(
                why -> {
                    Logger.error("{}: starts OFF: {}", output.name(), why.message());
                    output.start(false, Origin.of(Cause.INTERLOCK));
                });
        output.take();
    }

    /**
     * Takes every line at {@code at-crash}, and remembers what it was last.
     *
     * @param until then it goes to its start level
     */
    void hold(long until) {
        outputs.forEach(this::remember);
        for (Output output :
                outputs.stream()
                        .sorted(Comparator.comparing(each -> each.rules().onAtCrash()))
                        .toList()) {
            output.plan().keepLast(Optional.of(past.of(output.name()).last()));
            Optional<Hindrance> hindrance =
                    output.rules().onAtCrash() ? obstacles.toBeOn(output) : Optional.empty();
            hindrance.ifPresent(
                    why -> Logger.error("{}: not at at-crash: {}", output.name(), why.message()));
            boolean on = output.rules().onAtCrash() && hindrance.isEmpty();
            output.start(
                    on,
                    Origin.of(on == output.rules().onAtCrash() ? Cause.START : Cause.INTERLOCK));
            if (wanted(output) && !output.shouldBeOn()) {
                output.plan().later(until);
            }
        }
        takeLines();
    }

    /**
     * After {@link #hold}: those that start OFF go there; the others follow by themselves. What
     * they start at is what the rules say now.
     */
    void release(OwnMoves ownMoves, long now) {
        for (Output output : outputs) {
            output.plan().keepLast(Optional.empty());
            output.plan().end();
            if (wanted(output) && !output.shouldBeOn()) {
                output.plan().later(now);
            } else if (output.shouldBeOn() && !wanted(output)) {
                Origin start = Origin.of(Cause.START);
                var unused = ownMoves.go(output, false, start, "the start has held");
            }
        }
    }

    private boolean wanted(Output output) {
        return switch (output.rules().atStart()) {
            case OFF -> false;
            case ON -> true;
            case LAST -> past.of(output.name()).last();
        };
    }

    private void remember(Output output) {
        OutputRecord was = past.of(output.name());
        boolean knows = past.knows(output.name());
        Optional<Long> off = was.offSince();
        if (!knows || was.line()) {
            off = Optional.of(past.now());
        }
        output.remember(new OffTime(off, knows));
        output.plan().onBefore(was.onSince().map(since -> counted(was, since)));
    }

    /** Nobody knows what had the line before, and what goes on by itself can wait. */
    private boolean isFresh(Output output) {
        return past.known() == Known.NEVER_USED && output.rules().minOff().isPresent();
    }

    /** While the program was not there its line was off, where it ended in order. */
    private long counted(OutputRecord was, long since) {
        boolean wasOff = past.known() == Known.ALL && !was.line();
        return wasOff ? since + was.offSince().map(off -> past.now() - off).orElse(0L) : since;
    }

    private void start(Output output, boolean wanted) {
        if (!wanted) {
            output.start(false, Origin.of(Cause.START));
        } else if (OnTime.isUsedUp(output.rules(), output.plan().onSince(past.now()), past.now())) {
            Logger.warn("{}: starts OFF: max-on was over before the start", output.name());
            output.start(false, Origin.of(Cause.MAX_ON));
        } else {
            startOn(output);
        }
    }

    private void startOn(Output output) {
        Optional<Hindrance> hindrance = obstacles.toStart(output);
        if (hindrance.isEmpty() && isFresh(output)) {
            Duration minOff = output.rules().minOff().orElseThrow();
            Logger.warn("{}: starts OFF for {}", output.name(), DurationText.of(minOff));
            output.start(false, Origin.of(Cause.START));
            output.plan().laterThan(past.now() + minOff.toNanos());
            return;
        }
        if (hindrance.isEmpty()) {
            output.start(true, Origin.of(Cause.START));
            return;
        }
        Hindrance why = hindrance.get();
        Logger.warn("{}: starts OFF: {}", output.name(), why.message());
        boolean passes = why.left().isPresent();
        output.start(false, Origin.of(passes ? Cause.START : Cause.INTERLOCK));
        why.left().ifPresent(left -> output.plan().later(past.now() + left.toNanos()));
    }
}
