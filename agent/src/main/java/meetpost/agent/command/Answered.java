package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.output.IdHash;
import meetpost.agent.time.Ticks;

/**
 * The commands with an id that were decided about in the last ten minutes, so that a copy of one is
 * answered and not executed again. None is forgotten before: where there is no room for more,
 * {@link #hasRoom} says so. Each actuator has places of its own beside those that all share, so
 * that a flood of commands for one takes none from another.
 *
 * <p>An id costs 27 bytes and its places in the index: 4.6 MB with all places taken. Safe for use
 * by several threads.
 */
final class Answered {

    /** Places that any actuator may take. */
    static final int SHARED = 100_000;

    /** Places that are divided among the actuators. */
    static final int OWN = 20_000;

    private static final long KEPT = Duration.ofMinutes(10).toNanos();

    /** A power of two. */
    private static final int SMALLEST = 16;

    private static final byte OFF = 0;
    private static final byte ON = 1;

    /** And the place of the refusal among all. */
    private static final byte REFUSED = 2;

    private static final List<Refusal> REFUSALS = List.of(Refusal.values());

    private final Ticks ticks;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] counts;
    private final int own;
    private int shared;

    /** A ring in the order of time, which is the order in which they are forgotten. */
    private long[] high = new long[SMALLEST];

    private long[] low = new long[SMALLEST];
    private long[] since = new long[SMALLEST];
    private short[] actuator = new short[SMALLEST];
    private byte[] outcome = new byte[SMALLEST];
    private int first;
    private int size;

    /** Open addressing with linear probing: a place of the ring and one, or 0. */
    private int[] index = new int[2 * SMALLEST];

    /**
     * @param actuators their names
     */
    Answered(Ticks ticks, Collection<String> actuators) {
        this.ticks = requireNonNull(ticks, "ticks");
        actuators.forEach(name -> numbers.put(name, numbers.size()));
        counts = new int[numbers.size()];
        own = OWN / Math.max(1, counts.length);
    }

    /** What was decided; of a refusal the reason is kept, not its message. */
    synchronized Optional<Answer> answer(String name, String id) {
        forget();
        IdHash hash = IdHash.of(name, id);
        int slot = find(hash.high(), hash.low());
        return index[slot] == 0 ? Optional.empty() : Optional.of(answer(outcome[index[slot] - 1]));
    }

    /** Whether one more of that actuator can be kept now. */
    synchronized boolean hasRoom(String name) {
        forget();
        return counts[number(name)] < own || shared < SHARED;
    }

    /** Keeps it, if there is room. */
    synchronized void keep(String name, String id, Answer answer) {
        forget();
        add(number(name), IdHash.of(name, id), ticks.now(), code(answer));
    }

    /**
     * Keeps one that was executed before this start; the oldest come first, and all of them before
     * anything else is kept.
     *
     * @param on what it came to
     * @param age since then
     */
    synchronized void preload(String name, IdHash hash, boolean on, Duration age) {
        if (age.toNanos() < KEPT) {
            add(number(name), hash, ticks.now() - age.toNanos(), on ? ON : OFF);
        }
    }

    /** How many are kept. */
    synchronized int size() {
        forget();
        return size;
    }

    private int number(String name) {
        return requireNonNull(numbers.get(name), name);
    }

    private static byte code(Answer answer) {
        if (answer instanceof Accepted accepted) {
            return accepted.on() ? ON : OFF;
        }
        return (byte) (REFUSED + REFUSALS.indexOf(((Refused) answer).reason()));
    }

    private static Answer answer(byte code) {
        return code < REFUSED
                ? new Accepted(code == ON, Optional.empty())
                : new Refused(
                        REFUSALS.get(code - REFUSED),
                        "it was refused so when it came the first time");
    }

    private void add(int number, IdHash hash, long now, byte code) {
        boolean shares = counts[number] >= own;
        if ((shares && shared >= SHARED) || index[find(hash.high(), hash.low())] != 0) {
            return;
        }
        if (size == high.length) {
            resize(2 * size);
        }
        int place = (first + size) & (high.length - 1);
        high[place] = hash.high();
        low[place] = hash.low();
        since[place] = now;
        actuator[place] = (short) number;
        outcome[place] = code;
        index[find(hash.high(), hash.low())] = place + 1;
        size++;
        counts[number]++;
        shared += shares ? 1 : 0;
    }

    private void forget() {
        long now = ticks.now();
        while (size > 0 && now - since[first] >= KEPT) {
            remove(find(high[first], low[first]));
            int number = actuator[first];
            counts[number]--;
            shared -= counts[number] >= own ? 1 : 0;
            first = (first + 1) & (high.length - 1);
            size--;
        }
        if (high.length > SMALLEST && size < high.length / 8) {
            resize(high.length / 2);
        }
    }

    /** Where it stands in the index, or would. */
    private int find(long itsHigh, long itsLow) {
        int slot = home(itsLow);
        while (index[slot] != 0
                && (low[index[slot] - 1] != itsLow || high[index[slot] - 1] != itsHigh)) {
            slot = (slot + 1) & (index.length - 1);
        }
        return slot;
    }

    private int home(long itsLow) {
        return (int) itsLow & (index.length - 1);
    }

    /** Closes the gap, so that no search ends in it (Knuth, volume 3, section 6.4, algorithm R). */
    private void remove(int slot) {
        int gap = slot;
        int next = slot;
        index[gap] = 0;
        while (true) {
            next = (next + 1) & (index.length - 1);
            if (index[next] == 0) {
                return;
            }
            int home = home(low[index[next] - 1]);
            // Whether home lies cyclically outside of (gap, next].
            int mask = index.length - 1;
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                index[gap] = index[next];
                index[next] = 0;
                gap = next;
            }
        }
    }

    private void resize(int length) {
        long[] oldHigh = high;
        long[] oldLow = low;
        long[] oldSince = since;
        short[] oldActuator = actuator;
        byte[] oldOutcome = outcome;
        high = new long[length];
        low = new long[length];
        since = new long[length];
        actuator = new short[length];
        outcome = new byte[length];
        index = new int[2 * length];
        for (int i = 0; i < size; i++) {
            int old = (first + i) & (oldHigh.length - 1);
            high[i] = oldHigh[old];
            low[i] = oldLow[old];
            since[i] = oldSince[old];
            actuator[i] = oldActuator[old];
            outcome[i] = oldOutcome[old];
            index[find(high[i], low[i])] = i + 1;
        }
        first = 0;
    }
}
