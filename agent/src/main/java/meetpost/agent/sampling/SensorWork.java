package meetpost.agent.sampling;

import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Work;
import meetpost.agent.worker.Worker;

/**
 * Asks sensors, one after the other, each for as long as it takes. An interrupt takes the sensor
 * away that is being asked, and nothing else.
 */
final class SensorWork implements Work {

    private final Ticks ticks;
    private final Turn turn;
    private boolean entered;

    /** What it does again and again; may block for as long as a sensor does. */
    interface Turn {
        void take() throws InterruptedException;
    }

    private SensorWork(Ticks ticks, Turn turn) {
        this.ticks = ticks;
        this.turn = turn;
    }

    /** On a thread that is named after what it serves. */
    static Worker worker(String name, Ticks ticks, Turn turn) {
        return new Worker("sensor-" + name, ticks, new SensorWork(ticks, turn));
    }

    @Override
    public void turn() {
        try {
            if (!entered) {
                ticks.enter();
                entered = true;
            }
            turn.take();
        } catch (InterruptedException e) {
            // Whoever was interrupted lives by these ticks no more.
            entered = false;
        }
    }
}
