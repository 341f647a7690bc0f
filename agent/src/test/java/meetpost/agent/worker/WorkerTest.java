package meetpost.agent.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    /** Says what it does, and waits in each turn for leave. */
    private class Diligent implements Work {

        private final CountDownLatch leave;

        Diligent(CountDownLatch leave) {
            this.leave = leave;
        }

        @Override
        public void begin() {
            done.add("begin " + Thread.currentThread().getName());
        }

        @Override
        public void turn() throws InterruptedException {
            done.add("turn");
            leave.await();
        }

        @Override
        public void end() {
            done.add("end");
        }
    }

    @Test
    void beginsTakesTurnsAndEndsAfterTheTurnThatItIsIn() throws Exception {
        var leave = new CountDownLatch(1);
        var worker = new Worker("bee", Ticks.REAL, new Diligent(leave));
        assertFalse(worker.isStarted());
        worker.start();
        assertEquals("begin bee", next());
        assertEquals("turn", next());

        worker.end();

        assertFalse(worker.join(Duration.ofMillis(1)), "it is in a turn");
        leave.countDown();
        assertTrue(worker.join(BOUND));
        assertEquals(List.of("end"), List.copyOf(done));
    }

    @Test
    void whatATurnWaitsForIsInterrupted() throws Exception {
        var worker = new Worker("bee", Ticks.REAL, new Diligent(new CountDownLatch(1)));
        worker.start();
        assertEquals("begin bee", next());
        assertEquals("turn", next());

        worker.interrupt();

        assertTrue(worker.join(BOUND));
        assertEquals(List.of("end"), List.copyOf(done));
    }

    /** What it holds is put away, as the outbox writes what waits. */
    @Test
    void endsInOrderAlsoWhereATurnHasThrown() throws Exception {
        var work =
                new Diligent(new CountDownLatch(0)) {
                    @Override
                    public void turn() {
                        // No word of it where the tests print: the thread dies of it as it should.
                        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
                        throw new IllegalStateException("a defect");
                    }
                };
        var worker = new Worker("bee", Ticks.REAL, work);

        worker.start();

        assertTrue(worker.join(BOUND));
        assertEquals(List.of("begin bee", "end"), List.copyOf(done));
    }

    @Test
    void theHeartbeatIsTheBeginOfTheLastTurn() throws Exception {
        var go = new LinkedBlockingQueue<String>();
        var worker = new Worker("bee", Ticks.REAL, () -> done.add(go.take()));
        worker.start();
        go.add("first");
        assertEquals("first", next());
        long before = Ticks.REAL.now();

        go.add("second");

        assertEquals("second", next());
        go.add("third");
        assertEquals("third", next());
        assertTrue(worker.turned() - before >= 0, "a turn has begun since");
        worker.interrupt();
        assertTrue(worker.join(BOUND));
    }

    private String next() throws InterruptedException {
        String next = done.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
        assertTrue(next != null, "nothing within " + BOUND);
        return String.valueOf(next);
    }
}
