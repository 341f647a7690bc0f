package meetpost.agent.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules want while a sensor does not answer. */
class RuleFaultTest extends RuleDeskRig {

    @Test
    void letsASingleFailedReadingChangeNothing() throws Exception {
        RuleDesk desk = heater("{after: 10m, state: off}");
        measured("kas", 10);
        desk.look();

        pass(Duration.ofSeconds(30));
        failed("kas");
        desk.look();

        assertEquals("ON", wanted("verwarming"));
    }

    @Test
    void believesTheLastGoodValueForAsLongAsItIsTold() throws Exception {
        RuleDesk desk = heater("{after: 10m, state: off}");
        measured("kas", 10);
        desk.look();

        pass(Duration.ofMinutes(10));
        failed("kas");
        desk.look();
        assertEquals("ON", wanted("verwarming"));

        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("OFF", wanted("verwarming"));
        assertEquals("kas does not answer", why("verwarming"));
        assertEquals(
                "{\"mode\":\"auto\",\"setpoint\":18,\"wants\":\"OFF\",\"why\":\"kas does not"
                        + " answer\",\"fault\":\"kas does not answer\"}",
                last("regelingen/warm"));
        assertEquals(java.util.List.of("rule warm: kas does not answer"), desk.problems());
    }

    /** Three times 30 s is less than the five minutes that are the least. */
    @Test
    void believesItForFiveMinutesWhereNothingIsSaid() throws Exception {
        RuleDesk desk = heater("off");
        measured("kas", 10);
        desk.look();

        pass(Duration.ofMinutes(5));
        desk.look();
        assertEquals("ON", wanted("verwarming"));

        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("OFF", wanted("verwarming"));
    }

    @Test
    void seesAgainAfterThreeGoodReadingsInARow() throws Exception {
        RuleDesk desk = heater("off");
        measured("kas", 10);
        desk.look();
        pass(Duration.ofMinutes(6));
        desk.look();

        assertEquals("OFF", goodOne(desk));
        assertEquals("OFF", goodOne(desk));
        failed("kas");
        desk.look();
        assertEquals("OFF", goodOne(desk));
        assertEquals("OFF", goodOne(desk));
        assertEquals("ON", goodOne(desk));
    }

    private String goodOne(RuleDesk desk) {
        pass(Duration.ofSeconds(30));
        measured("kas", 10);
        desk.look();
        return wanted("verwarming");
    }

    @ParameterizedTest
    @CsvSource({"on, ON", "off, OFF", "keep, ON"})
    void wantsWhatItIsToldForThen(String state, String wanted) throws Exception {
        RuleDesk desk = heater(state);
        measured("kas", 10);
        desk.look();

        pass(Duration.ofMinutes(6));
        desk.look();

        assertEquals(wanted, wanted("verwarming"));
    }

    @Test
    void isOnForAPartOfEachPeriod() throws Exception {
        RuleDesk desk = heater("duty 20% of 30m");
        measured("kas", 30);
        desk.look();
        pass(Duration.ofMinutes(6));
        desk.look();
        assertEquals("ON", wanted("verwarming"));

        pass(Duration.ofSeconds(359));
        desk.look();
        assertEquals("ON", wanted("verwarming"));
        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("OFF", wanted("verwarming"));
        pass(Duration.ofMinutes(24));
        desk.look();
        assertEquals("ON", wanted("verwarming"));
    }

    @Test
    void saysNothingBeforeTheFirstGoodReading() throws Exception {
        RuleDesk desk = heater("on");
        desk.look();
        assertEquals("nothing", wanted("verwarming"));

        pass(Duration.ofMinutes(5));
        desk.look();
        assertEquals("nothing", wanted("verwarming"));

        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("ON", wanted("verwarming"));
        assertEquals("kas has not been measured yet", why("verwarming"));
    }

    @Test
    void takesAnUnknownConditionForAFaultAndNotForFalse() throws Exception {
        RuleDesk desk = desk("x: {when: ln(kas) > 1, output: lamp, on-fault: on, until: kas < 1}");
        measured("kas", -5);
        desk.look();

        assertEquals("ON", wanted("lamp"));
        assertEquals("\"ln(kas) > 1\" has no value", why("lamp"));
    }

    @Test
    void needsOnlyWhatDecides() throws Exception {
        RuleDesk desk =
                desk(
                        "x: {when: deur is on and kas > 1, output: lamp, on-fault: on, until: kas < 1}");
        input("deur", false);
        desk.look();

        assertEquals("OFF", wanted("lamp"));
    }

    private RuleDesk heater(String onFault) throws Exception {
        return desk(
                "warm: {thermostat: kas, heat: verwarming, setpoint: 18, on-fault: "
                        + onFault
                        + "}");
    }
}
