package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static meetpost.drivers.bus.BusException.Kind.BUS;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bus that several threads share: transactions take turns in order of arrival. The turn lasts for
 * one transaction, so a part that converts delays no other.
 */
public final class TurnTakingBus implements I2cBus {

    private final String name;
    private final I2cBus bus;
    private final Duration maxWait;
    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * Shares {@code bus}.
     *
     * @param name of the bus, for the error
     * @param maxWait for the turn; after it the bus counts as failed
     */
    public TurnTakingBus(String name, I2cBus bus, Duration maxWait) {
        this.name = requireNonNull(name, "name");
        this.bus = requireNonNull(bus, "bus");
        this.maxWait = requireNonNull(maxWait, "maxWait");
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
            turn.unlock();
        }
    }

    private void awaitTurn() throws IOException {
        try {
            if (!turn.tryLock(maxWait.toNanos(), NANOSECONDS)) {
                throw new BusException(
                        BUS, name + " was busy for " + maxWait.toMillis() + " ms: is it stuck?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(name + ": interrupted while waiting for a turn");
        }
    }
}
