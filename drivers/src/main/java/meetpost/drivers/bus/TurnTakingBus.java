package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.bus.BusException.Kind.BUS;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * A bus that several threads share: transactions take turns in order of arrival. The turn lasts for
 * one transaction, so a part that converts delays no other.
 */
public final class TurnTakingBus implements I2cBus {

    private final String name;
    private final I2cBus bus;
    private final Duration maxWait;
    private final Supplier<WakeSignal> signals;

    /** Those who wait, the next first. Guarded by itself, as is the rest. */
    private final Deque<Turn> waiting = new ArrayDeque<>();

    private boolean taken;

    /**
     * Shares {@code bus}.
     *
     * @param name of the bus, for the error
     * @param maxWait for the turn; after it the bus counts as failed
     * @param signals give each who waits one of their own
     */
    public TurnTakingBus(String name, I2cBus bus, Duration maxWait, Supplier<WakeSignal> signals) {
        this.name = requireNonNull(name, "name");
        this.bus = requireNonNull(bus, "bus");
        this.maxWait = requireNonNull(maxWait, "maxWait");
        this.signals = requireNonNull(signals, "signals");
    }

    /**
     * Blocks for its turn, then for the transaction.
     *
     * @throws BusException also if the turn did not come in time
     * @throws InterruptedIOException if the thread was interrupted while it waited
     */
    @Override
    public byte[] transfer(int address, byte[] out, int inLength) throws IOException {
        awaitTurn();
        try {
            return bus.transfer(address, out, inLength);
        } finally {
            pass();
        }
    }

    private void awaitTurn() throws IOException {
        Turn mine;
        synchronized (waiting) {
            if (!taken) {
                taken = true;
                return;
            }
            mine = new Turn(signals.get());
            waiting.add(mine);
        }
        try {
            boolean unused = mine.signal.await(maxWait);
        } catch (InterruptedException e) {
            if (!gaveUp(mine)) {
                pass();
            }
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(name + ": interrupted while waiting for a turn");
        }
        if (gaveUp(mine)) {
            throw new BusException(
                    BUS, name + " was busy for " + maxWait.toMillis() + " ms: is it stuck?");
        }
    }

    /** Whether it had to wait in vain: it is not given the turn any more. */
    private boolean gaveUp(Turn mine) {
        synchronized (waiting) {
            return waiting.remove(mine);
        }
    }

    private void pass() {
        Turn next;
        synchronized (waiting) {
            next = waiting.poll();
            taken = next != null;
        }
        if (next != null) {
            next.signal.raise();
        }
    }

    /** One who waits. */
    private static final class Turn {

        private final WakeSignal signal;

        private Turn(WakeSignal signal) {
            this.signal = signal;
        }
    }
}
