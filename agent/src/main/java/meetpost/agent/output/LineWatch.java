package meetpost.agent.output;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Collection;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * Looks at the lines, whether somebody else has moved one: what it shows is what counts. Used under
 * the lock of {@link Outputs}.
 */
final class LineWatch {

    /** Somebody comes each second at least; with this a change is seen within 2 s. */
    private static final long LEAST_BETWEEN = MILLISECONDS.toNanos(500);

    private final Switching switching;
    private final Ticks ticks;
    private long last;

    LineWatch(Switching switching, Ticks ticks) {
        this.switching = switching;
        this.ticks = ticks;
        this.last = ticks.now();
    }

    /** Tells what has changed. One that is forced on has its interlock's mates switched off. */
    void look(Collection<Output> outputs, Obstacles obstacles, OwnMoves ownMoves) {
        long now = ticks.now();
        if (now - last < LEAST_BETWEEN) {
            return;
        }
        last = now;
        for (Output output : outputs) {
            if (output.look()) {
                seen(output);
            }
            if (output.isForcedOn()) {
                obstacles.mates(output).stream()
                        .filter(Output::shouldBeOn)
                        .forEach(mate -> giveWay(mate, output, ownMoves));
            }
        }
    }

    private void seen(Output output) {
        var unused = switching.changed(output);
        if (output.isForced()) {
            Logger.error("{}", output.problem().orElse(output.name()));
        } else {
            Logger.info("{}: is as it was set again", output.name());
        }
    }

    private static void giveWay(Output mate, Output forced, OwnMoves ownMoves) {
        Origin interlock = Origin.of(Cause.INTERLOCK);
        var unused = ownMoves.go(mate, false, interlock, forced.name() + " is kept on");
    }
}
