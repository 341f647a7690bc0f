package meetpost.agent.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Europe/Amsterdam; see {@link TimetableTest} for its two nights. */
class ScheduleRuleTest extends RuleDeskRig {

    private static final String AT_SIX =
            "gieten: {schedule: [{at: 06:00, for: 10m}], output: lamp}";

    @Test
    void joinsAWindowThatIsRunning() throws Exception {
        clock.set(Instant.parse("2026-11-30T18:00:00Z"));
        RuleDesk desk = desk("avond: {schedule: [{from: 18:00, to: 23:00}], output: lamp}");
        desk.look();
        assertEquals("ON", wanted("lamp"));
        assertEquals("from 18:00 to 23:00", why("lamp"));

        pass(Duration.ofHours(4));
        desk.look();
        assertEquals("OFF", wanted("lamp"));
    }

    @Test
    void isOnForTheLengthOfAPulse() throws Exception {
        clock.set(Instant.parse("2026-11-30T04:59:59Z"));
        RuleDesk desk = desk(AT_SIX);
        desk.look();
        assertEquals("OFF", wanted("lamp"));

        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("ON", wanted("lamp"));

        pass(Duration.ofSeconds(599));
        desk.look();
        assertEquals("ON", wanted("lamp"));

        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("OFF", wanted("lamp"));
    }

    @Test
    void makesUpNoPulseThatWasMissed() throws Exception {
        clock.set(Instant.parse("2026-11-30T05:00:30Z"));
        RuleDesk desk = desk(AT_SIX);
        desk.look();
        assertEquals("OFF", wanted("lamp"));

        clock.set(Instant.parse("2026-12-01T04:00:00Z"));
        desk.look();
        clock.set(Instant.parse("2026-12-01T05:05:00Z"));
        desk.look();

        assertEquals("OFF", wanted("lamp"));
    }

    @Test
    void doesNotBeginAgainWhereTheClockGoesBack() throws Exception {
        clock.set(Instant.parse("2026-11-30T04:59:59Z"));
        RuleDesk desk = desk(AT_SIX);
        desk.look();
        pass(Duration.ofSeconds(1));
        desk.look();
        pass(Duration.ofMinutes(10));
        desk.look();
        assertEquals("OFF", wanted("lamp"));

        clock.set(Instant.parse("2026-11-30T04:59:50Z"));
        desk.look();
        pass(Duration.ofSeconds(10));
        desk.look();

        assertEquals("OFF", wanted("lamp"));
    }

    @Test
    void isAsLongInTheNightThatLacksAnHour() throws Exception {
        clock.set(Instant.parse("2026-03-29T00:55:00Z"));
        RuleDesk desk = desk("nacht: {schedule: [{at: 01:58, for: 10m}], output: lamp}");
        desk.look();

        pass(Duration.ofMinutes(3));
        desk.look();
        assertEquals("ON", wanted("lamp"));
        pass(Duration.ofSeconds(599));
        desk.look();
        assertEquals("ON", wanted("lamp"));
        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("OFF", wanted("lamp"));
    }

    @Test
    void beginsOnceInTheNightThatHasAnHourTwice() throws Exception {
        clock.set(Instant.parse("2026-10-25T00:29:59Z"));
        RuleDesk desk = desk("nacht: {schedule: [{at: 02:30, for: 1m}], output: lamp}");
        int begun = 0;
        String before = "OFF";

        for (int minute = 0; minute < 120; minute++) {
            desk.look();
            begun += before.equals("OFF") && wanted("lamp").equals("ON") ? 1 : 0;
            before = wanted("lamp");
            pass(Duration.ofSeconds(30));
            desk.look();
            begun += before.equals("OFF") && wanted("lamp").equals("ON") ? 1 : 0;
            before = wanted("lamp");
            pass(Duration.ofSeconds(30));
        }

        assertEquals(1, begun);
    }

    @Test
    void beginsAPulseAtTheEndOfAnHourThatIsNotThere() throws Exception {
        clock.set(Instant.parse("2026-03-29T00:59:59Z"));
        RuleDesk desk = desk("nacht: {schedule: [{at: 02:30, for: 1m}], output: lamp}");
        desk.look();
        assertEquals("OFF", wanted("lamp"));

        pass(Duration.ofSeconds(1));
        desk.look();

        assertEquals("ON", wanted("lamp"));
    }

    @Test
    void looksOnceWhetherAPulseMayBegin() throws Exception {
        clock.set(Instant.parse("2026-11-30T04:59:59Z"));
        RuleDesk desk =
                desk(
                        "gieten: {schedule: [{at: 06:00, for: 10m}], output: lamp, only-if: deur is"
                                + " closed}");
        input("deur", true);
        desk.look();
        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("OFF", wanted("lamp"));

        input("deur", false);
        pass(Duration.ofSeconds(1));
        desk.look();

        assertEquals("OFF", wanted("lamp"));
    }

    /** On 30 November the sun sets in De Bilt at about 16:32, 15:32 UTC. */
    @Test
    void beginsWithTheSun() throws Exception {
        clock.set(Instant.parse("2026-11-30T15:20:00Z"));
        RuleDesk desk =
                desk(
                        "avond: {schedule: [{from: sunset, to: 23:00}, {at: sunset-5m, for: 1m}],"
                                + " output: lamp}");
        StringBuilder minutes = new StringBuilder();

        for (int minute = 20; minute < 40; minute++) {
            desk.look();
            minutes.append(wanted("lamp").equals("ON") ? '1' : '0');
            pass(Duration.ofMinutes(1));
        }

        assertTrue(minutes.toString().matches("0{6,8}10{4}1+"), minutes::toString);
        assertEquals("from sunset to 23:00", why("lamp"));
    }

    @Test
    void switchesOnOnlyWhileTheSunIsDown() throws Exception {
        clock.set(Instant.parse("2026-11-30T14:00:00Z"));
        RuleDesk desk = desk("gang: {follow: deur, output: lamp, only-if: sun is down}");
        input("deur", true);
        desk.look();
        assertEquals("OFF", wanted("lamp"));
        assertEquals("only-if does not hold: sun is down", why("lamp"));

        pass(Duration.ofHours(3));
        desk.look();

        assertEquals("ON", wanted("lamp"));
    }

    @Test
    void doesNotKnowTheSunWhileTheClockIsNotSet() throws Exception {
        clock.set(Instant.parse("1970-01-01T02:00:00Z"));
        RuleDesk desk = desk("nacht: {when: sun is down, output: lamp}");
        desk.look();

        assertEquals("OFF", wanted("lamp"));
        assertEquals("the clock is not set", why("lamp"));
    }

    @Test
    void wantsNothingWhileTheClockIsNotSet() throws Exception {
        clock.set(Instant.parse("1970-01-01T18:00:00Z"));
        RuleDesk desk = desk("avond: {schedule: [{from: 18:00, to: 23:00}], output: lamp}");
        desk.look();
        assertEquals("OFF", wanted("lamp"));
        assertEquals("the clock is not set", why("lamp"));

        clock.set(Instant.parse("2026-11-30T18:00:00Z"));
        desk.look();

        assertEquals("ON", wanted("lamp"));
    }
}
