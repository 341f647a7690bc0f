package meetpost.agent.output;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.output.Due.Kind;
import meetpost.agent.output.Outcome.Refused;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;
import org.tinylog.Logger;

/** The moves that outputs make without a command, because a rule of theirs says so. */
final class OwnMoves {

    private static final long LEAST_PAUSE = MILLISECONDS.toNanos(1);

    private final Switching switching;
    private final BrokerSilence silence;
    private final long started;

    /**
     * @param started silence of the broker counts from this tick where nothing was ever heard
     */
    OwnMoves(Switching switching, BrokerSilence silence, long started) {
        this.switching = switching;
        this.silence = silence;
        this.started = started;
    }

    /** Does what is due; gives the nanoseconds until something is again. */
    long move(Output output) {
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

    private void retry(Output output) {
        try {
            output.retry();
            Logger.info("{}: follows again, {}", output.name(), word(output.shouldBeOn()));
            switching.changed(output);
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
                output.shouldBeOn() == due.on()
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
