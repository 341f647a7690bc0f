package meetpost.agent.link;

import java.util.Optional;
import org.tinylog.Logger;

/**
 * Why a link has no session: said once, not for every attempt that fails in the same way. Any
 * thread.
 */
final class LastLinkProblem {

    private volatile String sentence = "";

    /** There is a session. */
    void over() {
        sentence = "";
    }

    /** There is none any more. */
    void ended(BrokerTarget target, SessionEnd ending) {
        sentence = "the session with " + target + " ended: " + ending.why();
    }

    /** An attempt failed. */
    void say(LinkProblem problem, BrokerTarget target, LinkListener listener) {
        if (problem.sentence().equals(sentence)) {
            return;
        }
        sentence = problem.sentence();
        listener.problem(problem);
        Logger.warn("no connection to {}: {}; trying on", target, sentence);
        problem.below().forEach(Logger::warn);
    }

    /** In words; empty: nothing failed since the last session. */
    Optional<String> sentence() {
        return Optional.of(sentence).filter(text -> !text.isEmpty());
    }
}
