package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.board.Published;
import meetpost.agent.claim.Standing;
import meetpost.agent.command.Wish.Weight;
import meetpost.agent.output.AnOutput;
import meetpost.agent.output.BrokerSilence;
import meetpost.agent.output.Cause;
import meetpost.agent.output.Origin;
import meetpost.agent.output.OutputListener;
import meetpost.agent.output.OutputState;
import meetpost.agent.output.Outputs;
import meetpost.agent.output.Reason;
import meetpost.agent.output.TestDisk;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.settings.rule.Overriding;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.time.SettableClock;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of precedence between persons, rules, and what outputs live by. */
class RuledOutputsTest {

    private static final int GPIO = 23;
    private static final String CAUSE = "actuatoren/verwarming/cause";

    private final ManualTicks ticks = new ManualTicks();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-30T12:00:00Z"));
    private final FakeBoard board = new FakeBoard();
    private final Published published = new Published();
    private long heard = ticks.now();
    private boolean lost;
    private final BrokerSilence silence =
            new BrokerSilence() {
                @Override
                public long lastHeard() {
                    return heard;
                }

                @Override
                public boolean isLost(Duration within) {
                    return lost;
                }
            };
    private final List<ActuatorSettings> actuators =
            List.of(AnOutput.named("verwarming", GPIO).maxOn(Duration.ofHours(4)).settings());
    private final RuledOutputs ruled =
            new RuledOutputs(actuators, Set.of("verwarming"), silence, ticks);
    private final Topics topics =
            new Topics(
                    new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                    "",
                    "kelder-pi");
    private final PublishedStates states =
            new PublishedStates(actuators, published, topics, ticks, clock);
    private final Outputs outputs =
            new Outputs(
                    actuators, board, TestDisk.fresh(ticks), silence, ticks, new BothListeners());
    private final Execution execution =
            new Execution(
                    outputs,
                    new Answers(published, "command"),
                    new Answered(ticks, List.of("verwarming")),
                    new Expiry(clock, ticks),
                    Standing::alone,
                    Optional.of(ruled));

    private final class BothListeners implements OutputListener {
        @Override
        public void state(String output, OutputState state) {
            states.state(output, state);
            ruled.state(output, state);
        }
    }

    @BeforeEach
    void start() {
        outputs.start();
    }

    @Test
    void doesWhatRulesWishAndSaysWhy() {
        wish(true);
        assertEquals("ON", state());
        assertEquals(
                "{\"state\":\"ON\",\"cause\":\"rule\",\"since\":\"2026-11-30T12:00:00.000Z\",\"until\":\"2026-11-30T16:00:00.000Z\",\"rule\":\"warm\",\"why\":\"17.9"
                        + " is below 18.5\"}",
                last(CAUSE));

        wish(false);
        assertEquals("OFF", state());
    }

    @Test
    void touchesNothingBeforeARuleHasSpoken() {
        person("ON");
        turn();

        assertEquals("ON", state());
    }

    @Test
    void letsAPersonsOffStandForTwoHours() {
        wish(true);
        person("OFF");

        pass(Duration.ofHours(2).minusSeconds(1));
        assertEquals("OFF", state());
        pass(Duration.ofSeconds(1));
        assertEquals("ON", state());
        assertEquals("override-end", cause());
    }

    @Test
    void countsFromTheFirstCommandThatDiffers() {
        wish(true);
        person("OFF");
        pass(Duration.ofHours(1));
        person("OFF");

        pass(Duration.ofHours(1));

        assertEquals("ON", state());
    }

    @Test
    void endsItWhereThePersonWantsWhatTheRuleWants() {
        wish(true);
        person("OFF");
        person("ON");
        wish(false);

        assertEquals("OFF", state());
    }

    @Test
    void endsItWhereSomebodyGivesItBack() {
        wish(true);
        person("OFF");
        ruled.giveBack(List.of("verwarming"));
        turn();

        assertEquals("ON", state());
    }

    @Test
    void letsAPersonsPulseEndByItself() {
        wish(false);
        person("{\"state\":\"ON\",\"for\":\"5s\"}");
        pass(Duration.ofSeconds(4));
        assertEquals("ON", state());
        pass(Duration.ofSeconds(2));
        assertEquals("OFF", state());
        wish(true);

        assertEquals("ON", state());
    }

    @Test
    void doesNotLetAPulseSwitchOffWhatARuleWantsOn() {
        wish(true);
        person("{\"state\":\"ON\",\"for\":\"5s\"}");
        turn();
        pass(Duration.ofSeconds(6));

        assertEquals("ON", state());
    }

    @Test
    void standsUntilTheRuleWantsSomethingElse() {
        wish(true, Weight.RULE, new Overriding.UntilNext());
        person("OFF");
        pass(Duration.ofHours(10));
        assertEquals("OFF", state());

        wish(false, Weight.RULE, new Overriding.UntilNext());
        wish(true, Weight.RULE, new Overriding.UntilNext());

        assertEquals("ON", state());
    }

    @Test
    void refusesToBeSwitchedOnWhereTheRuleLetsNobody() {
        wish(false, Weight.RULE, new Overriding.Never());
        person("ON");

        assertEquals("OFF", state());
        assertEquals(
                "{\"accepted\":false,\"reason\":\"rule\",\"message\":\"rule warm has it, with"
                        + " override: 0\"}",
                last("actuatoren/verwarming/result"));
    }

