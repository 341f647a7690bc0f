package meetpost.agent.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseTextTest {

    private static final Instant NOW = Instant.parse("2026-11-30T13:00:00Z");

    @Test
    void saysEachCauseInWords() {
        assertEquals("by command", of("ON", "command", ""));
        assertEquals("was on for max-on", of("OFF", "max-on", ""));
        assertEquals("ON was not repeated within refresh", of("OFF", "refresh", ""));
        assertEquals("the broker was gone", of("OFF", "on-broker-loss", ""));
        assertEquals("the pulse is over", of("OFF", "pulse", ""));
        assertEquals("something else holds it so", of("ON", "forced", ""));
        for (String known : List.of("start", "stop", "interlock", "rule", "reload")) {
            assertEquals(true, of("OFF", known, "").contains(" "), known + " is said in words");
        }
    }

    @Test
    void namesTheRuleAndWhatItSays() {
        assertEquals("by rule warm: 17.9 is below 18.5", ofRule("rule", "17.9 is below 18.5"));
        assertEquals(
                "by the guard of rule warm: 4.8 is below 5", ofRule("guard", "4.8 is below 5"));
        assertEquals("rule warm cannot see: kas is faulty", ofRule("on-fault", "kas is faulty"));
        assertEquals("given back to rule warm", ofRule("override-end", ""));
        assertEquals("by a press, rule warm", ofRule("press", ""));
        assertEquals("by rule warm: a·[2Jb", ofRule("rule", "a\u001b[2Jb"));
    }

    @Test
    void saysUntilWhenAndHowLongThatIs() {
        assertEquals(
                "a pulse, until 13:00:05 (5 s left)",
                of("ON", "pulse", "2026-11-30T13:00:05.000Z"));
        assertEquals(
                "by command, until 13:10:00 (10 min left)",
                of("ON", "command", "2026-11-30T13:10:00.000Z"));
        assertEquals(
                "until 13:03:00 (min-off, 3 min left)",
                of("OFF", "start", "2026-11-30T13:03:00.000Z"));
        assertEquals(
                "by command, until 19:00:00 (6 h left)",
                of("ON", "command", "2026-11-30T19:00:00Z"));
    }

    @Test
    void leavesOutATimeThatIsOver() {
        assertEquals("by command", of("ON", "command", "2026-11-30T12:59:59Z"));
    }

    @Test
    void takesWhatAnybodyMayHaveWritten() {
        assertEquals("", of("", "", ""));
        assertEquals("a·[2Jb", of("ON", "a\u001b[2Jb", "yesterday"));
    }

    private static String ofRule(String cause, String why) {
        var json = new JsonObject();
        json.put("state", "ON");
        json.put("cause", cause);
        json.put("rule", "warm");
        json.put("why", why);
        return new CauseText(ZoneId.of("UTC")).of(json, NOW);
    }

    private static String of(String state, String cause, String until) {
        var json = new JsonObject();
        json.put("state", state);
        json.put("cause", cause);
        json.put("until", until);
        return new CauseText(ZoneId.of("UTC")).of(json, NOW);
    }
}
