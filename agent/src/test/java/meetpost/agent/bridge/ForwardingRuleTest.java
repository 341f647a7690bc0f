package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.link.Message;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

/** The way out of board a, whose bridge is called cloud. */
class ForwardingRuleTest {

    private static final String READS = "apparaten/b/bridges/kas/out/reads";
    private static final String BRINGS = "apparaten/b/bridges/kas/out/brings";

    /** SHA-256 of sensoren/t, a zero byte and 21.5: its first 16 bytes. */
    private static final String DIGEST = "f9aadfca5762b823c5e687f675ba4761";

    private static final String BROUGHT =
            "{\"digest\":\"" + DIGEST + "\",\"path\":[\"meetpost-b/kas/out\"]}";

    private final ManualTicks ticks = new ManualTicks();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"), ticks);
    private final BridgeEndpoint near = new BridgeEndpoint(ticks);
    private final BridgeEndpoint far = new BridgeEndpoint(ticks);
    private final Refusals refusals = new Refusals("cloud", ticks);
    private final ForwardingRule rule =
            new ForwardingRule(
                    new ForwardingRule.Crossroad(
                            "meetpost-a-cloud",
                            "meetpost-a-cloud/out",
                            "meetpost-a-cloud/in",
                            Crossings.of("#"),
                            "apparaten/a/bridges/cloud/out/brings",
                            near,
                            far),
                    refusals,
                    clock);

    @Test
    void whatBridgesTellEachOtherNeverCrosses() {
        assertFalse(crosses("apparaten/b/bridges/kas/status", "online", true));
        assertFalse(crosses(READS, "{}", true));
        assertTrue(crosses("apparaten/b/status", "online", true));
        assertTrue(crosses("apparaten/bridges", "online", true));
        assertEquals(Map.of(), refusals.counts());
    }

    @Test
    void whatABridgeBroughtFromTheFarBrokerDoesNotGoBack() {
        reads(far, READS, "meetpost-b/kas/out", "sensoren/#");

        near.heard(BRINGS, BROUGHT.getBytes(UTF_8));

        assertFalse(crosses("sensoren/t", "21.5", true));
        assertTrue(crosses("sensoren/t", "21.5", true));
        assertEquals(Map.of("loop", 1L), refusals.counts());
    }

    @Test
    void whatABridgeBroughtFromElsewhereGoesOn() {
        near.heard(BRINGS, BROUGHT.getBytes(UTF_8));

        BridgedMessage crossing =
                rule.inspect("sensoren/t", "21.5".getBytes(UTF_8), true, true).orElseThrow();

        assertEquals(List.of("meetpost-b/kas/out"), crossing.path());
    }

    @Test
    void whoBroughtItMayBeKnownOnlyLater() {
        near.heard(BRINGS, BROUGHT.getBytes(UTF_8));
        BridgedMessage crossing =
                rule.inspect("sensoren/t", "21.5".getBytes(UTF_8), true, true).orElseThrow();
        assertTrue(rule.lets(new Entry<>(1, crossing, false)));

        reads(far, READS, "meetpost-b/kas/out", "sensoren/#");

        assertFalse(rule.lets(new Entry<>(1, crossing, false)));
    }

    @Test
    void aNoteIsOfTheNextMessageAndOfNoLaterOne() {
        reads(far, READS, "meetpost-b/kas/out", "sensoren/#");
        near.heard(BRINGS, BROUGHT.getBytes(UTF_8));
        near.heard(BRINGS, BROUGHT.getBytes(UTF_8));
        assertFalse(crosses("sensoren/t", "21.5", false));
        assertTrue(crosses("sensoren/t", "21.5", false));

        near.heard(BRINGS, BROUGHT.getBytes(UTF_8));
        ticks.advance(Duration.ofMinutes(1));
        assertTrue(crosses("sensoren/t", "21.5", false));

        near.heard(BRINGS, BROUGHT.getBytes(UTF_8));
        near.left();
        assertTrue(crosses("sensoren/t", "21.5", false));
    }

