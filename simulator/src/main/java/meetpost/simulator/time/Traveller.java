package meetpost.simulator.time;

import java.util.concurrent.locks.Condition;

/** A thread that lives in a {@link SimulatedTime}, under whose lock it is seen and changed. */
final class Traveller {

    final Thread thread;

    /** Is signalled when it may be this one's turn. */
    final Condition turn;

    /** Where it is, or where it waits to be. */
    long tick;

    boolean waiting;

    /** What it waits for has happened. */
    boolean raised;

    /** In so many looks in a row it was blocked elsewhere. */
    int blocked;

    /** By the operating system's clock. */
    long lookedAt = System.nanoTime();

    /** It is not waited for any more. */
    boolean lost;

    Traveller(Thread thread, Condition turn) {
        this.thread = thread;
        this.turn = turn;
    }

    /** One that was given up is waited for again, from where time is now. */
    Traveller found(long now) {
        if (lost) {
            lost = false;
            tick = Math.max(tick, now);
        }
        return this;
    }

    boolean before(Traveller other) {
        return tick < other.tick
                || (tick == other.tick && thread.getName().compareTo(other.thread.getName()) < 0);
    }
}
