package meetpost.agent.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

class FenceTest {

    private static final String SET = "actuatoren/pomp/set";
    private static final List<String> SETS = List.of(SET);

    private final ManualTicks ticks = new ManualTicks();
    private final List<String> heard = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();
    private final Fence fence = fence(GuardedTopics.of(List.of(SET, "homeassistant/status")), 1);

    /** Brokers that hand stored copies out with retain 0 gave a pump the ON of last week. */
    @Test
    void whatComesBeforeBothMarksAreBackIsHistory() {
        come("ON");
        subscribeAndSend();
        come("ON");
        back(1);
        come("ON");
        back(0);
        come("OFF");

        assertEquals(List.of("ON*", "ON*", "ON*", "OFF"), heard);
    }

    /** MQTT 3.1.1 section 4.6: order is kept for one topic and one QoS. */
    @Test
    void aMarkGoesOutAtEachQosAndIsNeverStored() {
        subscribeAndSend();

        assertEquals(List.of(0, 1), sent.stream().map(Message::qos).toList());
        assertEquals(List.of(SET, SET), sent.stream().map(Message::topic).toList());
        assertTrue(sent.stream().noneMatch(Message::isRetained));
        assertTrue(
                sent.stream()
                        .allMatch(
                                mark ->
                                        new String(mark.payload(), UTF_8)
                                                .matches("meetpost-mark:[0-9a-f]{32}")));
    }

    @Test
    void noMarkGoesOutBeforeTheBrokerHasAnsweredTheSubscription() {
        int number = fence.begin(SETS);
        fence.send(sent::add);
        assertEquals(List.of(), sent);
        assertFalse(fence.isSent());

        fence.subscribed(List.of(), number);
        fence.send(sent::add);

        assertEquals(2, sent.size());
        assertTrue(fence.isSent());
    }

    @Test
    void theRetainFlagCountsAlsoWhenTheMarksAreBack() {
        subscribeAndSend();
        back(0);
        back(1);

        fence.message(SET, "ON".getBytes(UTF_8), 1, true);

        assertEquals(List.of("ON*"), heard);
    }

    @Test
    void marksOfAnybodyReachNobodyAndOpenNothing() {
        subscribeAndSend();
        come("meetpost-mark:00112233445566778899aabbccddeeff");
        come("meetpost-mark:ffeeddccbbaa99887766554433221100");
        come("ON");
        fence.message(
                "elders",
                "meetpost-mark:00112233445566778899aabbccddeeff".getBytes(UTF_8),
                0,
                false);
        // Nearly a mark: somebody's nonsense, which is answered as such.
        come("meetpost-mark:00112233445566778899AABBCCDDEEFF");

        assertEquals(List.of("ON*", "meetpost-mark:00112233445566778899AABBCCDDEEFF*"), heard);
    }

    @Test
    void ourOwnMarkWithTheRetainFlagOpensNothing() {
        subscribeAndSend();
        sent.forEach(mark -> fence.message(SET, mark.payload(), mark.qos(), true));
        come("ON");

        assertEquals(List.of("ON*"), heard);
    }

    @Test
    void aMarkOnAnotherTopicOpensNothing() {
        Fence two = fence(GuardedTopics.of(List.of(SET, "actuatoren/klep/set")), 2);
        two.subscribed(List.of(), two.begin(List.of(SET, "actuatoren/klep/set")));
        two.send(sent::add);
        sent.stream()
                .filter(mark -> mark.topic().equals("actuatoren/klep/set"))
                .forEach(mark -> two.message(SET, mark.payload(), mark.qos(), false));

        two.message(SET, "ON".getBytes(UTF_8), 1, false);

        assertEquals(List.of("ON*"), heard);
    }

    /** Else a board that may not write there would obey nobody. */
    @Test
    void afterTenSecondsTheFlagAloneGuardsAndThatIsSaid() {
        subscribeAndSend();
        back(0);
        goOn(Duration.ofMillis(9_900));
        come("ON");
        assertEquals(List.of(), fence.problems());
        goOn(Duration.ofMillis(200));
        come("ON");

        assertEquals(List.of("ON*", "ON"), heard);
        assertEquals(SETS, fence.problems());
    }

    /** Stored copies and marks lie in the socket of a process that was stopped, unread. */
    @Test
    void aStandstillIsNoTimeGoneBy() {
        subscribeAndSend();
        ticks.advance(Duration.ofHours(1));
        fence.look();

        come("ON");

        assertEquals(List.of("ON*"), heard);
        assertEquals(List.of(), fence.problems());
    }

