package meetpost.simulator.mount;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.Hash;
import meetpost.simulator.chip.Signal;

/** What a mounted chip measures, with noise or without. Safe for use by several threads. */
final class Measured {

    /** A loose contact: several units of most quantities. */
    private static final double DEVIATION = 4;

    private final long seed;
    private final BiConsumer<Quantity, Signal> backDoor;
    private final Map<Quantity, Signal> quiet = new HashMap<>();
    private boolean noisy;

    Measured(long seed, BiConsumer<Quantity, Signal> backDoor) {
        this.seed = seed;
        this.backDoor = backDoor;
    }

    synchronized void measure(Quantity quantity, Signal signal) {
        quiet.put(quantity, signal);
        tell(quantity, signal);
    }

    synchronized void noisy(boolean noisy) {
        this.noisy = noisy;
        quiet.forEach(this::tell);
    }

    synchronized double at(Quantity quantity, long instant) {
        Signal signal = quiet.get(quantity);
        if (signal == null) {
            throw new IllegalArgumentException("this chip does not measure " + quantity);
        }
        return signal.at(instant);
    }

    private void tell(Quantity quantity, Signal signal) {
        backDoor.accept(quantity, noisy ? noise(quantity, signal) : signal);
    }

    private Signal noise(Quantity quantity, Signal signal) {
        long own = Hash.of(seed, quantity.english());
        return instant -> signal.at(instant) + DEVIATION * Hash.bell(Hash.of(own, instant));
    }
}
