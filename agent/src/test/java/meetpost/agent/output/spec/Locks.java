package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Interlocks, dead times and {@code min-off}: contract, section 3; decision 22. An interlock holds
 * in both directions, with the longer of the two dead times; a boundary belongs to the freer side.
 */
final class Locks {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final Collection<Life> all;
    private final Map<Life, List<Life>> mates = new HashMap<>();

    Locks(Collection<Life> all) {
        this.all = all;
    }

    /** Other rules: other mates. */
    void reloaded() {
        mates.clear();
    }

    Stream<Life> mates(Life one) {
        return matesOf(one).stream();
    }

    private List<Life> matesOf(Life one) {
        return mates.computeIfAbsent(
                one,
                any -> all.stream().filter(other -> other != one && locked(one, other)).toList());
    }

    private static boolean locked(Life one, Life other) {
        return one.rules.interlock().contains(other.name())
                || other.rules.interlock().contains(one.name());
    }

    static Duration deadTime(Life one, Life other) {
        Duration ours = names(one, other) ? one.rules.deadTime() : Duration.ZERO;
        Duration theirs = names(other, one) ? other.rules.deadTime() : Duration.ZERO;
        return ours.compareTo(theirs) > 0 ? ours : theirs;
    }

    private static boolean names(Life one, Life other) {
        return one.rules.interlock().contains(other.name());
    }

    /** A mate is on, or was until a moment ago: it must not go on. */
    boolean mustNot(Life one, long now) {
        return any(one, (mate, dead) -> mate.on || mate.mustStayOff(dead, now));
    }

    /** The program may have a reason to keep it off for a mate's sake. */
    boolean mayNot(Life one, long now) {
        return any(one, (mate, dead) -> mate.on || mate.set || mate.mayStayOff(dead, now));
    }

    private boolean any(Life one, BiPredicate<Life, Duration> test) {
        for (Life mate : matesOf(one)) {
            if (test.test(mate, deadTime(one, mate))) {
                return true;
            }
        }
        return false;
    }

    /** Whoever asks: contract, section 9, the second of its precedence. */
    static boolean mustRest(Life one, long now) {
        return one.rules.rest().filter(rest -> one.mustRest(rest, now)).isPresent();
    }

    static boolean mayRest(Life one, long now) {
        return one.rules.rest().filter(rest -> one.restedAt(rest) > now).isPresent();
    }

    /** Of a rule, without {@code rest}: {@code min-off}, and a minute at least. */
    static Duration usualRest(Life one) {
        Duration minOff = one.rules.minOff().orElse(MINUTE);
        return minOff.compareTo(MINUTE) < 0 ? MINUTE : minOff;
    }

    static boolean mustStayOff(Life one, long now) {
        return !one.on && one.rules.minOff().filter(min -> one.mustStayOff(min, now)).isPresent();
    }

    static boolean mayStayOff(Life one, long now) {
        return one.rules.minOff().filter(min -> one.mayStayOff(min, now)).isPresent();
    }

    /** Whether less than that has gone by. */
    static boolean isWithin(Optional<Duration> length, long from, long now) {
        return length.filter(each -> now - from < each.toNanos()).isPresent();
    }

    /** When nothing stands in the way any more; never, while a mate is on. */
    long freeAt(Life one) {
        long own = one.rules.minOff().filter(any -> !one.on).map(one::freeAt).orElse(LONG_AGO);
        long rested = one.rules.rest().filter(any -> !one.on).map(one::restedAt).orElse(LONG_AGO);
        return Math.max(Math.max(own, rested), freeOfMates(one));
    }

    /** The same without {@code min-off}. */
    long freeOfMates(Life one) {
        long free = LONG_AGO;
        for (Life mate : matesOf(one)) {
            free =
                    mate.on || mate.set
                            ? Long.MAX_VALUE / 2
                            : Math.max(free, mate.freeAt(deadTime(one, mate)));
        }
        return free;
    }
}
