package meetpost.broker.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** When a retained value goes to the card; time is the test's, in seconds. */
class RetainedThinningTest {

    private record Planned(long at, Runnable task, CompletableFuture<Void> future) {}

    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingLong(Planned::at));
    private final List<String> written = new ArrayList<>();
    private long now;
    private final RetainedThinning thinning =
            new RetainedThinning(
                    Duration.ofMinutes(5),
                    () -> now,
                    this::plan,
                    topic -> written.add(topic + " at " + seconds()));

    @Test
    void givesEachTopicFiveWritesAtOnce() {
        for (int i = 0; i < 8; i++) {
            at(i);
            thinning.retained("t");
        }
        thinning.retained("u");

        assertEquals(List.of("t at 0", "t at 1", "t at 2", "t at 3", "t at 4", "u at 7"), written);
    }

    /** Its values came each second: four seconds of silence are enough. */
    @Test
    void writesTheLastValueWhenATopicHasFallenSilent() {
        for (int i = 0; i < 10; i++) {
            at(i);
            thinning.retained("t");
        }
        written.clear();
        at(60);

        assertEquals(List.of("t at 13"), written);
    }

    @Test
    void writesATopicThatIsNeverSilentOnceInTheTime() {
        for (int i = 0; i < 1_000; i++) {
            at(i);
            thinning.retained("t");
        }

        // Five at once; the sixth is regained after 300 s, and so on.
        assertEquals(
                List.of(
                        "t at 0",
                        "t at 1",
                        "t at 2",
                        "t at 3",
                        "t at 4",
                        "t at 300",
                        "t at 600",
                        "t at 900"),
                written);
    }

    @Test
    void regainsAWriteInEachTime() {
        for (int i = 0; i < 6; i++) {
            thinning.retained("t");
        }
        at(1);
        written.clear();
        at(601);
        for (int i = 0; i < 3; i++) {
            thinning.retained("t");
        }

        assertEquals(List.of("t at 601", "t at 601"), written);
    }

    @Test
    void writesAtOnceThatAValueIsGoneAndNothingAfterIt() {
        for (int i = 0; i < 7; i++) {
            at(i);
            thinning.retained("t");
        }
        written.clear();
        thinning.unretained("t");
        at(1_000);

        assertEquals(List.of("t at 6"), written);
    }

    @Test
    void writesWhatItHeldBackAtTheEnd() {
        for (int i = 0; i < 6; i++) {
            thinning.retained("t");
            thinning.retained("u" + i);
        }
        written.clear();
        thinning.finish();

        assertEquals(List.of("t at 0"), written);
    }

    private Future<?> plan(Runnable task, long nanos) {
        var future = new CompletableFuture<Void>();
        planned.add(new Planned(now + nanos, task, future));
        return future;
    }

    private long seconds() {
        return Duration.ofNanos(now).toSeconds();
    }

    private void at(long seconds) {
        long end = Duration.ofSeconds(seconds).toNanos();
        while (!planned.isEmpty() && planned.element().at <= end) {
            Planned next = planned.remove();
            now = Math.max(now, next.at);
            if (!next.future.isCancelled()) {
                next.task.run();
            }
        }
        now = end;
    }
}
