package meetpost.agent.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.command.Wish;
import meetpost.agent.command.Wish.Weight;
import meetpost.agent.output.Cause;
import meetpost.agent.output.Origin;
import meetpost.agent.output.Reason;
import meetpost.agent.settings.rule.Overriding;
import org.junit.jupiter.api.Test;

/** Several rules with one output between them. */
class MergingTest {

    private static final Wish ON = wish("on", Optional.of(true), "it is cold", Weight.RULE);
    private static final Wish OFF = wish("off", Optional.of(false), "it is warm", Weight.RULE);
    private static final Wish GUARD = wish("guard", Optional.of(true), "it freezes", Weight.GUARD);
    private static final Wish MODE_OFF = wish("m", Optional.of(false), "mode off", Weight.MODE);
    private static final Wish MANUAL = wish("p", Optional.empty(), "mode manual", Weight.RULE);
    private static final Wish SERVICE = wish("s", Optional.of(false), "mode service", Weight.MODE);

    @Test
    void itIsOnWhileOneOfThemWantsThat() {
        assertEquals(ON, merged(OFF, ON));
        assertEquals(ON, merged(ON, OFF));
        assertEquals(OFF, merged(OFF, OFF));
    }

    @Test
    void theFirstOneSaysWhy() {
        Wish other = wish("other", Optional.of(true), "it is dark", Weight.RULE);

        assertEquals(ON, merged(ON, other));
        assertEquals(other, merged(other, ON));
    }

    @Test
    void oneInModeOffLeavesItToTheOthers() {
        assertEquals(ON, merged(MODE_OFF, ON));
        assertEquals(OFF, merged(MODE_OFF, OFF));
        assertEquals(MODE_OFF, merged(MODE_OFF, MODE_OFF));
    }

    @Test
    void oneInModeManualLeavesItToPersons() {
        assertEquals(MANUAL, merged(ON, MANUAL));
        assertEquals(MANUAL, merged(MODE_OFF, MANUAL));
    }

    @Test
    void aGuardIsMoreThanWhatTheOthersWant() {
        assertEquals(GUARD, merged(OFF, MODE_OFF, MANUAL, GUARD));
    }

    /** Contract, section 9: somebody has his hands in it. */
    @Test
    void nothingSwitchesOnWhatOneHasInService() {
        assertEquals(SERVICE, merged(ON, MANUAL, SERVICE));
        assertEquals(SERVICE, merged(GUARD, SERVICE));
    }

    private static Wish merged(Wish... wishes) {
        return Merging.merged(Arrays.stream(wishes).map(each -> Map.of("pomp", each)).toList())
                .values()
                .iterator()
                .next();
    }

    private static Wish wish(String rule, Optional<Boolean> on, String why, Weight weight) {
        return new Wish(on, Origin.of(Cause.RULE, new Reason(rule, why)), weight, Overriding.USUAL);
    }
}
