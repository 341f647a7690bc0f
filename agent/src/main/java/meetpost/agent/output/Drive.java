package meetpost.agent.output;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.time.Ticks;

/**
 * A line and whether it is where it was driven to. One that does not follow is tried again each
 * second; one that somebody else has moved after 1, 5 and 30 seconds, and then every 30. Used under
 * the lock of {@link Outputs}.
 */
final class Drive {

    private static final long RETRY_NANOS = SECONDS.toNanos(1);
    private static final long[] AGAIN_NANOS = {
        SECONDS.toNanos(1), SECONDS.toNanos(5), SECONDS.toNanos(30)
    };

    private final String name;
    private final Line line;
    private final Ticks ticks;

    private boolean target;

    /** Whether the line read back as driven when it was last driven. */
    private boolean sure;

    private long driven;
    private Optional<Forced> forced = Optional.empty();

    private volatile Optional<String> problem = Optional.empty();
    private volatile Optional<String> unreadable = Optional.empty();

    /** Why it did not go on when it was told to; only a line that goes on is cured of that. */
    private volatile Optional<String> doesNotGoOn = Optional.empty();

    /**
     * Somebody else has moved the line.
     *
     * @param on what it reads
     * @param again when it is driven again
     */
    private record Forced(boolean on, long since, int times, long again) {}

    Drive(String name, Line line, Ticks ticks) {
        this.name = name;
        this.line = line;
        this.ticks = ticks;
    }

    /**
     * Drives it there.
     *
     * @throws IOException if it does not follow; then it is tried again
     */
    void to(boolean on) throws IOException {
        target = on;
        driven = ticks.now();
        sure = false;
        forced = Optional.empty();
        try {
            line.drive(on);
        } catch (IOException e) {
            problem = Optional.of(name + ": " + e.getMessage());
            throw e;
        }
        sure = true;
        problem = Optional.empty();
        if (on) {
            doesNotGoOn = Optional.empty();
        }
    }

    /** It was driven back off, for it did not go on. */
    void didNotGoOn(IOException why) {
        doesNotGoOn = Optional.of(name + ": did not go ON: " + why.getMessage());
    }

    /**
     * Once more where it should be.
     *
     * @throws IOException if it does not follow
     */
    void again() throws IOException {
        if (forced.isEmpty()) {
            to(target);
            return;
        }
        Forced before = forced.get();
        int next = Math.min(before.times() + 1, AGAIN_NANOS.length);
        long at =
                next < AGAIN_NANOS.length
                        ? before.since() + AGAIN_NANOS[next]
                        : ticks.now() + AGAIN_NANOS[AGAIN_NANOS.length - 1];
        forced = Optional.of(new Forced(before.on(), before.since(), next, at));
        line.drive(target);
        cured();
    }

    /** Not now: something stands in the way. */
    void later(long nanos) {
        forced =
                forced.map(
                        was -> new Forced(was.on(), was.since(), was.times(), ticks.now() + nanos));
    }

    /**
     * Looks whether the line is still where it was driven to.
     *
     * @return whether that is another answer than the last time
     */
    boolean look() {
        if (!sure) {
            return false;
        }
        boolean on;
        try {
            on = line.on();
            unreadable = Optional.empty();
        } catch (IOException e) {
            unreadable = Optional.of(name + ": cannot be read: " + e.getMessage());
            return false;
        }
        boolean wasForced = forced.isPresent();
        if (on == target && wasForced) {
            cured();
        } else if (on != target && !wasForced) {
            long now = ticks.now();
            forced = Optional.of(new Forced(on, now, 0, now + AGAIN_NANOS[0]));
            problem = Optional.of(name + ": " + line.forcedTo(on));
        }
        return forced.isPresent() != wasForced;
    }

    private void cured() {
        forced = Optional.empty();
        problem = Optional.empty();
    }

    /** Since when somebody else keeps it on; empty: nobody does. */
    Optional<Long> forcedOnSince() {
        return forced.filter(Forced::on).map(Forced::since);
    }

    /** Whether somebody else has moved it. */
    boolean isForced() {
        return forced.isPresent();
    }

    /** Whether somebody else keeps it off. */
    boolean isForcedOff() {
        return forced.filter(was -> !was.on()).isPresent();
    }

    /** Whether it is where it was driven to, as far as we know. */
    boolean follows() {
        return sure && forced.isEmpty();
    }

    /** Whether it did not read back as driven when it was last driven, or never was. */
    boolean isUnsure() {
        return !sure;
    }

    /** As read back now. */
    boolean on() throws IOException {
        return line.on();
    }

    /** In how many nanoseconds it is tried again; empty: it follows. */
    Optional<Long> retryIn() {
        long now = ticks.now();
        return sure
                ? forced.map(was -> was.again() - now)
                : Optional.of(driven + RETRY_NANOS - now);
    }

    /** Why it is not where it should be; empty: it is, or was not driven yet. Any thread. */
    Optional<String> problem() {
        return Stream.of(problem, unreadable, doesNotGoOn).flatMap(Optional::stream).findFirst();
    }
}
