package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Parsed.Order;
import meetpost.agent.time.FirstRelease;
import meetpost.agent.time.Ticks;

/**
 * Whether a command's time is over. Its calendar goes forward only: a command that has expired in
 * this run does not become valid again because somebody sets the clock back. Safe for use by
 * several threads.
 */
final class Expiry {

    private final Clock clock;
    private final Ticks ticks;
    private Instant latest;
    private long at;

    Expiry(Clock clock, Ticks ticks) {
        this.clock = requireNonNull(clock, "clock");
        this.ticks = requireNonNull(ticks, "ticks");
        this.latest = clock.instant();
        this.at = ticks.now();
    }

    /** Why the command is not executed any more; empty: it may be. */
    Optional<Refused> refusal(Order order) {
        Instant shown = clock.instant();
        Instant now = now(shown);
        if (order.expires().isPresent() && FirstRelease.isAfter(shown)) {
            return Optional.of(
                    new Refused(
                            Refusal.EXPIRED,
                            "nobody knows: the clock is not set, it says " + shown));
        }
        return order.expires()
                .filter(now::isAfter)
                .map(
                        expires ->
                                new Refused(
                                        Refusal.EXPIRED,
                                        "expired at %s, here it is %s%s"
                                                .formatted(
                                                        expires,
                                                        now,
                                                        now.equals(shown)
                                                                ? ""
                                                                : ", though the clock was set back"
                                                                        + " to "
                                                                        + shown)));
    }

    /** Never before what it was once, and as much later as time went by. */
    private synchronized Instant now(Instant shown) {
        long tick = ticks.now();
        Instant least = latest.plusNanos(tick - at);
        latest = shown.isAfter(least) ? shown : least;
        at = tick;
        return latest;
    }
}
