package meetpost.broker.storage;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import meetpost.broker.message.Nullable;

/**
 * Spares the medium. Each topic has five writes, and regains one in each {@code retained-every}.
 * Beyond these its last value is written when it has been quiet for four times its usual gap, or
 * {@code retained-every} after the first that was held back, whichever comes first. Confined to the
 * event loop.
 */
final class RetainedThinning {

    private static final int WRITES = 5;
    private static final int QUIET_GAPS = 4;

    /** Of a new gap in the usual one: so that one that is odd does not count for much. */
    private static final int WEIGHT = 4;

    /** Plans something on the event loop. */
    @FunctionalInterface
    interface Later {

        /** In so many nanoseconds. */
        Future<?> in(Runnable task, long nanos);
    }

    /** Of one topic; times in monotonic nanoseconds. */
    private static final class Allowance {
        private int writes = WRITES;
        private long regainedAt;
        private long lastAt;
        private long usualGap;
        private long heldSince;
        private @Nullable Future<?> planned;

        Allowance(long now) {
            regainedAt = now;
            lastAt = now;
        }
    }

    private final long every;
    private final LongSupplier now;
    private final Later later;
    private final Consumer<String> write;
    private final Map<String, Allowance> topics = new HashMap<>();

    /**
     * @param now monotonic nanoseconds
     * @param write given a topic whose value, or whose having none, is to be written
     */
    RetainedThinning(Duration every, LongSupplier now, Later later, Consumer<String> write) {
        this.every = every.toNanos();
        this.now = now;
        this.later = later;
        this.write = write;
    }

    void retained(String name) {
        if (every == 0) {
            write.accept(name);
            return;
        }
        long at = now.getAsLong();
        Allowance topic = topics.get(name);
        if (topic == null) {
            topic = new Allowance(at);
            topics.put(name, topic);
        } else {
            long gap = at - topic.lastAt;
            long usual = topic.usualGap;
            topic.usualGap = usual == 0 ? gap : usual + (gap - usual) / WEIGHT;
            topic.lastAt = at;
        }
        regain(topic, at);
        if (topic.writes > 0) {
            topic.writes--;
            cancel(topic);
            write.accept(name);
        } else if (topic.planned == null) {
            topic.heldSince = at;
            plan(name, topic, at);
        }
    }

    private void regain(Allowance topic, long at) {
        long regained = (at - topic.regainedAt) / every;
        topic.writes = (int) Math.min(WRITES, topic.writes + regained);
        topic.regainedAt = topic.writes == WRITES ? at : topic.regainedAt + regained * every;
    }

    /** Nothing is planned anew for each value: when the time has come it looks whether it has. */
    private void plan(String name, Allowance topic, long at) {
        long due = Math.min(topic.lastAt + QUIET_GAPS * topic.usualGap, topic.heldSince + every);
        topic.planned = later.in(() -> look(name), Math.max(0, due - at));
    }

    private void look(String name) {
        Allowance topic = topics.get(name);
        if (topic == null) {
            return;
        }
        topic.planned = null;
        long at = now.getAsLong();
        boolean quiet = at - topic.lastAt >= QUIET_GAPS * topic.usualGap;
        if (quiet || at - topic.heldSince >= every) {
            regain(topic, at);
            topic.writes = Math.max(0, topic.writes - 1);
            write.accept(name);
        } else {
            plan(name, topic, at);
        }
    }

    /** One that is held back is not to be. */
    void hurry(String name) {
        Allowance topic = topics.get(name);
        if (topic != null && topic.planned != null) {
            cancel(topic);
            write.accept(name);
        }
    }

    /** A value that is gone is seldom and final: written at once. */
    void unretained(String name) {
        Allowance topic = topics.remove(name);
        if (topic != null) {
            cancel(topic);
        }
        write.accept(name);
    }

    private static void cancel(Allowance topic) {
        Future<?> planned = topic.planned;
        if (planned != null) {
            topic.planned = null;
            planned.cancel(false);
        }
    }

    /** Writes what was held back. */
    void finish() {
        for (Map.Entry<String, Allowance> each : List.copyOf(topics.entrySet())) {
            if (each.getValue().planned != null) {
                cancel(each.getValue());
                write.accept(each.getKey());
            }
        }
    }
}
