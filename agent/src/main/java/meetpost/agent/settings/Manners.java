package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When somebody is left alone.
 *
 * @param again so often an alarm that lasts is told again; empty: once
 * @param atMost messages in a time
 * @param quiet only what is urgent is told then
 */
public record Manners(Optional<Duration> again, Optional<AtMost> atMost, Optional<Quiet> quiet) {

    public Manners {
        requireNonNull(again, "again");
        requireNonNull(atMost, "atMost");
        requireNonNull(quiet, "quiet");
    }

    /**
     * So many messages, within any so long.
     *
     * @param messages above 0
     */
    public record AtMost(int messages, Duration within) {

        public AtMost {
            requireNonNull(within, "within");
        }
    }

    /** From one time of the day to another, over midnight where that is not later. */
    public record Quiet(LocalTime from, LocalTime to) {

        public Quiet {
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }

        /** Whether it is then. */
        public boolean contains(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }
}
