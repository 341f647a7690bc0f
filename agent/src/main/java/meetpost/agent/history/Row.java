package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

/**
 * What one series was within one step.
 *
 * @param step counts from 1970 in steps of its length
 */
record Row(long series, long step, Summary summary) {

    Row {
        requireNonNull(summary, "summary");
    }
}