    @Test
    void aMarkThatIsLateEndsTheTrouble() {
        subscribeAndSend();
        goOn(Duration.ofSeconds(11));
        assertEquals(SETS, fence.problems());
        back(0);
        back(1);

        assertEquals(List.of(), fence.problems());
    }

    @Test
    void aSubscriptionThatIsRefusedIsTroubleAtOnce() {
        fence.subscribed(SETS, fence.begin(SETS));

        assertEquals(SETS, fence.problems());
        fence.send(sent::add);
        assertEquals(List.of(), sent);
    }

    @Test
    void aSubscriptionThatIsNotAnsweredIsTroubleAfterTenSeconds() {
        fence.begin(SETS);
        goOn(Duration.ofSeconds(11));
        come("ON");

        assertEquals(SETS, fence.problems());
        assertEquals(List.of("ON"), heard);
    }

    /** It brings the stored copies once more. */
    @Test
    void eachLaterSubscriptionIsFencedAnew() {
        subscribeAndSend();
        back(0);
        back(1);
        List<Message> first = List.copyOf(sent);
        int number = fence.begin(List.of("actuatoren/#"));
        come("ON");
        first.forEach(mark -> fence.message(SET, mark.payload(), mark.qos(), false));
        come("ON");

        sent.clear();
        fence.subscribed(List.of(), number);
        fence.send(sent::add);
        back(0);
        back(1);
        come("OFF");

        assertEquals(List.of("ON*", "ON*", "OFF"), heard);
    }

    @Test
    void anAnswerToAnEarlierSubscriptionIsNotTheLast() {
        int first = fence.begin(SETS);
        int second = fence.begin(SETS);
        fence.subscribed(List.of(), first);
        fence.send(sent::add);
        assertEquals(List.of(), sent);

        fence.subscribed(List.of(), second);
        fence.send(sent::add);

        assertEquals(2, sent.size());
    }

    @Test
    void marksForWhichThereIsNoRoomGoOutLater() {
        fence.subscribed(List.of(), fence.begin(SETS));
        fence.send(mark -> sent.isEmpty() && sent.add(mark));
        assertFalse(fence.isSent());

        fence.send(sent::add);

        assertEquals(List.of(0, 1), sent.stream().map(Message::qos).toList());
        assertTrue(fence.isSent());
    }

    @Test
    void whatIsNoCommandIsBelievedAtOnce() {
        fence.message("homeassistant/status", "online".getBytes(UTF_8), 0, false);

        assertEquals(List.of("online"), heard);
    }

    /** A bridge does not know which outputs there are behind a wildcard. */
    @Test
    void aFilterWithWildcardsIsFencedByATopicThatItMatches() {
        assertEquals(
                List.of(
                        new GuardedTopics("actuatoren/+/set", "actuatoren/meetpost-mark/set"),
                        new GuardedTopics("actuatoren/#", "actuatoren/meetpost-mark/set"),
                        new GuardedTopics("#", "meetpost-mark/set"),
                        new GuardedTopics("actuatoren/pomp/+", "actuatoren/pomp/set")),
                GuardedTopics.of(
                        List.of(
                                "actuatoren/+/set",
                                "actuatoren/#",
                                "#",
                                "actuatoren/pomp/+",
                                "+",
                                "sensoren/+/status",
                                "$SYS/#")));
        Fence wide = fence(GuardedTopics.of(List.of("actuatoren/#")), 3);
        wide.begin(List.of("actuatoren/#"));

        wide.message("actuatoren/klep/set", "ON".getBytes(UTF_8), 1, false);
        wide.message("actuatoren/klep", "ON".getBytes(UTF_8), 1, false);

        assertEquals(List.of("ON*", "ON"), heard);
    }

    private Fence fence(List<GuardedTopics> guards, int seed) {
        return new Fence(guards, new Hearing(), ticks, new Random(seed), () -> {});
    }

    private void subscribeAndSend() {
        fence.subscribed(List.of(), fence.begin(SETS));
        fence.send(sent::add);
    }

    private void come(String payload) {
        fence.message(SET, payload.getBytes(UTF_8), 1, false);
    }

    private void back(int qos) {
        sent.stream()
                .filter(mark -> mark.qos() == qos)
                .forEach(mark -> fence.message(mark.topic(), mark.payload(), qos, false));
    }

    private void goOn(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 100) {
            ticks.advance(Duration.ofMillis(Math.min(100, left)));
            fence.look();
        }
    }

    private final class Hearing implements MessageListener {

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            heard.add(new String(payload, UTF_8) + (retained ? "*" : ""));
        }

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {
            heard.add("TOO-LARGE" + (retained ? "*" : ""));
        }

        @Override
        public boolean isBehind() {
            return false;
        }
    }
}
