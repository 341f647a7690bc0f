package meetpost.broker;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Spares the medium: a retained value is written at once if its topic was quiet for a time, and
 * otherwise once in that time, as it then is. Confined to the event loop.
 */
final class RetainedThinning {

    private final long everyNanos;
    private final EventLoop loop;
    private final Consumer<String> write;
    private final Map<String, Long> writtenAt = new HashMap<>();
    private final Map<String, ScheduledFuture<?>> waiting = new HashMap<>();

    /**
     * @param write given a topic whose value, or whose having none, is to be written
     */
    RetainedThinning(Duration every, EventLoop loop, Consumer<String> write) {
        this.everyNanos = every.toNanos();
        this.loop = loop;
        this.write = write;
    }

    void retained(String topic) {
        long now = System.nanoTime();
        long left = writtenAt.getOrDefault(topic, now - everyNanos) + everyNanos - now;
        if (left <= 0) {
            writtenAt.put(topic, now);
            write.accept(topic);
        } else {
            waiting.computeIfAbsent(
                    topic, late -> loop.schedule(() -> due(late), left, NANOSECONDS));
        }
    }

    /** A value that is gone is seldom and final: written at once. */
    void unretained(String topic) {
        ScheduledFuture<?> planned = waiting.remove(topic);
        if (planned != null) {
            planned.cancel(false);
        }
        writtenAt.remove(topic);
        write.accept(topic);
    }

    /** Writes what was held back. */
    void finish() {
        List.copyOf(waiting.keySet()).forEach(this::due);
    }

    private void due(String topic) {
        waiting.remove(topic);
        writtenAt.put(topic, System.nanoTime());
        write.accept(topic);
    }
}
