package meetpost.agent.output;

import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What an output does next by itself.
 *
 * @param inNanos from now; zero or less: it is time
 * @param on where it goes
 * @param cause the rule
 * @param why for the log
 */
record Due(long inNanos, boolean on, Cause cause, String why) {

    enum Cause {
        /** A bound on how long it may be on. */
        BOUND,
        BROKER_LOSS,
        /** The line did not follow the last time. */
        RETRY,
        NOTHING
    }

    static final Due NOTHING = new Due(Long.MAX_VALUE, false, Cause.NOTHING, "nothing");

    static Due first(Stream<Due> dues) {
        return dues.min(Comparator.comparingLong(Due::inNanos)).orElse(NOTHING);
    }

    boolean now() {
        return inNanos <= 0;
    }
}
