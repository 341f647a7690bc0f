package meetpost.agent.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest extends RuleDeskRig {

    private static final String FROST =
            "vorst: {when: buiten < 2, until: buiten > 3, after: 10m, on-fault: {after: 30m, state:"
                    + " on}, message: \"Vorst: {buiten} °C\"}";

    @Test
    void comesWhereItsConditionHasHeldAndGoesWhereAnotherHolds() throws Exception {
        RuleDesk desk = alarms(FROST);
        outside(desk, 1.93);
        assertEquals(List.of("OFF"), published.on("alarmen/vorst"));

        pass(Duration.ofMinutes(10));
        outside(desk, 1.5);
        assertEquals(List.of("OFF", "ON"), published.on("alarmen/vorst"));
        assertEquals("Vorst: 1.5 °C", last("alarmen/vorst/message"));

        outside(desk, 2.9);
        assertEquals("ON", last("alarmen/vorst"));
        assertEquals("Vorst: 1.5 °C", last("alarmen/vorst/message"));

        outside(desk, 3.1);
        assertEquals(List.of("OFF", "ON", "OFF"), published.on("alarmen/vorst"));
        assertEquals("", last("alarmen/vorst/message"));
    }

    @Test
    void isSilentOfWhatCameAndWentWithinItsTime() throws Exception {
        RuleDesk desk = alarms(FROST);
        outside(desk, 1);
        pass(Duration.ofMinutes(9));
        outside(desk, 2);
        pass(Duration.ofMinutes(9));
        outside(desk, 1);

        assertEquals(List.of("OFF"), published.on("alarmen/vorst"));
    }

    @Test
    void isAnAlarmInItsOwnWordsWhereItCannotSee() throws Exception {
        RuleDesk desk = alarms(FROST);
        outside(desk, 10);

        pass(Duration.ofMinutes(30));
        desk.look();
        assertEquals("OFF", last("alarmen/vorst"));
        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("ON", last("alarmen/vorst"));
        assertEquals("vorst is not watched: buiten does not answer", last("alarmen/vorst/message"));
    }

    @Test
    void isUnknownThenWhereNothingElseIsSaid() throws Exception {
        RuleDesk desk = alarms("vorst: {when: buiten < 2, until: buiten > 3}");
        desk.look();
        assertEquals(List.of(), published.on("alarmen/vorst"));

        pass(Duration.ofMinutes(5).plusSeconds(1));
        desk.look();
        assertEquals("UNKNOWN", last("alarmen/vorst"));
        assertEquals(
                "vorst is not watched: buiten has not been measured yet",
                last("alarmen/vorst/message"));
    }

    @Test
    void needsNoSensor() throws Exception {
        RuleDesk desk = alarms("open: {when: deur is open, after: 5m, name: Voordeur}");
        input("deur", true);
        desk.look();
        pass(Duration.ofMinutes(5));
        desk.look();

        assertEquals("ON", last("alarmen/open"));
        assertEquals("Voordeur", last("alarmen/open/message"));
    }

    @Test
    void keepsWhatItKnowsOverAReloadWhereItsTextIsTheSame() throws Exception {
        RuleDesk desk = alarms(FROST);
        outside(desk, 1);
        pass(Duration.ofMinutes(9));

        reload(FROST + "\nopen: {when: deur is open}");
        outside(desk, 1);
        pass(Duration.ofMinutes(1));
        outside(desk, 1);

        assertEquals("ON", last("alarmen/vorst"));
    }

    private void outside(RuleDesk desk, double value) {
        measured("buiten", value);
        desk.look();
    }
}
