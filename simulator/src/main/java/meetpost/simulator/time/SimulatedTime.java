package meetpost.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import meetpost.agent.time.Ticks;

/**
 * Time that flows {@code speed} times as fast as life, from 0 on, and that is exact for those who
 * wait in it.
 *
 * <p>A thread that comes back from {@link #until} is at that very tick, however late it really is,
 * until it waits again: what it measures does not depend on how busy the machine was. Such threads
 * go one at a time, in the order of their ticks and then of their names, so that whatever they do
 * together happens in the same order in each run. Any other thread sees time flow.
 *
 * <p>Safe for use by several threads.
 */
public final class SimulatedTime implements Ticks {

    /** The end of a time that has none. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A thread that is blocked elsewhere for so long is no longer waited for by the others. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** What nobody signals, such as that a thread has ended, is seen within this. */
    private static final Duration LOOK = Duration.ofMillis(50);

    /** A thread that did not wait for so long waits elsewhere: for it, time flows again. */
    private static final Duration LAPSE = Duration.ofSeconds(2);

    private final double speed;
    private final long end;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    /** Changed under the lock. */
    private final Map<Thread, Traveller> travellers = new ConcurrentHashMap<>();

    private volatile boolean flowing;
    private volatile long startedAt;

    /**
     * Stands still until {@link #start}.
     *
     * @param speed simulated seconds in a real one, above 0
     * @param end the tick at which it stands still again; {@link #NEVER}
     */
    public SimulatedTime(double speed, long end) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed of " + speed + ", expected more than 0");
        }
        this.speed = speed;
        this.end = end;
    }

    /** Lets it flow. */
    public void start() {
        lock.lock();
        try {
            startedAt = System.nanoTime();
            flowing = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A calendar that showed {@code start} at tick 0. */
    public Clock clock(Instant start) {
        return new SimulatedClock(this, start, ZoneOffset.UTC);
    }

    @Override
    public long now() {
        Traveller traveller = travellers.get(Thread.currentThread());
        return traveller != null && traveller.within(LAPSE) ? traveller.tick : flow();
    }

    @Override
    public void until(long tick) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Traveller traveller = travellers.get(Thread.currentThread());
            if (traveller == null) {
                traveller = new Traveller(Thread.currentThread());
                travellers.put(traveller.thread, traveller);
            } else if (traveller.within(LAPSE) && tick <= traveller.tick) {
                return;
            }
            travel(traveller, tick);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration real(long tick) {
        return Duration.ofNanos((long) Math.max(0, (tick - flow()) / speed));
    }

    /**
     * Blocks until so many threads wait in this time, or for {@code max} of real time.
     *
     * @return whether they do
     */
    public boolean awaitTravellers(int count, Duration max) throws InterruptedException {
        return await(
                max,
                () -> travellers.values().stream().filter(each -> each.waiting).count() >= count);
    }

    /**
     * Blocks until this time has ended and every thread in it has done what it had to do before, or
     * for {@code max} of real time.
     *
     * @return whether it has ended
     */
    public boolean awaitEnd(Duration max) throws InterruptedException {
        return await(
                max,
                () ->
                        flow() >= end
                                && travellers.values().stream()
                                        .noneMatch(each -> before(each, end)));
    }

    private boolean await(Duration max, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                long unused = moved.awaitNanos(Math.min(left, LOOK.toNanos()));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void travel(Traveller traveller, long tick) throws InterruptedException {
        traveller.tick = tick;
        traveller.waiting = true;
        moved.signalAll();
        try {
            while (!flowing || tick >= end || flow() < tick || anybodyBefore(traveller)) {
                long unused = moved.awaitNanos(longestWait(tick));
            }
        } catch (InterruptedException e) {
            travellers.remove(traveller.thread);
            throw e;
        } finally {
            traveller.waiting = false;
            traveller.since = System.nanoTime();
        }
    }

    private long longestWait(long tick) {
        long patience = PATIENCE.toNanos();
        if (!flowing || tick >= end) {
            return patience;
        }
        long toGo = real(tick).toNanos();
        return toGo > 0 ? Math.min(toGo, patience) : LOOK.toNanos();
    }

    private boolean anybodyBefore(Traveller traveller) {
        travellers.keySet().removeIf(thread -> !thread.isAlive());
        for (Traveller other : travellers.values()) {
            if (other != traveller
                    && (other.tick < traveller.tick
                            || (other.tick == traveller.tick
                                    && other.thread.getName().compareTo(traveller.thread.getName())
                                            < 0))
                    && other.holdsOthersUp()) {
                return true;
            }
        }
        return false;
    }

    private static boolean before(Traveller traveller, long tick) {
        return traveller.thread.isAlive() && traveller.tick < tick && traveller.holdsOthersUp();
    }

    private long flow() {
        return flowing ? (long) Math.min((double) end, (System.nanoTime() - startedAt) * speed) : 0;
    }

    /** A thread that has waited in this time. Guarded by the lock but for its own thread. */
    private static final class Traveller {

        private final Thread thread;
        private volatile long tick;
        private volatile boolean waiting;

        /** When it last came back, by the operating system's clock. */
        private volatile long since = System.nanoTime();

        private Traveller(Thread thread) {
            this.thread = thread;
        }

        /** One that wants to go on is given longer by a busy machine than one that is blocked. */
        private boolean holdsOthersUp() {
            return waiting
                    || within(PATIENCE)
                    || (within(LAPSE) && thread.getState() == Thread.State.RUNNABLE);
        }

        private boolean within(Duration limit) {
            return System.nanoTime() - since < limit.toNanos();
        }
    }
}
