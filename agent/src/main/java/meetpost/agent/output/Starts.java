package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.time.Boot;

/**
 * Starts of the program that nobody asked to end: a program that dies again and again must not
 * switch outputs each time.
 *
 * @param before of this boot, within the last ten minutes
 * @param earlier of earlier boots, that ended within ten minutes
 * @param held whether outputs stay at {@code at-crash} in this one
 * @param settled whether this one has held
 */
record Starts(List<Long> before, int earlier, long now, boolean held, boolean settled) {

    /** After so many within {@link #HOLD} outputs stay. */
    private static final int MOST = 5;

    /** One that has held for so long ends that. */
    static final Duration HOLD = Duration.ofMinutes(10);

    Starts {
        before = List.copyOf(before);
    }

    /** This one is at {@code now}. */
    static Starts after(Optional<OutputRecords> past, Boot boot, long now) {
        requireNonNull(boot, "boot");
        if (past.isEmpty()) {
            return new Starts(List.of(), 0, now, false, false);
        }
        OutputRecords was = past.get();
        boolean same = was.boot().equals(boot.id());
        List<Long> recent =
                same
                        ? was.starts().stream()
                                .filter(start -> now - start < HOLD.toNanos())
                                .toList()
                        : List.of();
        int earlier = same ? was.earlier() : was.earlier() + was.starts().size();
        return new Starts(
                recent, earlier, now, was.held() || recent.size() + earlier >= MOST, false);
    }

    /** With this one, for the disk; without it where somebody asked it to end. */
    List<Long> all(boolean asked) {
        return asked || settled ? before : Stream.concat(before.stream(), Stream.of(now)).toList();
    }

    /** It has held. */
    Starts forgotten() {
        return new Starts(List.of(), 0, now, false, true);
    }

    /** Whether there is something to forget once it has held. */
    boolean count() {
        return held || earlier > 0;
    }

    /** Why outputs stay at {@code at-crash}; empty: they do not. */
    Optional<String> heldBack() {
        return held
                ? Optional.of(
                        "outputs stay at at-crash: the program was started %s times in ten minutes,"
                                        .formatted(Math.max(MOST, before.size() + earlier))
                                + " and none of them held; until this one has held for ten minutes")
                : Optional.empty();
    }
}
