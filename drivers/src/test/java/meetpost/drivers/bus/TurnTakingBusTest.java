package meetpost.drivers.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnTakingBusTest {

    private final CountDownLatch occupied = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Integer> served = new CopyOnWriteArrayList<>();

    /** Address 0x10 stays on the bus until it is released. */
    private byte[] transfer(int address, byte[] out, int inLength) throws IOException {
        served.add(address);
        if (address == 0x10) {
            occupied.countDown();
            try {
                assertTrue(released.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
        return new byte[inLength];
    }

    @Test
    void servesInOrderOfArrival() throws Exception {
        var bus =
                new TurnTakingBus(
                        "bus 1", this::transfer, Duration.ofSeconds(20), WakeSignal::real);
        var threads = new ArrayList<Thread>();
        threads.add(start(bus, 0x10));
        assertTrue(occupied.await(20, TimeUnit.SECONDS));
        for (int address = 0x20; address < 0x25; address++) {
            Thread next = start(bus, address);
            awaitWaiting(next);
            threads.add(next);
        }

        released.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of(0x10, 0x20, 0x21, 0x22, 0x23, 0x24), served);
    }

    @Test
    void givesUpOnABusThatIsStuck() throws Exception {
        var bus =
                new TurnTakingBus("bus 1", this::transfer, Duration.ofMillis(20), WakeSignal::real);
        Thread stuck = start(bus, 0x10);
        assertTrue(occupied.await(20, TimeUnit.SECONDS));

        var thrown = assertThrows(BusException.class, () -> bus.transfer(0x20, new byte[1], 0));

        assertEquals(BusException.Kind.BUS, thrown.kind());
        assertTrue(thrown.getMessage().startsWith("bus 1 was busy for 20 ms"));
        released.countDown();
        stuck.join();
        assertEquals(List.of(0x10), served);
    }

    @Test
    void endsTheTurnOfATransactionThatFailed() throws Exception {
        var bus =
                new TurnTakingBus(
                        "bus 1",
                        (address, out, inLength) -> {
                            throw new BusException(BusException.Kind.NO_ANSWER, "nobody");
                        },
                        Duration.ofMillis(20),
                        WakeSignal::real);
        assertThrows(BusException.class, () -> bus.transfer(0x20, new byte[1], 0));

        Thread other =
                new Thread(
                        () ->
                                assertEquals(
                                        "nobody",
                                        assertThrows(
                                                        BusException.class,
                                                        () -> bus.transfer(0x21, new byte[1], 0))
                                                .getMessage()));
        var uncaught = new CopyOnWriteArrayList<Throwable>();
        other.setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        other.start();
        other.join();

        assertEquals(List.of(), uncaught);
    }

    @Test
    void staysInterruptedWhenItsWaitWas() throws Exception {
        var bus =
                new TurnTakingBus(
                        "bus 1", this::transfer, Duration.ofSeconds(20), WakeSignal::real);
        Thread stuck = start(bus, 0x10);
        assertTrue(occupied.await(20, TimeUnit.SECONDS));

        Thread.currentThread().interrupt();

        assertThrows(InterruptedIOException.class, () -> bus.transfer(0x20, new byte[1], 0));
        assertTrue(Thread.interrupted());
        released.countDown();
        stuck.join();
    }

    private static Thread start(I2cBus bus, int address) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                bus.transfer(address, new byte[1], 0);
                            } catch (IOException e) {
                                fail(e);
                            }
                        },
                        "address " + address);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
