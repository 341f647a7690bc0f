package meetpost.agent.rule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import meetpost.agent.fuzz.Mutations;
import org.junit.jupiter.api.Test;

/** Whatever is sent to a rule is a mode, a setpoint that is a number, or refused in plain words. */
class RuleFuzzTest {

    @Test
    void everythingIsUnderstoodOrRefused() throws Exception {
        new Mutations("rule")
                .feed(
                        6,
                        input ->
                                List.of(RuleMessage.mode(input), RuleMessage.setpoint(input))
                                        .forEach(RuleFuzzTest::check));
    }

    private static void check(RuleMessage message) {
        if (message instanceof RuleMessage.ToSetpoint to) {
            assertTrue(Math.abs(to.value()) < 1_000_000, "a number: " + to);
            assertTrue(
                    to.length().filter(some -> some.compareTo(Duration.ofDays(7)) > 0).isEmpty(),
                    "not for longer than a week: " + to);
        } else if (message instanceof RuleMessage.Malformed refused) {
            assertTrue(refused.text().length() < 500, refused.text());
            assertTrue(
                    refused.text().codePoints().noneMatch(Character::isISOControl),
                    "a plain text: " + refused.text());
        }
    }
}
