package meetpost.agent.output;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.Optional;
import meetpost.agent.output.Due.Kind;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;
import meetpost.agent.time.DurationText;
import meetpost.agent.time.Ticks;

/**
 * What a silence of the broker demands of one output, and whether it was done. Used under the lock
 * of {@link Outputs}.
 */
final class Silence {

    /** What stands in the way is looked at again after this. */
    private static final long RETRY_NANOS = SECONDS.toNanos(1);

    private final Ticks ticks;

    /** When one was last acted upon. */
    private Optional<Long> acted = Optional.empty();

    private Optional<Hindered> hindered = Optional.empty();

    /** Until then the broker is not asked again whether it is lost. */
    private Optional<Long> askAgain = Optional.empty();

    /** Something stood in the way. */
    private record Hindered(long since, long retry) {}

    Silence(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** For how long the broker must leave a question unanswered. */
    static Duration proof(BrokerLoss rule) {
        return rule.after().dividedBy(3);
    }

    /** Nanoseconds until it is to be acted upon. */
    long in(BrokerLoss rule, long heard) {
        return heard + rule.after().toNanos() - ticks.now();
    }

    /**
     * What it demands: the broker is to be asked before it is time, so that the answer is known
     * when it is.
     *
     * @param heard the tick of the broker's last packet
     */
    Due due(BrokerLoss rule, long heard) {
        if (acted.filter(at -> heard - at <= 0).isPresent()) {
            return Due.NOTHING;
        }
        long now = ticks.now();
        long in = in(rule, heard) - proof(rule).toNanos();
        in = Math.max(in, askAgain.map(tick -> tick - now).orElse(in));
        return new Due(
                Math.max(in, hindered.map(until -> until.retry() - now).orElse(in)),
                rule.on(),
                Kind.BROKER_LOSS,
                Origin.of(Cause.ON_BROKER_LOSS),
                "nothing heard of the broker for " + DurationText.of(rule.after()));
    }

    /** It is acted upon: once is enough, until the broker was heard again. */
    void done() {
        acted = Optional.of(ticks.now());
        hindered = Optional.empty();
    }

    /** It is not known yet whether the broker is lost, or it is too early to act. */
    void doubted(long pause) {
        askAgain = Optional.of(ticks.now() + pause);
    }

    /**
     * Something stands in the way of what it demands: not now.
     *
     * @return whether it is the first time in this silence
     */
    boolean later(long heard) {
        long now = ticks.now();
        Optional<Hindered> before = hindered.filter(known -> heard - known.since() <= 0);
        long since = before.map(Hindered::since).orElse(now);
        hindered = Optional.of(new Hindered(since, now + RETRY_NANOS));
        return before.isEmpty();
    }
}
