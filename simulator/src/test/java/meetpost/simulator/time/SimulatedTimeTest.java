package meetpost.simulator.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import meetpost.drivers.bus.WakeSignal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long SECOND = 1_000_000_000L;

    private final List<Thread> threads = new ArrayList<>();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(LONG.toMillis());
        }
    }

    @Test
    void standsStillUntilItIsStarted() throws InterruptedException {
        var time = new SimulatedTime(1e6, SimulatedTime.NEVER);
        traveller(time, "a", 1, 1);
        assertTrue(time.awaitTravellers(1, LONG));

        assertEquals(0, time.now());
        assertEquals(List.of(), seen);

        time.start();
        finish();
        assertEquals(List.of("a 0"), seen);
    }

    @Test
    void takesAThreadToBeExactlyWhereItWaitedFor() throws InterruptedException {
        var time = new SimulatedTime(1e6, SimulatedTime.NEVER);
        time.start();
        time.enter();

        time.until(5 * SECOND);
        assertEquals(5 * SECOND, time.now());

        time.until(3 * SECOND);
        assertEquals(5 * SECOND, time.now());
        time.until(5 * SECOND + 1);
        assertEquals(5 * SECOND + 1, time.now());
    }

    @Test
    void flowsForWhoDoesNotWaitInIt() throws InterruptedException {
        var time = new SimulatedTime(1000, SimulatedTime.NEVER);
        time.start();
        long before = time.now();

        traveller(time, "a", 1, 1);
        finish();
        time.awaitTravellers(99, Duration.ofMillis(30));

        assertTrue(time.now() - before >= 30 * SECOND);
    }

    @Test
    void letsThreadsGoOneByOneInTheOrderOfTheirTicks() throws InterruptedException {
        var time = new SimulatedTime(1e5, SimulatedTime.NEVER);
        traveller(time, "b", 3, 120);
        traveller(time, "a", 2, 120);
        traveller(time, "c", 1, 120);
        assertTrue(time.awaitTravellers(3, LONG));
        time.start();
        finish();

        List<String> expected = new ArrayList<>();
        for (int tick = 0; tick < 120; tick++) {
            if (tick % 2 == 0) {
                expected.add("a " + tick);
            }
            if (tick % 3 == 0) {
                expected.add("b " + tick);
            }
            expected.add("c " + tick);
        }
        assertEquals(expected, seen);
    }

    @Test
    void endsWhereItIsToldWithEverythingDoneThatCameBefore() throws InterruptedException {
        var time = new SimulatedTime(1e6, 10 * SECOND);
        traveller(time, "a", 1, Integer.MAX_VALUE);
        assertTrue(time.awaitTravellers(1, LONG));

        time.start();

        assertTrue(time.awaitEnd(LONG));
        assertEquals(10, seen.size());
        assertEquals("a 9", seen.get(9));
        assertEquals(10 * SECOND, time.now());
    }

    @Test
    void doesNotEndBeforeItsTime() throws InterruptedException {
        var time = new SimulatedTime(1, 3600 * SECOND);
        time.start();

        assertFalse(time.awaitEnd(Duration.ofMillis(30)));
    }

    /** A thread that hangs in a driver must not hold up the others for long. */
    @Test
    void waitsForNobodyForEver() throws InterruptedException {
        var time = new SimulatedTime(1e6, SimulatedTime.NEVER, Duration.ofMillis(100));
        var hung = new Thread(() -> hang(time), "a");
        threads.add(hung);
        hung.start();
        assertTrue(time.awaitTravellers(1, LONG));

        traveller(time, "b", 1, 3);
        time.start();

        threads.get(1).join(LONG.toMillis());
        assertEquals(List.of("b 0", "b 1", "b 2"), seen);
    }

    /** So whatever a third thread looks at, a measurement is never longer than it is. */
    @Test
    void standsStillForOthersWhileAThreadInItIsLate() throws Exception {
        var time = new SimulatedTime(1e6, SimulatedTime.NEVER);
        var working = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        inTime(
                "a",
                () -> {
                    time.enter();
                    time.until(3 * SECOND);
                    working.countDown();
                    while (done.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    time.until(4 * SECOND);
                });
        time.start();
        working.await();

        assertFalse(time.awaitTravellers(1, Duration.ofMillis(300)));
        assertEquals(3 * SECOND, time.now());

        done.countDown();
        finish();
    }

    @Test
    void isStretchedByWhatAMachineIsTooSlowFor() throws Exception {
        var time = new SimulatedTime(1000, SimulatedTime.NEVER);
        inTime(
                "a",
                () -> {
                    time.enter();
                    time.until(SECOND);
                    long until = System.nanoTime() + SECOND / 2;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    time.until(2 * SECOND);
                });

        time.start();
        finish();

        // Half a second, of which a quarter may be caught up with.
        assertTrue(
                time.progress().stretched().compareTo(Duration.ofMillis(150)) > 0,
                time.progress().toString());
    }

    @Test
    void wakesWhoWaitsForASignalAtTheTickAtWhichItIsRaised() throws Exception {
        var time = new SimulatedTime(1e6, SimulatedTime.NEVER);
        WakeSignal signal = time.signal();
        inTime(
                "waits",
                () -> {
                    time.enter();
                    seen.add(signal.await(Duration.ofHours(1)) + " " + time.now() / SECOND);
                    seen.add(signal.await(Duration.ofSeconds(5)) + " " + time.now() / SECOND);
                });
        inTime(
                "raises",
                () -> {
                    time.enter();
                    time.until(60 * SECOND);
                    signal.raise();
                    seen.add("raised");
                    time.until(61 * SECOND);
                });
        assertTrue(time.awaitTravellers(2, LONG));

        time.start();
        finish();

        assertEquals(List.of("raised", "true 60", "false 65"), seen);
    }

    /** Whoever ends a simulation has to be heard by those in it. */
    @Test
    void wakesWhoIsSignalledWhenItHasEnded() throws Exception {
        var time = new SimulatedTime(1e6, 10 * SECOND);
        WakeSignal signal = time.signal();
        inTime(
                "waits",
                () -> {
                    time.enter();
                    seen.add(signal.await(Duration.ofHours(1)) + " " + time.now() / SECOND);
                });
        assertTrue(time.awaitTravellers(1, LONG));
        time.start();
        assertTrue(time.awaitEnd(LONG));

        signal.raise();
        finish();

        assertEquals(List.of("true 10"), seen);
    }

    /** Such as somebody who asks a sensor by hand. */
    @Test
    void letsWhoIsNotInItWaitToo() throws Exception {
        var time = new SimulatedTime(1e6, SimulatedTime.NEVER);
        traveller(time, "a", 1, 100);
        time.start();

        time.until(50 * SECOND);

        assertTrue(time.now() >= 50 * SECOND);
        finish();
    }

    @Test
    void showsACalendarThatStartsWhereItIsTold() throws InterruptedException {
        var time = new SimulatedTime(1e6, SimulatedTime.NEVER);
        var clock = time.clock(Instant.parse("2026-11-21T08:00:00Z"));
        time.start();
        time.enter();

        time.until(90 * SECOND);

        assertEquals(Instant.parse("2026-11-21T08:01:30Z"), clock.instant());
    }

    @Test
    void tellsHowLongAWaitReallyIs() {
        var time = new SimulatedTime(100, SimulatedTime.NEVER);

        assertEquals(Duration.ofMillis(20), time.real(2 * SECOND));
        assertEquals(Duration.ZERO, time.real(-1));
    }

    @Test
    void needsASpeed() {
        assertThrows(
                IllegalArgumentException.class, () -> new SimulatedTime(0, SimulatedTime.NEVER));
    }

    private void inTime(String name, InTime work) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        name);
        threads.add(thread);
        thread.start();
    }

    private interface InTime {

        void run() throws InterruptedException;
    }

    private void traveller(SimulatedTime time, String name, int every, int before) {
        var thread = new Thread(() -> travel(time, name, every, before), name);
        threads.add(thread);
        thread.start();
    }

    private void travel(SimulatedTime time, String name, int every, int before) {
        try {
            time.enter();
            for (int tick = 0; tick < before; tick += every) {
                time.until(tick * SECOND);
                seen.add(name + " " + time.now() / SECOND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hang(SimulatedTime time) {
        try {
            time.enter();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(LONG.toMillis());
            assertFalse(thread.isAlive());
        }
    }
}
