package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.reading;
import static meetpost.agent.outbox.OutboxContract.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DiskOutboxTimeTest extends OutboxOnDisk {

    @Test
    void correctsWhatWasMeasuredBeforeTheCalendarWasSet() throws Exception {
        clock.jump(Duration.between(TEN, Instant.parse("1970-01-01T00:00:30Z")));
        DiskWriter<Reading> writer = open(2, 16 * MEGABYTE);
        for (int seq = 1; seq <= 4; seq++) {
            writer.outbox().add(now("a", seq));
            writer.work(true);
            ticks.advance(Duration.ofSeconds(10));
        }

        clock.jump(Duration.between(Instant.parse("1970-01-01T00:00:30Z"), TEN));

        assertEquals(
                List.of("10:00:00Z true", "10:00:10Z true", "10:00:20Z true", "10:00:30Z true"),
                times(writer.outbox()));
    }

    @Test
    void correctsItAfterAKillToo() throws Exception {
        clock.jump(Duration.ofHours(-5));
        DiskWriter<Reading> killed = open(2, 16 * MEGABYTE);
        killed.outbox().add(now("a", 1));
        killed.work(true);
        ticks.advance(Duration.ofSeconds(30));
        clock.jump(Duration.ofHours(5));

        assertEquals(List.of("10:00:00Z true"), times(open(2, 16 * MEGABYTE).outbox()));
    }

    @Test
    void correctsItAfterThePowerWasCutIfTheCalendarHadBeenSet() throws Exception {
        clock.jump(Duration.ofHours(-5));
        DiskWriter<Reading> cut = open(2, 16 * MEGABYTE);
        cut.outbox().add(now("a", 1));
        cut.work(true);
        ticks.advance(Duration.ofSeconds(30));
        clock.jump(Duration.ofHours(5));
        cut.work(false);
        clock.jump(Duration.ofHours(-2));

        DiskOutbox<Reading> restored = open(2, 16 * MEGABYTE, NEXT_BOOT).outbox();

        assertEquals(List.of("10:00:00Z true"), times(restored));
    }

    @Test
    void marksWhatNobodyCanCorrectAnyMore() throws Exception {
        clock.jump(Duration.between(TEN, Instant.parse("1970-01-01T00:00:30Z")));
        DiskWriter<Reading> cut = open(2, 16 * MEGABYTE);
        cut.outbox().add(now("a", 1));
        cut.work(true);
        clock.jump(Duration.between(Instant.parse("1970-01-01T00:00:30Z"), TEN));

        DiskOutbox<Reading> restored = open(2, 16 * MEGABYTE, NEXT_BOOT).outbox();

        assertEquals(List.of("00:00:30Z false"), times(restored));
    }

    @Test
    void leavesAloneATimeThatWasRight() throws Exception {
        DiskWriter<Reading> writer = open(2, 16 * MEGABYTE);
        writer.outbox().add(now("a", 1));
        writer.work(true);
        ticks.advance(Duration.ofDays(1));

        assertEquals(List.of("10:00:00Z true"), times(open(2, 16 * MEGABYTE, NEXT_BOOT).outbox()));
        assertEquals(List.of("10:00:00Z true"), times(writer.outbox()));
    }

    @Test
    void dropsNothingForAgeWhenTheCalendarJumps() throws Exception {
        DiskWriter<Reading> writer = open(2, 16 * MEGABYTE);
        for (int seq = 1; seq <= 10; seq++) {
            writer.outbox().add(now("a", seq));
            writer.work(true);
        }

        clock.jump(Duration.ofDays(20_000));
        writer.work(true);
        clock.jump(Duration.ofDays(-30_000));
        writer.work(true);

        assertEquals(10, writer.outbox().size());
        assertEquals(0, writer.outbox().dropped());
    }

    private static List<String> times(DiskOutbox<Reading> outbox) {
        return takeAll(outbox).stream()
                .map(Entry::thing)
                .map(reading -> reading.time().toString().substring(11) + " " + reading.timeKnown())
                .toList();
    }
}
