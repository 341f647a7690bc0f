package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import meetpost.agent.outbox.DiskRecord.Kept;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DiskQueueTest {

    private static final long EARLIER_BOOT = 7;
    private static final long HOUR = 3_600_000_000_000L;
    private static final Instant SET = Instant.parse("2026-11-21T10:00:00Z");
    private static final long ROOM = 128 * 1024;

    /** Of each 100 readings so many are of the source that says little. */
    private static final int RARE = 3;

    @TempDir Path directory;

    private final ManualTicks ticks = new ManualTicks();
    private final ManualClock clock = new ManualClock(SET, ticks);
    private long id;

    /** A board without a clock battery started at 5:00 by its calendar, and was set to 10:00. */
    @Test
    void keepsWhatTheCalendarSaidWhenItMakesRoom() throws Exception {
        long before = SET.minusSeconds(5 * 3600).toEpochMilli();
        var early = new Timestamp(EARLIER_BOOT, 0, before);
        try (DiskQueue<Reading> queue = open(calendar())) {
            queue.keep(List.of(new Kept<>(++id, early, reading("rare", 0))));
            queue.stepped(new Timestamp(EARLIER_BOOT, HOUR, SET.toEpochMilli() + 3_600_000));
            while (queue.dropForRoom().isEmpty()) {
                queue.keep(batch(early));
            }
        }

        ClockCorrection next = calendar();
        open(next).close();

        assertEquals(SET, next.corrected(Instant.ofEpochMilli(before), early));
    }

    @Test
    void whatIsLeftOfOldSegmentsTakesLittleRoomHoweverMuchIsAdded() throws Exception {
        var now = new Timestamp(EARLIER_BOOT, 0, SET.toEpochMilli());
        List<Kept<Reading>> dropped = new ArrayList<>();
        try (DiskQueue<Reading> queue = open(calendar())) {
            for (int times = 0; times < 400; times++) {
                queue.keep(batch(now));
                dropped.addAll(queue.dropForRoom());
            }
            long rare = dropped.stream().filter(kept -> isRare(kept.thing())).count();

            assertEquals(id, queue.size() + dropped.size());
            long left = id * RARE / 100 - rare;
            assertTrue(left > 0 && left < 200, left + " of the rare source are left of " + id);
        }
    }

    private List<Kept<Reading>> batch(Timestamp came) {
        List<Kept<Reading>> batch = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String sensor = i < RARE ? "rare" : "often";
            batch.add(new Kept<>(++id, came, reading(sensor, id)));
        }
        return batch;
    }

    private static boolean isRare(Reading reading) {
        return reading.sensor().equals("rare");
    }

    private ClockCorrection calendar() {
        return new ClockCorrection(clock, ticks, EARLIER_BOOT + 1);
    }

    private DiskQueue<Reading> open(ClockCorrection calendar) throws IOException {
        return DiskQueue.open(new ReadingKind(), directory, ROOM, calendar);
    }
}
