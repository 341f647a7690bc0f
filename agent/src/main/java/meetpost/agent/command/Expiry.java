package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Parsed.Order;
import meetpost.agent.time.FirstRelease;

/** Whether a command's time is over. */
record Expiry(Clock clock) {

    Expiry {
        requireNonNull(clock, "clock");
    }

    /** Why the command is not executed any more; empty: it may be. */
    Optional<Refused> refusal(Order order) {
        Instant now = clock.instant();
        if (order.expires().isPresent() && FirstRelease.isAfter(now)) {
            return Optional.of(
                    new Refused(
                            Refusal.EXPIRED, "nobody knows: the clock is not set, it says " + now));
        }
        return order.expires()
                .filter(now::isAfter)
                .map(
                        expires ->
                                new Refused(
                                        Refusal.EXPIRED,
                                        "expired at %s, here it is %s".formatted(expires, now)));
    }
}
