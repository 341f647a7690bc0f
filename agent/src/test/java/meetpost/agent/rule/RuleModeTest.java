package meetpost.agent.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import meetpost.agent.command.Wish.Weight;
import meetpost.agent.link.MessageListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What persons tell rules. */
class RuleModeTest extends RuleDeskRig {

    private static final String WARM =
            "warm: {thermostat: kas, heat: verwarming, setpoint: 18, band: 1, bounds: [5, 25], guard:"
                    + " 5, on-fault: off}";
    private static final String MODE = "regelingen/warm/mode/set";
    private static final String SETPOINT = "regelingen/warm/setpoint/set";

    @Test
    void isOffInModeOff() throws Exception {
        RuleDesk desk = desk(WARM);
        MessageListener inbox = inbox(desk);
        measured("kas", 10);
        send(desk, inbox, MODE, "OFF");

        assertEquals("OFF", wanted("verwarming"));
        assertEquals("mode off", why("verwarming"));
        assertEquals("off", last("regelingen/warm/mode"));
        assertEquals(
                "{\"accepted\":true,\"mode\":\"off\",\"setpoint\":18}",
                last("regelingen/warm/mode/result"));

        send(desk, inbox, MODE, "{\"mode\":\"auto\",\"id\":\"7\"}");
        assertEquals("ON", wanted("verwarming"));
        assertEquals(
                "{\"id\":\"7\",\"accepted\":true,\"mode\":\"auto\",\"setpoint\":18}",
                last("regelingen/warm/mode/result"));
    }

    @Test
    void endsWhatPersonsSaidOfItsOutputsInModeAuto() throws Exception {
        RuleDesk desk = desk(WARM);
        MessageListener inbox = inbox(desk);
        send(desk, inbox, MODE, "off");
        assertEquals(java.util.List.of(), givenBack);

        send(desk, inbox, MODE, "auto");

        assertEquals(java.util.List.of("verwarming"), givenBack);
    }

    @Test
    void leavesItsOutputsToPersonsInModeManual() throws Exception {
        RuleDesk desk = desk(WARM);
        measured("kas", 10);
        send(desk, inbox(desk), MODE, "manual");

        assertEquals("nothing", wanted("verwarming"));
    }

    @ParameterizedTest
    @CsvSource({"auto, ON, GUARD", "off, ON, GUARD", "manual, ON, GUARD", "service, OFF, MODE"})
    void guardsInEveryModeButService(String mode, String wanted, Weight weight) throws Exception {
        RuleDesk desk = desk(WARM);
        measured("kas", 4.9);
        send(desk, inbox(desk), MODE, mode);

        assertEquals(wanted, wanted("verwarming"));
        assertEquals(weight, java.util.Objects.requireNonNull(wished.get("verwarming")).weight());
    }

    @Test
    void guardsUntilItIsWarmerByHalfItsBand() throws Exception {
        RuleDesk desk = desk(WARM);
        MessageListener inbox = inbox(desk);
        measured("kas", 4.9);
        send(desk, inbox, MODE, "off");
        assertEquals("guard: 4.9 is below 5", why("verwarming"));

        measured("kas", 5.4);
        desk.look();
        assertEquals("ON", wanted("verwarming"));
        measured("kas", 5.5);
        desk.look();
        assertEquals("OFF", wanted("verwarming"));
    }

    @Test
    void endsServiceByItself() throws Exception {
        RuleDesk desk = desk(WARM);
        measured("kas", 10);
        send(desk, inbox(desk), MODE, "service");

        pass(Duration.ofHours(4).minusSeconds(1));
        measured("kas", 10);
        desk.look();
        assertEquals("service", last("regelingen/warm/mode"));
        pass(Duration.ofSeconds(1));
        desk.look();

        assertEquals("auto", last("regelingen/warm/mode"));
        assertEquals("ON", wanted("verwarming"));
    }

    @Test
    void aimsAtAPersonsSetpointForTwoHours() throws Exception {
        RuleDesk desk = desk(WARM);
        measured("kas", 19);
        send(desk, inbox(desk), SETPOINT, "21.5");
        assertEquals("ON", wanted("verwarming"));
        assertEquals("21.5", last("regelingen/warm/setpoint"));
        assertEquals(
                "{\"accepted\":true,\"mode\":\"auto\",\"setpoint\":21.5}",
                last("regelingen/warm/setpoint/result"));

        pass(Duration.ofHours(2));
        measured("kas", 19);
        desk.look();

        assertEquals("18", last("regelingen/warm/setpoint"));
        assertEquals("OFF", wanted("verwarming"));
    }

