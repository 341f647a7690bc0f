package meetpost.agent.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import org.junit.jupiter.api.Test;

/** What an outbox does that is bounded by a number of readings, no more than it was made for. */
abstract class BoundedOutboxContract extends OutboxContract {

    @Test
    void dropsTheOldestOfTheSensorThatHasMost() throws Exception {
        Outbox<Reading> outbox = outbox(6, WEEK);
        outbox.add(reading("rare", 1));
        outbox.add(reading("rare", 2));
        for (int seq = 1; seq <= 100; seq++) {
            outbox.add(reading("chatty", seq));
        }

        assertEquals(6, outbox.size());
        assertEquals(96, outbox.dropped());
        assertEquals(
                List.of("rare 1", "rare 2", "chatty 97", "chatty 98", "chatty 99", "chatty 100"),
                names(takeAll(outbox)));
    }

    @Test
    void shakesEqualSensorsEqually() throws Exception {
        Outbox<Reading> outbox = outbox(6, WEEK);
        for (int seq = 1; seq <= 50; seq++) {
            outbox.add(reading("a", seq));
            outbox.add(reading("b", seq));
            outbox.add(reading("c", seq));
        }

        assertEquals(
                List.of("a 49", "b 49", "c 49", "a 50", "b 50", "c 50"), names(takeAll(outbox)));
    }

    @Test
    void isBoundedAlthoughEverythingIsOut() throws Exception {
        Outbox<Reading> outbox = outbox(4, WEEK);
        for (int seq = 1; seq <= 4; seq++) {
            outbox.add(reading("a", seq));
        }
        List<Entry<Reading>> out = takeAll(outbox);

        outbox.add(reading("a", 5));

        assertEquals(4, outbox.size());
        assertEquals(1, outbox.dropped());
        out.forEach(outbox::giveBack);
        assertEquals(List.of("a 2", "a 3", "a 4", "a 5"), names(takeAll(outbox)));
    }
}
