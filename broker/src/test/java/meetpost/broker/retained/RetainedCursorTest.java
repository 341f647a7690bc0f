package meetpost.broker.retained;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import meetpost.broker.budget.Budget;
import meetpost.broker.message.Message;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;
import org.junit.jupiter.api.Test;

/** What was retained when a subscription was made, each once, whatever becomes of it meanwhile. */
class RetainedCursorTest {

    @Test
    void skipsWhatWasReplacedRemovedOrOvertakenMeanwhile() {
        var retained = new Retained(new Budget(Map.of(), false), false, topic -> {});
        for (int i = 0; i < 100; i++) {
            retained.restore(message("t/" + i, "old"));
        }
        RetainedCursor wide = cursor("t/#", retained);
        RetainedCursor narrow = cursor("t/+/#", retained);
        assertEquals("t/0", next(wide));

        retained.restore(message("t/1", "new"));
        retained.remove("t/2");
        retained.overtaken("t/3");
        retained.restore(message("t/100", "later"));
        retained.remove("t/99");

        List<String> rest = new ArrayList<>();
        for (String topic = next(wide); topic != null; topic = next(wide)) {
            rest.add(topic);
        }
        assertEquals(95, rest.size());
        assertEquals("t/4", rest.get(0));
        assertEquals("t/98", rest.get(94));
        assertEquals("t/0", next(narrow));
        assertEquals("t/4", next(narrow));
    }

    /** A client that is away holds its place, and no place in the links. */
    @Test
    void goesOnWhereItWasAfterARest() {
        var retained = new Retained(new Budget(Map.of(), false), false, topic -> {});
        for (int i = 0; i < 40; i++) {
            retained.restore(message("t/" + i, "x"));
        }
        RetainedCursor cursor = cursor("#", retained);
        assertEquals("t/0", next(cursor));
        assertEquals("t/1", next(cursor));
        cursor.rest();
        retained.remove("t/2");
        retained.remove("t/1");

        assertEquals("t/3", next(cursor));
    }

    @Test
    void remembersAFewOneByOne() {
        var retained = new Retained(new Budget(Map.of(), false), false, topic -> {});
        for (int i = 0; i < 1_000; i++) {
            retained.restore(message("t/" + i, "x"));
        }
        RetainedCursor one = cursor("t/7", retained);
        RetainedCursor gone = cursor("t/8", retained);
        retained.overtaken("t/8");

        assertEquals("t/7", next(one));
        assertNull(next(one));
        assertNull(next(gone));
        assertNull(next(cursor("other/#", retained)));
    }

    private static Message message(String topic, String payload) {
        return new Message(new Topic(topic), payload.getBytes(UTF_8), 0, true);
    }

    private static RetainedCursor cursor(String filter, Retained retained) {
        return new RetainedCursor(new TopicFilter(filter, ""), retained);
    }

    private static String next(RetainedCursor cursor) {
        for (RetainedNode node = cursor.peek(); node != null; node = cursor.peek()) {
            Message message = node.message();
            boolean wanted = cursor.matches(message);
            cursor.advance();
            if (wanted) {
                return message.topic().name();
            }
        }
        return null;
    }
}