    @Test
    void aimsAtItForAsLongAsThePersonSays() throws Exception {
        RuleDesk desk = desk(WARM);
        send(desk, inbox(desk), SETPOINT, "{\"setpoint\":21,\"for\":\"3h\"}");

        pass(Duration.ofHours(3).minusSeconds(1));
        desk.look();
        assertEquals("21", last("regelingen/warm/setpoint"));
        pass(Duration.ofSeconds(1));
        desk.look();
        assertEquals("18", last("regelingen/warm/setpoint"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "regelingen/warm/setpoint/set | 26 | malformed",
                "regelingen/warm/setpoint/set | NaN | malformed",
                "regelingen/warm/setpoint/set | {\"setpoint\":1e300} | malformed",
                "regelingen/warm/setpoint/set | {\"setpoint\":20,\"for\":\"9d\"} | malformed",
                "regelingen/warm/setpoint/set | {\"temperature\":20} | malformed",
                "regelingen/warm/mode/set | heat | malformed",
                "regelingen/warm/mode/set | {\"mode\":[]} | malformed",
            })
    void refusesWhatItCannotMean(String topic, String payload, String reason) throws Exception {
        RuleDesk desk = desk(WARM);
        send(desk, inbox(desk), topic, payload);

        String result = last(topic.replace("/set", "/result").replace("/resultpoint", "/setpoint"));
        assertEquals(
                "{\"accepted\":false,\"reason\":\"" + reason + "\"",
                result.substring(0, result.indexOf(",\"message\"")));
        assertEquals("18", last("regelingen/warm/setpoint"));
        assertEquals("auto", last("regelingen/warm/mode"));
    }

    @Test
    void refusesWhatTheBrokerHadStored() throws Exception {
        RuleDesk desk = desk(WARM);
        inbox(desk).message(MODE, "off".getBytes(UTF_8), 1, true);
        desk.look();

        assertEquals("auto", last("regelingen/warm/mode"));
        assertEquals(
                true,
                last("regelingen/warm/mode/result")
                        .startsWith("{\"accepted\":false,\"reason\":\"retained\""));
    }

    @Test
    void executesACommandOfOneIdOnce() throws Exception {
        RuleDesk desk = desk(WARM);
        MessageListener inbox = inbox(desk);
        send(desk, inbox, MODE, "{\"mode\":\"off\",\"id\":\"1\"}");
        send(desk, inbox, MODE, "auto");
        send(desk, inbox, MODE, "{\"mode\":\"off\",\"id\":\"1\"}");

        assertEquals("auto", last("regelingen/warm/mode"));
        assertEquals(
                "{\"id\":\"1\",\"accepted\":true,\"mode\":\"auto\",\"setpoint\":18}",
                last("regelingen/warm/mode/result"));
    }

    @Test
    void keepsModeAndSetpointOverARestart() throws Exception {
        RuleDesk before = desk(WARM);
        MessageListener inbox = inbox(before);
        send(before, inbox, MODE, "off");
        send(before, inbox, SETPOINT, "21");

        pass(Duration.ofHours(1));
        RuleDesk after = desk(WARM);
        after.look();
        assertEquals("off", last("regelingen/warm/mode"));
        assertEquals("21", last("regelingen/warm/setpoint"));

        pass(Duration.ofHours(1));
        after.look();
        assertEquals("18", last("regelingen/warm/setpoint"));
    }

    @Test
    void forgetsASetpointThatNewBoundsForbid() throws Exception {
        RuleDesk before = desk(WARM);
        send(before, inbox(before), SETPOINT, "25");

        RuleDesk after = desk(WARM.replace("[5, 25]", "[5, 20]"));
        after.look();

        assertEquals("18", last("regelingen/warm/setpoint"));
    }

    private static void send(RuleDesk desk, MessageListener inbox, String topic, String payload) {
        desk.look();
        inbox.message(topic, payload.getBytes(UTF_8), 1, false);
        desk.look();
    }

    /** So that the link holds back its acknowledgements, and nothing goes unanswered. */
    @Test
    void isBehindInAFloodUntilItHasLooked() throws Exception {
        RuleDesk desk = desk(WARM);
        MessageListener inbox = inbox(desk);
        desk.look();
        for (int i = 0; i < 100; i++) {
            assertEquals(false, inbox.isBehind());
            inbox.message(SETPOINT, Integer.toString(10 + i % 10).getBytes(UTF_8), 1, false);
        }

        assertEquals(true, inbox.isBehind());
        desk.look();
        assertEquals(false, inbox.isBehind());
        assertEquals("19", last("regelingen/warm/setpoint"));
    }

    @Test
    void answersEachOfAFloodThatHasAnId() throws Exception {
        RuleDesk desk = desk(WARM);
        MessageListener inbox = inbox(desk);
        for (int i = 0; i < 700; i++) {
            inbox.message(
                    SETPOINT,
                    "{\"setpoint\":20,\"id\":\"%s\"}".formatted(i).getBytes(UTF_8),
                    0,
                    false);
        }
        for (int looks = 0; looks < 10; looks++) {
            desk.look();
        }

        java.util.List<String> answers = published.on("regelingen/warm/setpoint/result");
        assertEquals(700, answers.stream().distinct().count());
        assertEquals(
                "{\"id\":\"0\",\"accepted\":false,\"reason\":\"busy\",\"message\":\"more than 200 came"
                        + " at once, send it again\"}",
                answers.get(0));
        assertEquals(
                "{\"id\":\"699\",\"accepted\":true,\"mode\":\"auto\",\"setpoint\":20}",
                answers.get(699));
    }
}
