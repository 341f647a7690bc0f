package meetpost.agent.outbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import meetpost.agent.outbox.Shelf.Slot;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.time.Ticks;

/** An outbox that is gone with the process. Safe for use by several threads. */
public final class MemoryOutbox implements Outbox {

    private final int capacity;
    private final long maxAgeNanos;
    private final Ticks ticks;

    /** Guarded by this, as all that follows. */
    private final Shelf waiting = new Shelf();

    private final Shelf out = new Shelf();
    private long lastId;
    private long dropped;

    /**
     * For {@code capacity} readings, at least 1. What has been here for longer than {@code maxAge}
     * is dropped, wherever the calendar jumps.
     */
    public MemoryOutbox(int capacity, Duration maxAge, Ticks ticks) {
        if (capacity < 1) {
            throw new IllegalArgumentException("an outbox for " + capacity + " readings");
        }
        this.capacity = capacity;
        this.maxAgeNanos = maxAge.toNanos();
        this.ticks = requireNonNull(ticks, "ticks");
    }

    @Override
    public synchronized void add(Reading reading) {
        dropAged();
        while (size() >= capacity) {
            drop(waiting.size() > 0 ? waiting : out);
        }
        lastId++;
        waiting.put(new Slot(new Entry(lastId, reading, false), new Moment(0, ticks.now(), 0)));
    }

    @Override
    public Optional<Entry> next() {
        return next(0);
    }

    @Override
    public synchronized Optional<Entry> next(long from) {
        dropAged();
        Optional<Slot> oldest = waiting.oldest(from);
        oldest.flatMap(slot -> waiting.take(slot.id())).ifPresent(out::put);
        return oldest.map(Slot::entry);
    }

    @Override
    public synchronized long mark() {
        return lastId + 1;
    }

    @Override
    public synchronized void confirm(Entry entry) {
        out.take(entry.id());
    }

    @Override
    public synchronized void giveBack(Entry entry) {
        out.take(entry.id()).map(Slot::givenBack).ifPresent(waiting::put);
    }

    @Override
    public synchronized int size() {
        return waiting.size() + out.size();
    }

    @Override
    public synchronized long dropped() {
        return dropped;
    }

    /** What is out may be on the broker already: it goes last. */
    private void drop(Shelf shelf) {
        shelf.oldestOfMost(0).ifPresent(slot -> shelf.take(slot.id()));
        dropped++;
    }

    private void dropAged() {
        long now = ticks.now();
        Optional<Slot> oldest = waiting.oldest();
        while (oldest.isPresent() && now - oldest.get().came().tick() > maxAgeNanos) {
            waiting.take(oldest.get().id());
            dropped++;
            oldest = waiting.oldest();
        }
    }
}
