package meetpost.agent.output;

import java.util.Optional;

/** What others were told that a line reads, and since when. Used under the lock of Outputs. */
final class Told {

    private Optional<Level> last = Optional.empty();

    private record Level(boolean on, long since) {}

    /** Whether that is what they believe; false before they were told anything. */
    boolean is(boolean on) {
        return last.filter(level -> level.on() == on).isPresent();
    }

    /** The tick since which they believe that it is on; empty: they do not. */
    Optional<Long> onSince() {
        return last.filter(Level::on).map(Level::since);
    }

    /**
     * They are told what the line reads.
     *
     * @return the tick since which it does; {@code now}, if they believed the opposite
     */
    long since(boolean on, long now) {
        Level told = last.filter(level -> level.on() == on).orElseGet(() -> new Level(on, now));
        last = Optional.of(told);
        return told.since();
    }
}
