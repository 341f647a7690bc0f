package meetpost.simulator.bus;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.bus.RecordingBus;
import meetpost.simulator.chip.I2cChip;
import meetpost.simulator.chip.KernelError;

/**
 * An I2C bus with chips on it, and with what goes wrong on real ones. Knows nothing of Pi4J. Safe
 * for use by several threads; transfers take turns.
 */
public final class SimulatedBus implements I2cBus {

    /** A line that is held low: how long the kernel's bcm2835 driver waits for it. */
    private static final Duration KERNEL_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration REST = Duration.ofMillis(500);

    private final Ticks ticks;
    private final Map<Integer, Place> places = new HashMap<>();
    private I2cBus recorded = this::carry;
    private boolean stuck;

    /** In real time. */
    public SimulatedBus() {
        this(Ticks.REAL);
    }

    /** In the time of {@code ticks}. */
    public SimulatedBus(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /**
     * Puts a chip on the bus and powers it.
     *
     * @param address 7 bits, 0x08 to 0x77; free until now
     */
    public synchronized SimulatedBus attach(int address, I2cChip chip) {
        if (address < 0x08 || address > 0x77) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "I2C address 0x%02X is not within 0x08 to 0x77", address));
        }
        if (places.containsKey(address)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "0x%02X is taken", address));
        }
        places.put(address, new Place(chip));
        chip.powerOn(ticks.now());
        return this;
    }

    /** Pulls the wire off: nobody answers at this address until it is put back. */
    public synchronized void pullOff(int address) {
        place(address).off = true;
    }

    /** Puts the wire back: the chip wakes up as after power-on. */
    public synchronized void putBack(int address) {
        Place place = place(address);
        if (place.off) {
            place.off = false;
            place.chip.powerOn(ticks.now());
        }
    }

    /** The next so many transfers to this address break off, after which it is well again. */
    public synchronized void failNext(int address, int transfers) {
        place(address).failures = transfers;
    }

    /** The chip stretches the clock for so long in each transfer; zero: it no longer does. */
    public synchronized void slow(int address, Duration stretch) {
        place(address).stretch = stretch;
    }

    /**
     * The chip wakes up so slowly: it stretches the clock for so long in the first transfer after
     * half a second of rest, which a patient bus master waits for; zero: it no longer does.
     */
    public synchronized void sleepy(int address, Duration stretch) {
        place(address).waking = stretch;
    }

    /** Whether something holds a line low: then every transfer runs into the kernel's limit. */
    public synchronized void stuck(boolean stuck) {
        this.stuck = stuck;
    }

    /** From now on {@code lines} is given every transfer, as {@link RecordingBus} writes it. */
    public synchronized void trace(Consumer<String> lines) {
        recorded = new RecordingBus(this::carry, lines);
    }

    /** The addresses that have a chip, pulled off or not. */
    public synchronized SortedSet<Integer> addresses() {
        return new TreeSet<>(places.keySet());
    }

    /** The chip at this address, pulled off or not. */
    public synchronized Optional<I2cChip> chip(int address) {
        return Optional.ofNullable(places.get(address)).map(place -> place.chip);
    }

    /** Whether the chip at this address is pulled off. */
    public synchronized boolean off(int address) {
        return place(address).off;
    }

    /**
     * Writes, then reads with a repeated start. Either part may be empty. Blocks for as long as the
     * bus is slow or stuck.
     *
     * @throws meetpost.drivers.bus.BusException worded as the kernel does: see {@link KernelError}
     */
    @Override
    public synchronized byte[] transfer(int address, byte[] out, int inLength) throws IOException {
        return recorded.transfer(address, out, inLength);
    }

    private byte[] carry(int address, byte[] out, int inLength) throws IOException {
        if (stuck) {
            spend(KERNEL_TIMEOUT);
            throw KernelError.TIMED_OUT.exception();
        }
        Place place = places.get(address);
        if (place == null || place.off) {
            throw KernelError.NO_ANSWER.exception();
        }
        boolean rested = ticks.now() - place.lastAt >= REST.toNanos();
        spend(rested ? place.stretch.plus(place.waking) : place.stretch);
        place.lastAt = ticks.now();
        if (place.failures > 0) {
            place.failures--;
            throw KernelError.BROKEN_OFF.exception();
        }
        long now = ticks.now();
        if (out.length > 0) {
            place.chip.write(out, now);
        }
        return inLength == 0 ? new byte[0] : place.chip.read(inLength, now);
    }

    private void spend(Duration duration) throws InterruptedIOException {
        if (duration.isZero()) {
            return;
        }
        try {
            ticks.until(ticks.now() + duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted during a transfer");
        }
    }

    private Place place(int address) {
        Place place = places.get(address);
        if (place == null) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "nothing is attached at 0x%02X", address));
        }
        return place;
    }

    /** What is wired at one address. */
    private static final class Place {

        private final I2cChip chip;
        private boolean off;
        private int failures;
        private Duration stretch = Duration.ZERO;
        private Duration waking = Duration.ZERO;
        private long lastAt = -REST.toNanos();

        private Place(I2cChip chip) {
            this.chip = requireNonNull(chip, "chip");
        }
    }
}
