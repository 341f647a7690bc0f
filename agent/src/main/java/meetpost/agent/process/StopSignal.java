package meetpost.agent.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Is raised once, when the process is asked to stop. Safe for use by several threads. */
public final class StopSignal {

    private final CountDownLatch raised = new CountDownLatch(1);
    private volatile boolean broken;

    /** From now on every wait returns at once. */
    public void raise() {
        raised.countDown();
    }

    /** It is raised because something has broken, not because somebody asks. */
    public void broken() {
        broken = true;
    }

    /** Whether somebody has asked the process to stop. */
    public boolean isAsked() {
        return raised.getCount() == 0 && !broken;
    }

    /** Blocks until it is raised, or for {@code max}; says whether it was. */
    public boolean await(Duration max) throws InterruptedException {
        return raised.await(max.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Blocks until it is raised. */
    public void await() throws InterruptedException {
        raised.await();
    }
}
