package meetpost.agent.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules that look at an input: followers, presses, conditions, and several on one output. */
class SwitchRuleTest extends RuleDeskRig {

    @Test
    void followsAndHolds() throws Exception {
        RuleDesk desk = desk("gang: {follow: deur, hold: 2m, output: lamp}");
        input("deur", false);
        desk.look();
        assertEquals("OFF", wanted("lamp"));

        input("deur", true);
        desk.look();
        assertEquals("ON", wanted("lamp"));

        input("deur", false);
        pass(Duration.ofSeconds(119));
        desk.look();
        assertEquals("ON", wanted("lamp"));

        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("OFF", wanted("lamp"));
    }

    @Test
    void beginsAnewWithEachPress() throws Exception {
        RuleDesk desk = desk("trap: {press: deur, for: 2m, output: lamp}");
        input("deur", false);
        desk.look();

        press();
        desk.look();
        assertEquals("ON", wanted("lamp"));
        pass(Duration.ofSeconds(90));
        press();
        desk.look();
        pass(Duration.ofSeconds(119));
        desk.look();
        assertEquals("ON", wanted("lamp"));
        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("OFF", wanted("lamp"));
    }

    @Test
    void togglesWithEachPress() throws Exception {
        RuleDesk desk = desk("trap: {press: deur, toggle: true, output: lamp}");
        input("deur", false);
        desk.look();

        press();
        desk.look();
        assertEquals("ON", wanted("lamp"));
        press();
        desk.look();
        assertEquals("OFF", wanted("lamp"));
        press();
        press();
        desk.look();
        assertEquals("OFF", wanted("lamp"));
    }

    /** A button that is held down at the start was not pressed. */
    @Test
    void takesNoStartForAPress() throws Exception {
        RuleDesk desk = desk("trap: {press: deur, for: 2m, output: lamp}");
        input("deur", true);
        desk.look();

        assertEquals("OFF", wanted("lamp"));
    }

    @Test
    void waitsUntilAConditionHasHeldForLongEnough() throws Exception {
        RuleDesk desk =
                desk(
                        "x: {when: kas > 25, until: kas < 24, after: 2m, output: ventilator, on-fault: off}");
        measured("kas", 26);
        desk.look();
        pass(Duration.ofSeconds(119));
        desk.look();
        assertEquals("OFF", wanted("ventilator"));

        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("ON", wanted("ventilator"));

        measured("kas", 24);
        desk.look();
        assertEquals("ON", wanted("ventilator"));
        measured("kas", 23.9);
        desk.look();
        assertEquals("OFF", wanted("ventilator"));
    }

    @Test
    void beginsToWaitAnewWhereItDidNotHold() throws Exception {
        RuleDesk desk =
                desk(
                        "x: {when: kas > 25, until: kas < 24, after: 2m, output: ventilator, on-fault: off}");
        measured("kas", 26);
        desk.look();
        pass(Duration.ofSeconds(100));
        measured("kas", 25);
        desk.look();
        measured("kas", 26);
        desk.look();
        pass(Duration.ofSeconds(100));
        desk.look();

        assertEquals("OFF", wanted("ventilator"));
    }

    @Test
    void looksAtOnlyIfOnlyWhenItWouldSwitchOn() throws Exception {
        RuleDesk desk =
                desk("gang: {follow: deur, output: lamp, only-if: kas < 10, on-fault: off}");
        measured("kas", 5);
        input("deur", true);
        desk.look();
        assertEquals("ON", wanted("lamp"));

        measured("kas", 20);
        desk.look();
        assertEquals("ON", wanted("lamp"));

        input("deur", false);
        desk.look();
        input("deur", true);
        desk.look();
        assertEquals("OFF", wanted("lamp"));
        assertEquals("only-if does not hold: kas < 10", why("lamp"));
    }

    @Test
    void isOnWhileOneOfSeveralRulesWantsIt() throws Exception {
        RuleDesk desk =
                desk(
                        """
                        avond: {schedule: [{from: 18:00, to: 23:00}], output: lamp}
                        gang: {follow: deur, output: lamp, over: avond}
                        """);
        input("deur", true);
        desk.look();
        assertEquals("deur is on", why("lamp"));
        input("deur", false);
        desk.look();
        assertEquals("OFF", wanted("lamp"));

        pass(Duration.ofHours(6));
        desk.look();
        assertEquals("from 18:00 to 23:00", why("lamp"));
        input("deur", true);
        desk.look();
        assertEquals("deur is on", why("lamp"));
    }

    @Test
    void renewsItsWishEachMinute() throws Exception {
        RuleDesk desk = desk("gang: {follow: deur, output: lamp}");
        input("deur", true);
        desk.look();
        int before = times;

        pass(Duration.ofSeconds(59));
        desk.look();
        assertEquals(before, times);
        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals(before + 1, times);
    }

    @Test
    void keepsWhatItKnowsWhereItsTextIsTheSame() throws Exception {
        RuleDesk desk =
                desk(
                        """
                        trap: {press: deur, for: 2m, output: lamp}
                        warm: {thermostat: kas, heat: verwarming, setpoint: 18, on-fault: off}
                        """);
        input("deur", false);
        desk.look();
        press();
        desk.look();
        assertEquals("ON", wanted("lamp"));

        desk.settings(
                settings(
                                """
                                trap: {press: deur, for: 2m, output: lamp}
                                warm: {thermostat: kas, heat: verwarming, setpoint: 19, on-fault: off}
                                """)
                        .rules());
        measured("kas", 18.4);
        desk.look();

        assertEquals("ON", wanted("lamp"));
        assertEquals("19", last("regelingen/warm/setpoint"));
        assertEquals("ON", wanted("verwarming"));
    }

    private void press() {
        input("deur", true);
        input("deur", false);
    }
}