    @Test
    void refusesToBeSwitchedOnInModeOff() {
        wish(false, Weight.MODE, Overriding.USUAL);
        person("ON");
        assertEquals("OFF", state());
        person("TOGGLE");
        assertEquals("OFF", state());
        person("OFF");
        assertEquals("{\"accepted\":true,\"state\":\"OFF\"}", last("actuatoren/verwarming/result"));
    }

    @Test
    void endsAPersonsOnInModeOff() {
        wish(false);
        person("ON");
        wish(false, Weight.MODE, Overriding.USUAL);

        assertEquals("OFF", state());
    }

    @Test
    void leavesItToPersonsInModeManual() {
        say(Optional.empty(), Weight.RULE, Overriding.USUAL, Cause.RULE);
        person("ON");
        pass(Duration.ofHours(3));

        assertEquals("ON", state());
    }

    @Test
    void guardsOverAPersonAndGivesBackWhatHeSaid() {
        wish(true);
        person("OFF");
        say(Optional.of(true), Weight.GUARD, Overriding.USUAL, Cause.GUARD);
        pass(Duration.ofSeconds(59));
        assertEquals("OFF", state());
        pass(Duration.ofSeconds(1));
        assertEquals("ON", state());
        assertEquals("guard", cause());

        wish(true);
        assertEquals("OFF", state());
        pass(Duration.ofMinutes(118));
        assertEquals("OFF", state());
        pass(Duration.ofMinutes(1));
        assertEquals("ON", state());
    }

    @Test
    void restsAfterMaxOn() {
        wish(true);
        pass(Duration.ofHours(4));
        assertEquals("OFF", state());
        assertEquals("max-on", cause());

        pass(Duration.ofSeconds(59));
        assertEquals("OFF", state());
        pass(Duration.ofSeconds(1));
        assertEquals("ON", state());
    }

    @Test
    void saysSoWhereMaxOnEndsItThreeTimesAndTheRuleNeverWantedOff() {
        wish(true);
        for (int times = 0; times < 2; times++) {
            pass(Duration.ofHours(4));
            pass(Duration.ofMinutes(1));
        }
        assertEquals(List.of(), ruled.problems());

        pass(Duration.ofHours(4));
        assertEquals(
                List.of(
                        "verwarming: on for max-on 4h, 3 times in a row, and rule warm does not get"
                                + " where it wants"),
                ruled.problems());
        pass(Duration.ofMinutes(1));
        assertEquals("ON", state());

        wish(false);
        assertEquals(List.of(), ruled.problems());
    }

    @Test
    void givesItBackWhereTheBrokerIsLost() {
        wish(true);
        person("OFF");
        lost = true;
        pass(Duration.ofSeconds(59));
        assertEquals("OFF", state());

        pass(Duration.ofSeconds(1));
        assertEquals("ON", state());
    }

    @Test
    void goesToItsLevelAfterACrashWhereRulesAreSilent() {
        wish(true);
        ticks.advance(Duration.ofMinutes(5).plusNanos(1));
        turn();

        assertEquals("OFF", state());
        assertEquals(
                List.of(
                        "verwarming: nothing heard of its rules for 5m, it is at its level after a"
                                + " crash"),
                ruled.problems());
    }

    @Test
    void staysAtItsStopLevelWhereRulesChangeItTooOften() {
        for (int i = 0; i < 13; i++) {
            ticks.advance(Duration.ofSeconds(20));
            wish(i % 2 == 0);
        }
        turn();
        assertEquals("OFF", state());
        assertEquals(
                List.of(
                        "verwarming: rules changed it more than 12 times in 10m, it stays at its stop"
                                + " level for as long"),
                ruled.problems());

        wish(true);
        assertEquals("OFF", state());
        pass(Duration.ofMinutes(10));
        assertEquals("ON", state());
        assertEquals(List.of(), ruled.problems());
    }

    private void wish(boolean on) {
        wish(on, Weight.RULE, Overriding.USUAL);
    }

    private void wish(boolean on, Weight weight, Overriding override) {
        say(Optional.of(on), weight, override, Cause.RULE);
    }

    private Optional<Wish> said = Optional.empty();

    private void say(Optional<Boolean> on, Weight weight, Overriding override, Cause cause) {
        var wish =
                new Wish(
                        on,
                        Origin.of(cause, new Reason("warm", "17.9 is below 18.5")),
                        weight,
                        override);
        said = Optional.of(wish);
        ruled.wish(Map.of("verwarming", wish));
        turn();
    }

    /** What a desk does, each minute, and what its thread does each second. */
    private void pass(Duration time) {
        for (long left = time.toSeconds(); left > 0; left -= 60) {
            ticks.advance(Duration.ofSeconds(Math.min(60, left)));
            said.ifPresent(wish -> ruled.wish(Map.of("verwarming", wish)));
            heard = lost ? heard : ticks.now();
            turn();
        }
    }

    private void turn() {
        ruled.turn(outputs);
        long unused = outputs.tick();
        ruled.turn(outputs);
    }

    private void person(String payload) {
        execution.handle(
                Incoming.of(
                        new Addressee(
                                "verwarming",
                                "actuatoren/verwarming",
                                "actuatoren/verwarming/result",
                                false),
                        payload.getBytes(UTF_8),
                        1,
                        false));
    }

    private String state() {
        return last("actuatoren/verwarming");
    }

    private String cause() {
        String cause = last(CAUSE);
        int at = cause.indexOf("\"cause\":\"") + "\"cause\":\"".length();
        return cause.substring(at, cause.indexOf('"', at));
    }

    private String last(String topic) {
        List<String> all = published.on(topic);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }
}
