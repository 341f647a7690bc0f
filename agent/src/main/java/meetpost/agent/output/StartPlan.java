package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What an output still has to do with its start. Used under the lock of {@link Outputs}. */
final class StartPlan {

    private Optional<Long> onBefore = Optional.empty();
    private Optional<Long> follows = Optional.empty();
    private Optional<Long> notBefore = Optional.empty();
    private Optional<Boolean> last = Optional.empty();

    /** It was on then, before the program started; empty: it was off. */
    void onBefore(Optional<Long> tick) {
        onBefore = requireNonNull(tick, "tick");
    }

    /** Since when it is on if it starts on now. */
    long onSince(long now) {
        return onBefore.orElse(now);
    }

    /** It goes to ON, which its start level is, about then. */
    void later(long tick) {
        follows = Optional.of(tick);
    }

    /** It goes to ON, which its start level is, then, or later where something is in the way. */
    void laterThan(long tick) {
        notBefore = Optional.of(tick);
        later(tick);
    }

    /** How long it has to wait though nothing is in the way; zero or less: not at all. */
    long toWait(long now) {
        return notBefore.map(tick -> tick - now).orElse(0L);
    }

    /** Its start level is there, or is not to be had any more. */
    void end() {
        follows = Optional.empty();
    }

    boolean isLater() {
        return follows.isPresent();
    }

    /** When it goes to ON; empty: it does not. */
    Optional<Long> follows() {
        return follows;
    }

    /** What the disk keeps as the last state, whatever it is now; empty: what it is. */
    void keepLast(Optional<Boolean> level) {
        last = requireNonNull(level, "level");
    }

    boolean last(boolean now) {
        return last.orElse(isLater() || now);
    }
}