    @Test
    void saysWhatItBringsWhereSomebodyElseTakesIt() {
        BridgedMessage crossing = crossing("sensoren/t", "21.5");
        assertEquals(Optional.empty(), rule.note(crossing, true));

        reads(far, READS, "meetpost-b/kas/out", "sensoren/#");

        Message note = rule.note(crossing, true).orElseThrow();
        assertEquals(
                "apparaten/a/bridges/cloud/out/brings {\"digest\":\""
                        + DIGEST
                        + "\",\"path\":[\"meetpost-a-cloud/out\"]}",
                note.toString());
        assertFalse(note.isRetained());
        assertEquals(Optional.empty(), rule.note(crossing("ingangen/deur", "ON"), true));
        far.heard(READS, new byte[0]);
        assertEquals(Optional.empty(), rule.note(crossing, true));
    }

    @Test
    void takesRubbishOfOtherBridgesForNothing() {
        for (String rubbish :
                List.of("[", "[]", "{}", "{\"path\":7}", "{\"filters\":{}}", "\u0000")) {
            near.heard(READS, rubbish.getBytes(UTF_8));
            near.heard(BRINGS, rubbish.getBytes(UTF_8));
        }
        near.heard(BRINGS, "[".repeat(100_000).getBytes(UTF_8));

        assertTrue(crosses("sensoren/t", "21.5", false));
    }

    @Test
    void commandsNeitherWaitNorComeFromAStoreNorGoTwice() {
        assertFalse(crosses("actuatoren/pomp/set", "ON", true));
        assertEquals(
                Optional.empty(),
                rule.inspect("actuatoren/pomp/set", "ON".getBytes(UTF_8), false, false));
        assertTrue(crosses("actuatoren/pomp/set", "ON", false));
        assertFalse(rule.lets(new Entry<>(1, crossing("actuatoren/pomp/set", "ON"), true)));
        assertTrue(rule.lets(new Entry<>(1, crossing("actuatoren/pomp", "ON"), true)));
        assertEquals(Map.of("command", 3L), refusals.counts());
    }

    @Test
    void aCommandThatWasBehindOthersForTenSecondsIsLate() {
        var command = new Entry<>(1, crossing("actuatoren/pomp/set", "ON"), false);
        var state = new Entry<>(2, crossing("actuatoren/pomp", "ON"), false);

        ticks.advance(Duration.ofSeconds(10));
        assertTrue(rule.lets(command));
        ticks.advance(Duration.ofMillis(1));

        assertFalse(rule.lets(command));
        assertTrue(rule.lets(state));
    }

    @Test
    void thirtyTwoKilobytesCrossAndNotOneByteMore() {
        assertTrue(crosses("a", "x".repeat(32_767), false));
        assertFalse(crosses("a", "x".repeat(32_768), false));
        assertEquals(Map.of("too-large", 1L), refusals.counts());
    }

    /**
     * Filters of others are looked at for each message: their number has a bound, of all bridges.
     */
    @Test
    void noMoreThanFiveThousandFiltersOfOthersAreKept() {
        String many = "\"x/#\",".repeat(999);
        for (int i = 0; i < 6; i++) {
            near.heard(
                    READS.replace("reads", i + "/reads"),
                    "{\"lane\":\"b/%d/out\",\"filters\":[%s\"y/%d\"]}"
                            .formatted(i, many, i)
                            .getBytes(UTF_8));
        }

        assertTrue(near.isReadByOthers("y/4", "meetpost-a/kas"));
        assertFalse(near.isReadByOthers("y/5", "meetpost-a/kas"));
    }

    @Test
    void aNoteThatIsDeepIsNone() {
        near.heard(READS, ("{\"filters\":" + "[".repeat(8000)).getBytes(UTF_8));

        assertTrue(crosses("a", "x", false));
    }

    private boolean crosses(String topic, String payload, boolean retained) {
        return rule.inspect(topic, payload.getBytes(UTF_8), retained, true).isPresent();
    }

    private BridgedMessage crossing(String topic, String payload) {
        return new BridgedMessage(Message.passing(topic, payload), List.of(), clock.instant());
    }

    private static void reads(
            BridgeEndpoint endpoint, String topic, String direction, String filter) {
        endpoint.heard(
                topic,
                "{\"lane\":\"%s\",\"filters\":[\"%s\"]}"
                        .formatted(direction, filter)
                        .getBytes(UTF_8));
    }
}
