package meetpost.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.WakeSignal;

/**
 * Time that flows {@code speed} times as fast as life, from 0 on, exact for those who live in it.
 *
 * <p>A thread that has {@linkplain #enter() entered} is a {@link Traveller}. After {@link #until}
 * it is at that very tick, however late it really is, until it waits again: what it measures does
 * not depend on how busy the machine was. Travellers go one at a time, in the order of their ticks
 * and then of their names, so that whatever they do together happens in the same order in each run.
 * Time never passes the tick of a traveller, whether it waits or works: for any other thread it
 * {@linkplain Flow flows}, and stands still while a traveller is late. For several threads.
 */
public final class SimulatedTime implements Ticks {

    /** The end of a time that has none. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A traveller that is blocked elsewhere for so long is no longer waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What nobody signals, such as that a thread has ended, is seen within this. */
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Who is no traveller looks at the time this often at most. */
    private static final Duration AGAIN = Duration.ofMillis(1);

    /** By these ticks: the least that a wait is, so that time goes on in every loop. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final long end;
    private final ReentrantLock lock = new ReentrantLock();

    /** For all but travellers. */
    private final Condition moved = lock.newCondition();

    private final Flow flow;
    private final Travellers travellers;

    /**
     * Stands still until {@link #start}.
     *
     * @param speed simulated seconds in a real one, above 0
     * @param end the tick at which it stands still again; {@link #NEVER}
     */
    public SimulatedTime(double speed, long end) {
        this(speed, end, PATIENCE);
    }

    SimulatedTime(double speed, long end, Duration patience) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a speed of " + speed + ", expected more than 0");
        }
        this.end = end;
        this.flow = new Flow(speed, end);
        this.travellers = new Travellers(LOOK, (int) patience.dividedBy(LOOK));
    }

    /** Lets it flow. A second call does nothing. */
    public void start() {
        lock.lock();
        try {
            if (!flow.isFlowing()) {
                flow.start();
                travellers.wakeFirst();
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on no traveller holds it up: a stop waits in real time and holds travellers. */
    public void release() {
        travellers.release();
    }

    /** A calendar that showed {@code start} at tick 0. */
    public Clock clock(Instant start) {
        return new SimulatedClock(this, start, ZoneOffset.UTC);
    }

    @Override
    public long now() {
        return locked(
                () ->
                        travellers
                                .me()
                                .filter(each -> !each.lost)
                                .map(each -> each.tick)
                                .orElse(flow()));
    }

    @Override
    public void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var traveller = new Traveller(Thread.currentThread(), lock.newCondition());
            travellers.add(traveller);
            travel(traveller, flow());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void until(long tick) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Optional<Traveller> me = travellers.me();
            if (me.isEmpty()) {
                visit(tick, () -> false);
            } else if (tick > me.get().found(flow()).tick) {
                travel(me.get(), tick);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration real(long tick) {
        return locked(() -> flow.left(flow(), tick));
    }

    @Override
    public Duration span(Duration real) {
        return locked(() -> Duration.ofNanos((long) flow.span(flow(), real)).plus(SHORTEST_WAIT));
    }

    @Override
    public boolean isStretched(long tick, Duration by) {
        return locked(() -> flow() - tick < by.toNanos());
    }

    @Override
    public WakeSignal signal() {
        return new Signal();
    }

    /** How far it came in how much of real time, and how much of that it was stretched. */
    public Progress progress() {
        return locked(() -> flow.progress(flow()));
    }

    /** Blocks until so many threads wait in this time, or for {@code max}; says whether they do. */
    public boolean awaitTravellers(int count, Duration max) throws InterruptedException {
        return await(max, NEVER, () -> travellers.waiting() >= count);
    }

    /**
     * Blocks until this time has ended and every thread in it has done what it had to do before, or
     * for {@code max} of real time; says whether it has.
     */
    public boolean awaitEnd(Duration max) throws InterruptedException {
        return await(max, end, () -> flow() >= end);
    }

    private boolean await(Duration max, long tick, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                travellers.look();
                long unused =
                        moved.awaitNanos(Math.min(left, flow.rest(flow(), tick, AGAIN, LOOK)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits as one whom nobody waits for. */
    private void visit(long tick, BooleanSupplier sooner) throws InterruptedException {
        while (flow() < tick && !sooner.getAsBoolean()) {
            travellers.look();
            long unused = moved.awaitNanos(flow.rest(flow(), tick, AGAIN, LOOK));
        }
    }

    private void travel(Traveller traveller, long tick) throws InterruptedException {
        traveller.tick = tick;
        traveller.waiting = true;
        travellers.wakeFirst();
        if (!flow.isFlowing()) {
            moved.signalAll();
        }
        try {
            while (!isDue(traveller)) {
                travellers.look();
                long rest =
                        travellers.isFirst(traveller)
                                ? flow.rest(flow(), tick, Duration.ZERO, LOOK)
                                : LOOK.toNanos();
                long unused = traveller.turn.awaitNanos(rest);
            }
        } catch (InterruptedException e) {
            travellers.remove(traveller);
            travellers.wakeFirst();
            throw e;
        } finally {
            traveller.waiting = false;
            traveller.blocked = 0;
        }
    }

    private boolean isDue(Traveller traveller) {
        long now = flow();
        if (now >= end) {
            // Only who ends the program still wakes anybody.
            traveller.tick = Math.min(traveller.tick, end);
            return traveller.raised;
        }
        return flow.isFlowing() && now >= traveller.tick && travellers.isFirst(traveller);
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private long flow() {
        return flow.now(travellers.earliest());
    }

    /** Wakes who waits for it at the tick at which it is raised. */
    private final class Signal implements WakeSignal {

        private boolean raised;
        private Optional<Traveller> waiter = Optional.empty();

        @Override
        public void raise() {
            lock.lock();
            try {
                raised = true;
                long now = now();
                waiter.ifPresent(
                        each -> {
                            each.raised = true;
                            each.tick = Math.min(each.tick, now);
                            travellers.wakeFirst();
                        });
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean await(Duration bound) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                if (!raised) {
                    await(now() + Math.max(bound.toNanos(), SHORTEST_WAIT.toNanos()));
                }
                return raised;
            } finally {
                raised = false;
                lock.unlock();
            }
        }

        private void await(long tick) throws InterruptedException {
            waiter = travellers.me().map(each -> each.found(flow()));
            if (waiter.isEmpty()) {
                visit(tick, () -> raised);
                return;
            }
            Traveller me = waiter.get();
            try {
                travel(me, tick);
            } finally {
                me.raised = false;
                waiter = Optional.empty();
            }
        }
    }
}
