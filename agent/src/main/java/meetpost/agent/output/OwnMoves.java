package meetpost.agent.output;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.output.Due.Kind;
import meetpost.agent.output.Outcome.Refused;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/** The moves that outputs make without a command, because a rule of theirs says so. */
final class OwnMoves {

    private static final long LEAST_PAUSE = MILLISECONDS.toNanos(1);

    /** What stands in the way of a line that is driven again is looked at after this. */
    private static final long LOOK_NANOS = MILLISECONDS.toNanos(1000);

    private final Switching switching;
    private final BrokerSilence silence;
    private final Ticks ticks;
    private final long started;
    private Obstacles obstacles;

    /**
     * @param started silence of the broker counts from this tick where nothing was ever heard
     */
    OwnMoves(
            Switching switching,
            Obstacles obstacles,
            BrokerSilence silence,
            Ticks ticks,
            long started) {
        this.switching = switching;
        this.obstacles = obstacles;
        this.ticks = ticks;
        this.silence = silence;
        this.started = started;
    }

    /** From now on something else stands in the way. */
    void obstacles(Obstacles others) {
        obstacles = others;
    }

    /**
     * From now on other rules count for it: it goes off where they forbid that it is on, and what
     * they need to know of it is kept.
     */
    void reload(Output output, ActuatorSettings rules) {
        boolean changed = !output.rules().equals(rules);
        output.rules(rules);
        if (changed && output.shouldBeOn()) {
            obstacles
                    .toBeOn(output)
                    .ifPresent(why -> go(output, false, Origin.of(Cause.RELOAD), why.message()));
        }
        if (changed && (output.shouldBeOn() || output.plan().isLater())) {
            tellEnd(output);
        }
        var unused = switching.keep(output);
    }

    /** Where it is held: only what brings its line there. Gives the nanoseconds until then. */
    long hold(Output output) {
        if (output.dueRetry().now()) {
            retry(output);
        }
        return Math.max(0, output.dueRetry().inNanos());
    }

    /** Does what is due; gives the nanoseconds until something is again. */
    long move(Output output) {
        long next = follow(output);
        return Math.min(next, moveByRules(output));
    }

    /** One that should be on since the start goes there as soon as nothing is in the way. */
    private long follow(Output output) {
        if (!output.plan().isLater()) {
            return Outputs.NEVER;
        }
        long now = ticks.now();
        long toWait = output.plan().toWait(now);
        if (toWait > 0) {
            return toWait;
        }
        Origin start = Origin.of(Cause.START);
        Optional<Hindrance> hindrance = obstacles.toSwitchOn(output, start);
        if (hindrance.flatMap(Hindrance::left).isPresent()) {
            long left = hindrance.flatMap(Hindrance::left).orElseThrow().toNanos();
            if (output.plan().follows().filter(at -> isNear(at, now + left)).isEmpty()) {
                output.plan().later(now + left);
                tellEnd(output);
            }
            return left;
        }
        if (hindrance.isPresent()) {
            Logger.warn("{}: stays OFF: {}", output.name(), hindrance.get().message());
            output.startNever(Origin.of(Cause.INTERLOCK));
            var unused = switching.changed(output);
        } else if (OnTime.isUsedUp(output.rules(), output.plan().onSince(now), now)) {
            Logger.warn("{}: stays OFF: max-on is over", output.name());
            output.startNever(Origin.of(Cause.MAX_ON));
            var unused = switching.changed(output);
        } else {
            var unused = go(output, true, start, "its level at start");
        }
        return Outputs.NEVER;
    }

    /**
     * Tells when it changes by itself, which is another time now. Of a line that somebody else has
     * moved more is to be said, by whoever looks at it.
     */
    private void tellEnd(Output output) {
        if (output.isAsTold()) {
            switching.tell(output);
        }
    }

    /** So near that nobody need be told of the other. */
    private static boolean isNear(long tick, long other) {
        return Math.abs(tick - other) < LOOK_NANOS;
    }

    private long moveByRules(Output output) {
        Due due = output.due(heard());
        // One move can make another due. More than a few in a row are for the next time.
        for (int moves = 0; moves < 3 && due.now(); moves++) {
            make(output, due);
            due = output.due(heard());
        }
        return Math.max(0, due.inNanos());
    }

    private long heard() {
        long heard = silence.lastHeard();
        return heard - started < 0 ? started : heard;
    }

    private void make(Output output, Due due) {
        if (due.kind() == Kind.RETRY) {
            retry(output);
        } else if (due.kind() == Kind.BROKER_LOSS) {
            lose(output, due);
        } else {
            go(output, due.on(), due.origin(), due.why());
        }
    }

    /** Drives the line again, where nothing is in the way. */
    void retry(Output output) {
        if (output.isForced() && output.shouldBeOn()) {
            Optional<Hindrance> hindrance = obstacles.toDriveAgain(output);
            if (hindrance.isPresent()) {
                output.retryLater(hindrance.get().left().map(Duration::toNanos).orElse(LOOK_NANOS));
                return;
            }
        }
        try {
            output.retry();
            Logger.info("{}: follows again, {}", output.name(), word(output.shouldBeOn()));
            var unused = switching.changed(output);
        } catch (IOException stillTheSame) {
            // That it does not follow was said when it began.
        }
    }

    private void lose(Output output, Due due) {
        BrokerLoss rule = output.rules().onBrokerLoss().orElseThrow();
        Duration third = Silence.proof(rule);
        boolean lost = silence.isLost(third);
        long early = output.silence().in(rule, heard());
        if (!lost || early > 0) {
            long pause = Math.max(LEAST_PAUSE, third.toNanos() / 10);
            output.silence().doubted(early > 0 ? Math.min(early, pause) : pause);
            return;
        }
        Optional<Refused> obstacle =
                output.shouldBeOn() == due.on() && !output.plan().isLater()
                        ? Optional.empty()
                        : go(output, due.on(), due.origin(), due.why());
        if (obstacle.isEmpty()) {
            output.silence().done();
        } else if (output.silence().later(heard())) {
            Logger.warn(
                    "{}: not {} yet ({}): {}",
                    output.name(),
                    word(due.on()),
                    due.why(),
                    obstacle.get().message());
        }
    }

    /** Gives what stands in the way. A line that does not follow is tried again by itself. */
    Optional<Refused> go(Output output, boolean on, Origin origin, String why) {
        try {
            Outcome outcome =
                    on
                            ? switching.on(output, Optional.empty(), origin)
                            : switching.off(output, origin);
            if (outcome instanceof Refused refused) {
                return Optional.of(refused);
            }
            Logger.info("{}: {} ({})", output.name(), word(on), why);
        } catch (IOException e) {
            Logger.error(
                    "{}: does not go {} ({}): {}", output.name(), word(on), why, e.getMessage());
        }
        return Optional.empty();
    }

    private static String word(boolean on) {
        return on ? "ON" : "OFF";
    }
}
