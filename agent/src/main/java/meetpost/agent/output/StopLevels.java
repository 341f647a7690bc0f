package meetpost.agent.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * Brings outputs to the level at which the program leaves them, each whether or not the one before
 * could be. Those that go off are first, and those that go on wait for their dead time; no {@code
 * min-off} holds them up, for nobody would be there when it is over. Used under the lock of {@link
 * Outputs}.
 */
final class StopLevels {

    private static final Origin STOP = Origin.of(Cause.STOP);

    private final Obstacles obstacles;
    private final Switching switching;
    private final Ticks ticks;
    private final Ticks real;
    private boolean all = true;

    /**
     * @param ticks of the board
     * @param real the time that a stop takes
     */
    StopLevels(Obstacles obstacles, Switching switching, Ticks ticks, Ticks real) {
        this.obstacles = obstacles;
        this.switching = switching;
        this.ticks = ticks;
        this.real = real;
    }

    /**
     * Blocks until real tick {@code end} at most.
     *
     * @return whether all are there
     */
    boolean take(Collection<Output> outputs, long end) throws InterruptedException {
        outputs.stream().filter(each -> !each.rules().onAtStop()).forEach(this::off);
        List<Output> waiting =
                new ArrayList<>(outputs.stream().filter(each -> each.rules().onAtStop()).toList());
        boolean more = true;
        while (more) {
            waiting.removeIf(this::on);
            more = await(waiting, end);
        }
        for (Output output : waiting) {
            missed(output, obstacles.toDriveOn(output).map(Hindrance::message).orElse("too late"));
            off(output);
        }
        return all;
    }

    private void off(Output output) {
        try {
            output.switchOff(STOP);
        } catch (IOException e) {
            missed(output, String.valueOf(e.getMessage()));
        }
        switching.tell(output);
    }

    /** Says whether there is nothing more to wait for. */
    private boolean on(Output output) {
        if (obstacles.toDriveOn(output).isPresent()) {
            return false;
        }
        try {
            output.switchOn(Optional.empty(), STOP);
        } catch (IOException e) {
            missed(output, String.valueOf(e.getMessage()));
        }
        switching.tell(output);
        return true;
    }

    /** Until one of them may be able to go on; says whether that can be within the time. */
    private boolean await(List<Output> waiting, long end) throws InterruptedException {
        Optional<Long> first =
                waiting.stream()
                        .map(output -> obstacles.toDriveOn(output).flatMap(Hindrance::left))
                        .flatMap(Optional::stream)
                        .map(left -> ticks.real(ticks.now() + left.toNanos()).toNanos())
                        .min(Long::compare);
        long now = real.now();
        if (first.isEmpty() || now + first.get() - end > 0) {
            return false;
        }
        // A simulation may have come to its end, and its time stands still.
        real.until(now + Math.max(1_000_000, first.get()));
        return true;
    }

    private void missed(Output output, String why) {
        all = false;
        Logger.error("{}: not at its stop level: {}", output.name(), why);
    }
}
