package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the disk remembers of one output. Ticks are of the boot that the whole file is of.
 *
 * @param last what {@code at-start: last} makes of it
 * @param line whether its line was on
 * @param onSince while it was meant to be on: since when, for {@code max-on}
 * @param offSince when it last went off; empty: never, or its line is on
 * @param moves the commands with an id that moved it, the oldest first
 */
record OutputRecord(
        boolean last,
        boolean line,
        Optional<Long> onSince,
        Optional<Long> offSince,
        List<Move> moves) {

    /** Of one that was never switched. */
    static final OutputRecord BLANK =
            new OutputRecord(false, false, Optional.empty(), Optional.empty(), List.of());

    OutputRecord {
        requireNonNull(onSince, "onSince");
        requireNonNull(offSince, "offSince");
        moves = List.copyOf(moves);
    }

    /**
     * A command that moved a line.
     *
     * @param on what it made of it
     */
    record Move(IdHash id, boolean on, long tick) {

        Move {
            requireNonNull(id, "id");
        }
    }
}
