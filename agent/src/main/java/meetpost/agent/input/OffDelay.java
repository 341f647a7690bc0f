package meetpost.agent.input;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An input that is OFF only when it was off for a while: a motion sensor that blinks says that
 * somebody is there. Ticks are nanoseconds, and compare by difference only. For one thread.
 */
final class OffDelay {

    private final Duration delay;
    private boolean shown;
    private OptionalLong offAt = OptionalLong.empty();

    /**
     * @param on what it begins with, which counts at once
     */
    OffDelay(Duration delay, boolean on) {
        this.delay = requireNonNull(delay, "delay");
        shown = on;
    }

    /** What counts. */
    boolean on() {
        return shown;
    }

    /** It is on, or off, since {@code tick}. Gives what counts from now on, if that is another. */
    Optional<Boolean> changed(boolean on, long tick) {
        if (!on && !delay.isZero()) {
            offAt = OptionalLong.of(tick + delay.toNanos());
            return Optional.empty();
        }
        offAt = OptionalLong.empty();
        return show(on);
    }

    /** The tick at which it counts as off, unless it is on again before. */
    OptionalLong next() {
        return offAt;
    }

    /** What counts from now on, if that is another. */
    Optional<Boolean> due(long tick) {
        if (offAt.isEmpty() || offAt.getAsLong() - tick > 0) {
            return Optional.empty();
        }
        offAt = OptionalLong.empty();
        return show(false);
    }

    private Optional<Boolean> show(boolean on) {
        boolean another = shown != on;
        shown = on;
        return another ? Optional.of(on) : Optional.empty();
    }
}
