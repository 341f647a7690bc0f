package meetpost.agent.output;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
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

    /** Tells what has changed. The interlock's mates of one that is kept on are switched off. */
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
            obstacles.mates(output).stream()
                    .filter(mate -> mate.shouldBeOn() && isKeptOn(output))
                    .forEach(mate -> giveWay(mate, output, ownMoves));
        }
    }

    /**
     * Looks at those that are kept on though they should be off, however short ago that was done:
     * when one goes off its dead time begins, and the next command may be for its mate.
     */
    void lookAtKeptOn(Collection<Output> outputs, OwnMoves ownMoves) {
        for (Output output : outputs) {
            if (output.isForced() && !output.shouldBeOn() && output.look()) {
                seen(output);
            } else if (output.wentOffLate()) {
                ownMoves.retry(output);
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

    private static boolean isKeptOn(Output output) {
        try {
            return !output.shouldBeOn() && output.readBack();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void giveWay(Output mate, Output forced, OwnMoves ownMoves) {
        Origin interlock = Origin.of(Cause.INTERLOCK);
        var unused = ownMoves.go(mate, false, interlock, forced.name() + " is kept on");
    }
}
