package meetpost.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.output.IdHash;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

class AnsweredTest {

    private static final Answer ON = new Accepted(true, Optional.empty());
    private static final Answer OFF = new Accepted(false, Optional.empty());

    private final ManualTicks ticks = new ManualTicks();
    private final Answered answered = new Answered(ticks, List.of("pomp", "klep"));

    @Test
    void remembersForExactlyTenMinutes() {
        answered.keep("pomp", "42", ON);

        ticks.advance(Duration.ofMinutes(10).minusNanos(1));
        assertEquals(Optional.of(ON), answered.answer("pomp", "42"));
        ticks.advance(Duration.ofNanos(1));

        assertEquals(Optional.empty(), answered.answer("pomp", "42"));
    }

    @Test
    void keepsActuatorsApart() {
        answered.keep("pomp", "42", ON);

        assertEquals(Optional.empty(), answered.answer("klep", "42"));
    }

    @Test
    void keepsWhatWasDecided() {
        answered.keep("pomp", "on", ON);
        answered.keep("pomp", "off", OFF);
        answered.keep("pomp", "refused", new Refused(Refusal.MIN_OFF, "for 12 s"));

        assertEquals(Optional.of(ON), answered.answer("pomp", "on"));
        assertEquals(Optional.of(OFF), answered.answer("pomp", "off"));
        Answer refused = answered.answer("pomp", "refused").orElseThrow();
        assertEquals(Refusal.MIN_OFF, ((Refused) refused).reason());
    }

    @Test
    void remembersAHundredThousandOfOneActuatorAndHasRoomForAnother() {
        for (int id = 0; answered.hasRoom("pomp"); id++) {
            answered.keep("pomp", "id-" + id, ON);
        }

        assertEquals(110_000, answered.size());
        assertEquals(Optional.of(ON), answered.answer("pomp", "id-0"));
        answered.keep("pomp", "one more", ON);
        assertEquals(Optional.empty(), answered.answer("pomp", "one more"));
        for (int id = 0; id < 10_000; id++) {
            assertTrue(answered.hasRoom("klep"));
            answered.keep("klep", "id-" + id, OFF);
        }
        assertFalse(answered.hasRoom("klep"));
        assertEquals(Optional.of(ON), answered.answer("pomp", "id-0"));
        assertEquals(Optional.of(OFF), answered.answer("klep", "id-0"));
    }

    @Test
    void hasRoomAgainWhenTheOldestAreForgotten() {
        for (int id = 0; answered.hasRoom("pomp"); id++) {
            answered.keep("pomp", "id-" + id, ON);
        }

        ticks.advance(Duration.ofMinutes(10));

        assertTrue(answered.hasRoom("pomp"));
        assertEquals(0, answered.size());
    }

    /** As {@code printf 'pomp\\00042' | sha256sum} prints them. */
    @Test
    void theHashOfAnIdIsTheBeginningOfSha256() {
        assertEquals(new IdHash(0xac31cceb440732d9L, 0x44fef36a597c6784L), IdHash.of("pomp", "42"));
    }

    @Test
    void whatWasExecutedBeforeAStartCountsForTheRestOfItsTenMinutes() {
        answered.preload("pomp", IdHash.of("pomp", "too old"), true, Duration.ofMinutes(10));
        answered.preload("pomp", IdHash.of("pomp", "old"), true, Duration.ofMinutes(9));
        answered.preload("klep", IdHash.of("klep", "new"), false, Duration.ofSeconds(1));

        assertEquals(Optional.empty(), answered.answer("pomp", "too old"));
        assertEquals(Optional.of(ON), answered.answer("pomp", "old"));
        ticks.advance(Duration.ofMinutes(1));
        assertEquals(Optional.empty(), answered.answer("pomp", "old"));
        assertEquals(Optional.of(OFF), answered.answer("klep", "new"));
    }

    /** Against a map, while entries come and go, so that the index is filled, emptied, resized. */
    @Test
    void remembersWhatAMapWould() {
        var random = new Random(11);
        Map<String, Long> model = new LinkedHashMap<>();
        for (int step = 0; step < 60_000; step++) {
            ticks.advance(Duration.ofMillis(random.nextInt(step % 20_000 < 10_000 ? 200 : 2000)));
            long oldest = ticks.now() - Duration.ofMinutes(10).toNanos();
            while (!model.isEmpty() && model.values().iterator().next() - oldest <= 0) {
                model.remove(model.keySet().iterator().next());
            }
            String id = "id-" + random.nextInt(20_000);
            assertEquals(model.containsKey(id), answered.answer("pomp", id).isPresent(), id);
            if (!model.containsKey(id)) {
                answered.keep("pomp", id, ON);
                model.put(id, ticks.now());
            }
        }
        assertEquals(model.size(), answered.size());
    }
}
