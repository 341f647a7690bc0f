package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.time.Ticks;

/**
 * Whether the broker is lost, and not only unheard: what was asked of it must have stayed without
 * an answer. Only questions count that were asked since the process last stood still. One that was
 * stopped, and goes on, finds time gone by in which nobody read its sockets.
 *
 * <p>Whoever wants to know comes again and again: that it does not is how a standstill is seen.
 * Safe for use by several threads.
 */
final class LossProof {

    /** What is asked of a broker that has given us a session, beside the targets of a link. */
    enum Question {
        /** A PINGREQ in the session. */
        PING,
        /** Another session, beside the one that is silent. */
        PROBE
    }

    /** What has failed is asked again after this: a broker may have come back meanwhile. */
    private static final Duration FRESH = Duration.ofMillis(250);

    /** The first of several brokers waits this long for the others, beside what an answer takes. */
    private static final Duration OTHERS = Duration.ofSeconds(1);

    private final Ticks ticks;
    private final Map<Object, Asked> questions = new HashMap<>();
    private Optional<Doubt> doubt = Optional.empty();

    /**
     * @param since only what was asked after this tick counts
     * @param last when somebody last wanted to know
     */
    private record Doubt(long since, long last, Duration within) {}

    private record Asked(long begun, Optional<Long> failed) {}

    LossProof(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /**
     * Somebody wants to know.
     *
     * @return whether that is new: then something must be asked
     */
    synchronized boolean want(Duration within) {
        long now = ticks.now();
        boolean fresh = doubt.filter(d -> now - d.last() <= within.toNanos() / 2).isEmpty();
        doubt = Optional.of(new Doubt(fresh ? now : doubt.get().since(), now, within));
        return fresh;
    }

    /** For how long a question must stay unanswered; empty while nobody wants to know. */
    synchronized Optional<Duration> wanted() {
        long now = ticks.now();
        return doubt.filter(d -> now - d.last() <= d.within().toNanos()).map(Doubt::within);
    }

    /** A question goes out. */
    synchronized void ask(Object question) {
        questions.put(question, new Asked(ticks.now(), Optional.empty()));
    }

    /** There will be no answer to it. */
    synchronized void fail(Object question) {
        questions.computeIfPresent(
                question, (any, asked) -> new Asked(asked.begun(), Optional.of(ticks.now())));
    }

    /** The broker was heard. */
    synchronized void answered() {
        questions.clear();
    }

    /** The tick at which a question went out; empty if it must be asked, or asked again. */
    synchronized Optional<Long> asked(Object question) {
        return counting(question, FRESH).map(Asked::begun);
    }

    /** Whether all of these stayed unanswered. */
    synchronized boolean isGiven(Collection<?> all, Duration within) {
        return all.stream().allMatch(question -> isGiven(question, within));
    }

    /** Whether one of these must be asked, as somebody wants to know. */
    synchronized boolean isOpen(List<?> all) {
        return wanted().isPresent() && all.stream().anyMatch(each -> asked(each).isEmpty());
    }

    private boolean isGiven(Object question, Duration within) {
        long now = ticks.now();
        return counting(question, within.plus(OTHERS))
                .filter(
                        asked ->
                                asked.failed().isPresent()
                                        || now - asked.begun() >= within.toNanos())
                .isPresent();
    }

    private Optional<Asked> counting(Object question, Duration fresh) {
        long now = ticks.now();
        return Optional.ofNullable(questions.get(question))
                .filter(asked -> doubt.filter(d -> asked.begun() - d.since() >= 0).isPresent())
                .filter(asked -> asked.failed().filter(at -> now - at > fresh.toNanos()).isEmpty());
    }
}
