package meetpost.agent.sampling;

import meetpost.agent.time.Ticks;

/** A thread that asks sensors; one after the other, each for as long as it takes. */
final class Worker {

    private final Ticks ticks;
    private final Work work;
    private final Thread thread;
    private volatile boolean stopping;

    /** What it does again and again; may block. */
    interface Work {
        void turn() throws InterruptedException;
    }

    Worker(String name, Ticks ticks, Work work) {
        this.ticks = ticks;
        this.work = work;
        thread = new Thread(this::run, "sensor-" + name);
        // A driver that hangs in the kernel must not keep the process.
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Asks the thread to end. Does not wait. */
    void stop() {
        stopping = true;
        thread.interrupt();
    }

    /** Blocks until the thread has ended, or until that real tick; says whether it has. */
    boolean join(long tick) throws InterruptedException {
        thread.join(Math.max(1, Ticks.REAL.real(tick).toMillis()));
        return !thread.isAlive();
    }

    private void run() {
        while (!stopping) {
            try {
                // Whoever was interrupted lives by these ticks no more: a sensor was taken away.
                ticks.enter();
                turns();
            } catch (InterruptedException e) {
                boolean unused = Thread.interrupted();
            }
        }
    }

    private void turns() throws InterruptedException {
        while (!stopping) {
            work.turn();
        }
    }
}
