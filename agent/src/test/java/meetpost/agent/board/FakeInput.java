package meetpost.agent.board;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.drivers.bus.InputPin;

/** An input line in memory. */
public final class FakeInput implements InputPin {

    private final BlockingQueue<Boolean> edges = new LinkedBlockingQueue<>();
    private volatile boolean high;
    private volatile boolean broken;
    private volatile boolean slow;
    private final AtomicInteger failures = new AtomicInteger();

    /** The level changes, with an edge. */
    public void level(boolean now) {
        high = now;
        edges.add(now);
    }

    /** From now on the line fails, or works again. */
    public void broken(boolean now) {
        broken = now;
        edges.add(high);
    }

    /** From now on a wait for an edge takes no notice of its bound. */
    public void slow() {
        slow = true;
    }

    /** How often it failed. */
    public int failures() {
        return failures.get();
    }

    @Override
    public boolean high() throws IOException {
        if (broken) {
            failures.incrementAndGet();
            throw new IOException("No such device");
        }
        return high;
    }

    @Override
    public boolean awaitEdge(Duration bound) throws IOException, InterruptedException {
        boolean edge = edges.poll(slow ? 20_000 : bound.toMillis(), TimeUnit.MILLISECONDS) != null;
        high();
        return edge;
    }
}
