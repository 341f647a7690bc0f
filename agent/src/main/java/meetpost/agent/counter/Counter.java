package meetpost.agent.counter;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings.Wire;
import org.tinylog.Logger;

/**
 * The total of one counter. What it tells is on the disk before it is told, so that no total ever
 * falls back, whatever ends the program: five times at once, then once in each {@code flush}; a
 * pulse is on the disk after {@code flush} at the latest. Where the disk takes nothing the total
 * goes on, and {@link #problem} says so. For one thread but for {@link #problem}.
 */
final class Counter {

    private final String name;
    private final String quantity;
    private final Wire.Pulses wire;
    private final CounterStore store;
    private final Duration flush;
    private final Clock clock;
    private final WriteBudget budget;
    private final PulseRate rate = new PulseRate();

    private double base;
    private long pulses;

    /** As many are on the disk. */
    private long written;

    /** The tick of the first pulse that is not on the disk. */
    private long unwrittenSince;

    private boolean known;
    private volatile Optional<String> problem = Optional.empty();

    /**
     * Reads nothing yet.
     *
     * @param quantity whose total it is, with its unit
     * @param now the tick
     */
    Counter(
            String name,
            String quantity,
            Wire.Pulses wire,
            CounterStore store,
            Duration flush,
            Clock clock,
            long now) {
        this.name = requireNonNull(name, "name");
        this.quantity = requireNonNull(quantity, "quantity");
        this.wire = requireNonNull(wire, "wire");
        this.store = requireNonNull(store, "store");
        this.flush = requireNonNull(flush, "flush");
        this.clock = requireNonNull(clock, "clock");
        this.budget = new WriteBudget(flush, now);
    }

    /**
     * Goes on where the last one ended. Writes at once that it runs.
     *
     * @return since when nothing was counted; empty: this is the first time
     * @throws IOException if what is on the disk cannot be read: the total is not known then
     */
    Optional<Instant> begin() throws IOException {
        Optional<CounterRecord> kept;
        try {
            kept = store.read();
        } catch (IOException e) {
            throw new IOException(
                    "what was counted cannot be read from %s: %s; say what the meter shows: meetpost set-total %s 1234.5"
                            .formatted(store, e.getMessage(), name),
                    e);
        }
        Optional<CounterRecord> same = kept.filter(each -> each.quantity().equals(quantity));
        if (kept.isPresent() && same.isEmpty()) {
            Logger.warn(
                    "{}: the total that is kept is of {}, not of {}: it begins anew",
                    name,
                    kept.get().quantity(),
                    quantity);
        }
        boolean goesOn = same.filter(each -> each.perPulse() == wire.perPulse()).isPresent();
        base = goesOn ? same.get().base() : same.map(CounterRecord::total).orElse(wire.begin());
        pulses = goesOn ? same.get().pulses() : 0;
        known = true;
        write(false);
        return same.map(CounterRecord::time);
    }

    /** Whether there is a total. */
    boolean isKnown() {
        return known;
    }

    /** A pulse came at {@code tick}. */
    void pulse(long tick) {
        rate.pulse(tick);
        if (pulses == written) {
            unwrittenSince = tick;
        }
        pulses++;
    }

    /** The total that may be told, in the unit of the quantity. */
    double total(long now) {
        if (pulses != written && budget.take(now)) {
            write(false);
        }
        return base + (problem.isPresent() ? pulses : written) * wire.perPulse();
    }

    /** In the unit of the part's second quantity. */
    double rate(long now) {
        return rate.perSecond(now) * wire.perPulse() * wire.rate();
    }

    /** Writes what has not been written for too long. Gives the tick at which to look again. */
    long flush(long now) {
        if (known && pulses != written && now - unwrittenSince >= flush.toNanos()) {
            write(false);
            unwrittenSince = now;
        }
        return (pulses == written ? now : unwrittenSince) + flush.toNanos();
    }

    /** The total is this from now on. Gives whether the disk has it. */
    boolean set(double total) {
        base = total;
        pulses = 0;
        written = 0;
        known = true;
        return write(false);
    }

    /** It counts no more. */
    void end() {
        if (known) {
            write(true);
        }
    }

    /** Why the disk does not keep it, in words; empty: it does. Any thread. */
    Optional<String> problem() {
        return problem;
    }

    private boolean write(boolean stopped) {
        try {
            store.write(
                    new CounterRecord(
                            quantity, base, pulses, wire.perPulse(), clock.instant(), stopped));
            written = pulses;
            if (problem.isPresent()) {
                Logger.info("{}: what was counted is kept again", name);
            }
            problem = Optional.empty();
            return true;
        } catch (ClosedByInterruptException e) {
            // The program ends, and writes once more.
            return false;
        } catch (IOException e) {
            String text =
                    "%s: what was counted cannot be kept in %s: %s"
                            .formatted(name, store, e.getMessage());
            if (problem.isEmpty()) {
                Logger.error("{}", text);
            }
            problem = Optional.of(text);
            return false;
        }
    }
}
