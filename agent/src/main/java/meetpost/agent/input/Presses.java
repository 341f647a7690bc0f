package meetpost.agent.input;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From when a button is down to what somebody meant. Ticks are nanoseconds, and compare by
 * difference only. For one thread.
 *
 * <pre>
 * UP ──down──▶ DOWN ──{@link #LONG}──▶ HELD (long) ──up──▶ UP
 *              DOWN ──up──▶ ONCE ──{@link #AGAIN}──▶ UP (click)
 *                           ONCE ──down──▶ HELD (double)
 * </pre>
 */
final class Presses {

    /** Held for this long it is a long press, which is told while it is still held. */
    static final Duration LONG = Duration.ofSeconds(1);

    /** Down again within this long after the first press it is a double one. */
    static final Duration AGAIN = Duration.ofMillis(400);

    private State state;
    private long since;

    /**
     * @param down whether it is down now: that is the end of no press
     */
    Presses(boolean down) {
        state = down ? State.HELD : State.UP;
    }

    /** It is down, or up, since {@code tick}. Gives what that was. */
    Optional<Press> changed(boolean down, long tick) {
        since = tick;
        if (!down) {
            state = state == State.DOWN ? State.ONCE : State.UP;
            return Optional.empty();
        }
        boolean again = state == State.ONCE;
        state = again ? State.HELD : State.DOWN;
        return again ? Optional.of(Press.DOUBLE) : Optional.empty();
    }

    /** The tick at which {@link #due} has something to say, unless it changes before. */
    OptionalLong next() {
        return switch (state) {
            case DOWN -> OptionalLong.of(since + LONG.toNanos());
            case ONCE -> OptionalLong.of(since + AGAIN.toNanos());
            case UP, HELD -> OptionalLong.empty();
        };
    }

    /** What has become of it by {@code tick}; empty: nothing new. */
    Optional<Press> due(long tick) {
        OptionalLong next = next();
        if (next.isEmpty() || next.getAsLong() - tick > 0) {
            return Optional.empty();
        }
        boolean held = state == State.DOWN;
        state = held ? State.HELD : State.UP;
        return Optional.of(held ? Press.LONG : Press.CLICK);
    }

    private enum State {
        UP,
        DOWN,
        ONCE,
        HELD
    }
}
