package meetpost.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Parsed.Order;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.time.SettableClock;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

    private final SettableClock clock = new SettableClock(TEN);
    private final ManualTicks ticks = new ManualTicks();
    private final Expiry expiry = new Expiry(clock, ticks);

    @Test
    void aCommandIsExecutedUntilItsTimeAndAtIt() {
        assertEquals(Optional.empty(), refusal("2026-11-21T10:00:00Z"));
        assertEquals(
                Optional.of("expired at 2026-11-21T09:59:59Z, here it is 2026-11-21T10:00:00Z"),
                refusal("2026-11-21T09:59:59Z"));
    }

    @Test
    void aClockThatIsSetBackMakesNoCommandValidAgain() {
        clock.set(Instant.parse("2026-11-21T10:05:00Z"));
        refusal("2026-11-21T10:04:00Z");
        clock.set(Instant.parse("2026-11-21T09:00:00Z"));
        ticks.advance(Duration.ofSeconds(10));

        assertEquals(
                Optional.of(
                        "expired at 2026-11-21T10:05:05Z, here it is 2026-11-21T10:05:10Z, though"
                                + " the clock was set back to 2026-11-21T09:00:00Z"),
                refusal("2026-11-21T10:05:05Z"));
        assertEquals(Optional.empty(), refusal("2026-11-21T10:05:10Z"));
    }

    @Test
    void itIsNotBelievedWhereItWasSetBackBeforeAnyCommandCame() {
        clock.set(Instant.parse("2026-11-21T09:00:00Z"));

        assertEquals(
                Optional.of(
                        "expired at 2026-11-21T09:30:00Z, here it is 2026-11-21T10:00:00Z, though"
                                + " the clock was set back to 2026-11-21T09:00:00Z"),
                refusal("2026-11-21T09:30:00Z"));
    }

    @Test
    void nobodyKnowsWhileTheClockIsNotSet() {
        var unset = new Expiry(new SettableClock(Instant.EPOCH), ticks);

        assertEquals(
                Optional.of("nobody knows: the clock is not set, it says 1970-01-01T00:00:00Z"),
                unset.refusal(order("2026-11-21T09:30:00Z")).map(Refused::message));
    }

    private Optional<String> refusal(String expires) {
        return expiry.refusal(order(expires)).map(Refused::message);
    }

    private static Order order(String expires) {
        return new Order(
                new Command.Switch(true), Optional.empty(), Optional.of(Instant.parse(expires)));
    }
}
