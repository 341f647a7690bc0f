package meetpost.agent.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThermostatRuleTest extends RuleDeskRig {

    private static final String AT_18 =
            "warm: {thermostat: kas, heat: verwarming, setpoint: 18, band: 1, on-fault: off}";

    @Test
    void switchesAtTheEdgesOfItsBand() throws Exception {
        RuleDesk desk = desk(AT_18);

        assertEquals("OFF", at(desk, 17.5));
        assertEquals("ON", at(desk, 17.49));
        assertEquals("17.49 is below 18.5", why("verwarming"));
        assertEquals("ON", at(desk, 18.5));
        assertEquals("OFF", at(desk, 18.51));
        assertEquals("18.51 is not below 17.5", why("verwarming"));
        assertEquals("OFF", at(desk, 17.5));
    }

    @Test
    void coolsTheOtherWayRound() throws Exception {
        RuleDesk desk =
                desk(
                        "koel: {thermostat: kas, cool: ventilator, setpoint: 25, band: 1, on-fault: off}");

        measured("kas", 25.5);
        desk.look();
        assertEquals("OFF", wanted("ventilator"));
        measured("kas", 25.6);
        desk.look();
        assertEquals("ON", wanted("ventilator"));
        measured("kas", 24.5);
        desk.look();
        assertEquals("ON", wanted("ventilator"));
        measured("kas", 24.4);
        desk.look();
        assertEquals("OFF", wanted("ventilator"));
    }

    @Test
    void neverHeatsAgainstItsOwnCooling() throws Exception {
        RuleDesk desk =
                desk(
                        "klimaat: {thermostat: kas, heat: verwarming, cool: ventilator, setpoint: 20,"
                                + " band: 1, on-fault: off}");

        for (double value = 18; value < 22; value += 0.1) {
            measured("kas", value);
            desk.look();
            assertTrue(
                    !(wanted("verwarming").equals("ON") && wanted("ventilator").equals("ON")),
                    "at " + value);
        }
        measured("kas", 19.4);
        desk.look();
        measured("kas", 20.01);
        desk.look();
        assertEquals("OFF", wanted("verwarming"));
        assertEquals("OFF", wanted("ventilator"));
    }

    @Test
    void aimsAtWhatTheTimeSays() throws Exception {
        RuleDesk desk =
                desk(
                        "warm: {thermostat: kas, heat: verwarming, setpoint: {else: 16, times: [{from:"
                                + " 16:00, to: 22:30, value: 20}]}, band: 1, on-fault: off}");

        assertEquals("OFF", at(desk, 18));
        assertEquals("16", last("regelingen/warm/setpoint"));

        pass(Duration.ofHours(3));
        assertEquals("ON", at(desk, 18));
        assertEquals("20", last("regelingen/warm/setpoint"));
    }

    @Test
    void usesNoTimesWhileTheClockIsNotSet() throws Exception {
        clock.set(java.time.Instant.parse("1970-01-01T15:30:00Z"));
        RuleDesk desk =
                desk(
                        "warm: {thermostat: kas, heat: verwarming, setpoint: {else: 16, times: [{from:"
                                + " 16:00, to: 22:30, value: 20}]}, band: 1, on-fault: off}");

        assertEquals("OFF", at(desk, 18));
        assertEquals(
                "{\"mode\":\"auto\",\"setpoint\":16,\"wants\":\"OFF\",\"why\":\"18 is not below"
                        + " 15.5\",\"waiting\":\"clock\"}",
                last("regelingen/warm"));
    }

    @Test
    void asksTheFirstSensorThatIsWell() throws Exception {
        RuleDesk desk =
                desk(
                        "warm: {thermostat: [kas, buiten], heat: verwarming, setpoint: 18, on-fault:"
                                + " {after: 5m, state: off}}");
        measured("kas", 30);
        measured("buiten", 10);
        desk.look();
        assertEquals("OFF", wanted("verwarming"));

        pass(Duration.ofMinutes(6));
        measured("buiten", 10);
        desk.look();

        assertEquals("ON", wanted("verwarming"));
    }

    @Test
    void saysWhatItWantsOnItsTopic() throws Exception {
        RuleDesk desk = desk(AT_18);
        measured("kas", 17.25);
        desk.look();

        assertEquals("auto", last("regelingen/warm/mode"));
        assertEquals("18", last("regelingen/warm/setpoint"));
        assertEquals(
                "{\"mode\":\"auto\",\"setpoint\":18,\"wants\":\"ON\",\"why\":\"17.25 is below"
                        + " 18.5\"}",
                last("regelingen/warm"));
    }

    @Test
    void saysNewWordsOnceAMinute() throws Exception {
        RuleDesk desk = desk(AT_18);
        at(desk, 17.25);
        int before = published.on("regelingen/warm").size();

        pass(Duration.ofSeconds(30));
        at(desk, 17.3);
        assertEquals(before, published.on("regelingen/warm").size());

        pass(Duration.ofSeconds(31));
        at(desk, 17.35);
        assertEquals(before + 1, published.on("regelingen/warm").size());
    }

    private String at(RuleDesk desk, double value) {
        measured("kas", value);
        desk.look();
        return wanted("verwarming");
    }

    private static final String WATCHED =
            "warm: {thermostat: kas, heat: verwarming, setpoint: 18, band: 1, no-progress: 3h,"
                    + " on-fault: {after: 10m, state: off}}";

    @Test
    void givesUpWhereHeatingComesToNothing() throws Exception {
        RuleDesk desk = desk(WATCHED);
        output("verwarming", true);
        assertEquals("ON", heated(desk, 16.0, Duration.ofMinutes(179)));

        assertEquals("OFF", heated(desk, 16.2, Duration.ofMinutes(2)));
        assertEquals("no progress: still 16.2, after 3h of heating", why("verwarming"));
        assertEquals(
                List.of("rule warm: no progress: still 16.2, after 3h of heating"),
                desk.problems());
    }

    @Test
    void goesOnAsLongAsItGetsSomewhere() throws Exception {
        RuleDesk desk = desk(WATCHED);
        output("verwarming", true);

        for (double value = 14; value < 18; value += 0.25) {
            assertEquals("ON", heated(desk, value, Duration.ofMinutes(170)), "at " + value);
        }
    }

    @Test
    void countsNoTimeInWhichTheOutputIsOff() throws Exception {
        RuleDesk desk = desk(WATCHED);
        output("verwarming", false);

        assertEquals("ON", heated(desk, 16.0, Duration.ofHours(12)));
    }

    @Test
    void heatsAgainOnceItGetsWarmerOrSomebodySetsItsMode() throws Exception {
        RuleDesk desk = desk(WATCHED);
        output("verwarming", true);
        assertEquals("OFF", heated(desk, 16.0, Duration.ofMinutes(181)));
        assertEquals("OFF", heated(desk, 15.0, Duration.ofMinutes(5)));

        assertEquals("ON", heated(desk, 15.25, Duration.ofMinutes(1)));
        assertEquals("OFF", heated(desk, 15.25, Duration.ofMinutes(181)));
        inbox(desk).message("regelingen/warm/mode/set", "auto".getBytes(UTF_8), 1, false);
        assertEquals("ON", heated(desk, 15.25, Duration.ofMinutes(1)));
    }

    /** Measured each minute. */
    private String heated(RuleDesk desk, double value, Duration length) {
        for (long minute = 0; minute < length.toMinutes(); minute++) {
            measured("kas", value);
            desk.look();
            pass(Duration.ofMinutes(1));
        }
        return wanted("verwarming");
    }
}
