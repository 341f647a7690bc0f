package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.link.LossProof.Question;
import meetpost.agent.link.SessionEnd.By;
import meetpost.agent.time.Ticks;

/**
 * Looks at a session again and again: whether it must be given up, and whether the broker is still
 * there. Used by the link's thread, but for {@link #ownPings} and {@link #isLost}.
 */
final class SessionWatch {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final LinkOptions options;
    private final Ticks ticks;
    private final Runnable changed;
    private final List<BrokerTarget> targets;
    private final Liveness liveness;
    private final FailOver order;
    private final FailBack failBack;
    private final LossProof proof;
    private volatile Optional<BrokerProbe> probe = Optional.empty();

    /**
     * @param lookEvery see {@link FailBack}
     * @param changed rings for the link's thread
     */
    SessionWatch(LinkOptions options, Ticks ticks, Duration lookEvery, Runnable changed) {
        this.options = requireNonNull(options, "options");
        this.ticks = requireNonNull(ticks, "ticks");
        this.changed = requireNonNull(changed, "changed");
        targets = options.targets();
        liveness = new Liveness(options.broker().keepAlive(), ticks);
        order = new FailOver(targets);
        failBack = new FailBack(options, ticks, lookEvery);
        proof = new LossProof(ticks);
    }

    /** Pings so often where nothing is heard, whatever the keep-alive is. */
    void ownPings(Optional<Duration> every) {
        liveness.ownPings(every);
    }

    /** A session stands. */
    void begin(BrokerTarget target) {
        proof.answered();
        if (!target.equals(targets.get(0))) {
            failBack.begin(targets.get(0), changed);
        }
    }

    /** It does no more. */
    void end() {
        failBack.end();
        probe.ifPresent(BrokerProbe::close);
        probe = Optional.empty();
        proof.answered();
    }

    /** The brokers, in the order in which they are to be called. */
    List<BrokerTarget> round() {
        return order.round();
    }

    /**
     * A session is over.
     *
     * @param held whether it had stood for a while
     */
    void ended(BrokerTarget target, SessionEnd ending, boolean held) {
        boolean chosen = ending.by() == By.CHOICE;
        order.ended(target, held || chosen);
        if (!chosen && target.equals(targets.get(0))) {
            if (held) {
                failBack.held();
            } else {
                failBack.fell();
            }
        }
    }

    /** A broker is called. */
    void dialled(BrokerTarget target) {
        proof.ask(target);
    }

    /** It gave no session. */
    void failed(BrokerTarget target) {
        proof.fail(target);
    }

    /** Whether a broker must be called now, as somebody wants to know whether it is lost. */
    boolean mustDial() {
        return proof.isOpen(targets);
    }

    /** How long to rest before that is asked again. */
    Duration rest(Duration max) {
        return proof.wanted().isPresent() && max.compareTo(LOOK) > 0 ? LOOK : max;
    }

    /** Why the session is over; empty: it is not. Asks what must be asked. */
    Optional<SessionEnd> verdict(Session open, BrokerTarget target) {
        if (open.hasEnded()) {
            return Optional.of(SessionEnd.broken(open));
        }
        Optional<String> death = liveness.verdict(open).or(() -> doubt(open, target));
        if (death.isPresent()) {
            return Optional.of(new SessionEnd(By.US, death.get()));
        }
        return failBack.isWell()
                ? Optional.of(
                        new SessionEnd(By.CHOICE, "the first broker of the list is well again"))
                : Optional.empty();
    }

    /** When to look again. */
    Duration next(Session open) {
        Duration next = liveness.next(open);
        return proof.wanted()
                .map(within -> within.dividedBy(10))
                .filter(soon -> soon.compareTo(next) < 0)
                .orElse(next);
    }

    /**
     * Whether the broker has left a question unanswered for {@code within}: in the session a ping,
     * and the call for another session; without one the call for a session.
     */
    boolean isLost(Duration within, Optional<Session> session) {
        if (proof.want(within)) {
            changed.run();
        }
        if (session.isEmpty()) {
            return proof.isGiven(targets, within);
        }
        Optional<Long> ping = proof.asked(Question.PING);
        return ping.isPresent()
                && session.get().lastHeard() - ping.get() < 0
                && !session.get().hasUnread()
                && proof.isGiven(List.of(Question.values()), within);
    }

    /** Asks, where somebody wants to know; says why the session is of no use where it is not. */
    private Optional<String> doubt(Session open, BrokerTarget target) {
        if (proof.wanted().isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> ping = proof.asked(Question.PING);
        if (ping.isEmpty() || open.lastHeard() - ping.get() >= 0) {
            proof.ask(Question.PING);
            open.ping();
            return Optional.empty();
        }
        if (probe.filter(BrokerProbe::isAnswered).isPresent()) {
            return Optional.of("the broker answers a new connection, and not this one");
        }
        if (proof.asked(Question.PROBE).isEmpty() && probe.filter(BrokerProbe::isBusy).isEmpty()) {
            proof.ask(Question.PROBE);
            probe = Optional.of(BrokerProbe.of(options, target, ticks, this::probed));
        }
        return Optional.empty();
    }

    private void probed(boolean answered) {
        if (!answered) {
            proof.fail(Question.PROBE);
        }
        changed.run();
    }
}
