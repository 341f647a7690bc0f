package meetpost.broker.retained;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Claimant;
import meetpost.broker.budget.Rank;
import meetpost.broker.budget.Share;
import meetpost.broker.message.Message;
import meetpost.broker.message.Topic;
import org.junit.jupiter.api.Test;

/** What retained messages are counted for: what is there, whatever was there before. */
class RetainedBytesTest {

    private final Budget budget = new Budget(Map.of(), false);
    private final Retained retained = new Retained(budget, false, topic -> {});
    private final Share ann = budget.share(new Claimant(Rank.ANYBODY, "ann"));
    private final Share bob = budget.share(new Claimant(Rank.ANYBODY, "bob"));

    @Test
    void growByAsMuchAsALargerValueIsLarger() {
        retained.put(message("t", 100), ann);
        long before = retained.bytes();

        retained.put(message("t", 350), ann);

        assertEquals(250, retained.bytes() - before);
        assertEquals(1, retained.size());
    }

    @Test
    void shrinkByAsMuchAsASmallerValueIsSmaller() {
        retained.put(message("t", 350), ann);
        long before = retained.bytes();

        retained.put(message("t", 100), ann);

        assertEquals(250, before - retained.bytes());
    }

    @Test
    void stayAsTheyAreWhenAValueIsAsLarge() {
        retained.put(message("t", 100), ann);
        long before = retained.bytes();

        for (int i = 0; i < 1_000; i++) {
            retained.put(message("t", 100), i % 2 == 0 ? ann : bob);
        }

        assertEquals(before, retained.bytes());
    }

    @Test
    void areOfWhoeverSentTheLastValue() {
        retained.put(message("t", 100), ann);
        retained.put(message("t", 400), bob);
        retained.put(message("other", 10), ann);

        retained.giveUp(ann, Long.MAX_VALUE, this, false);

        assertEquals(1, retained.size());
        assertEquals(400, retained.get("t").payload().length);
        retained.remove("t");
        assertEquals(0, retained.bytes());
    }

    private static Message message(String topic, int bytes) {
        return new Message(new Topic(topic), new byte[bytes], 0, true);
    }
}
