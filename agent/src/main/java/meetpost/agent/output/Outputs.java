package meetpost.agent.output;

import static meetpost.agent.output.Outcome.Obstacle.FAULT;
import static meetpost.agent.output.Outcome.Obstacle.STOPPING;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import meetpost.agent.output.Outcome.Refused;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.DurationText;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;
import org.tinylog.Logger;

/**
 * The outputs of the board and the rules they live by: levels at start and stop, bounds on how long
 * one is on, interlocks, and what happens when the broker is gone.
 *
 * <p>Safe for use by several threads: one switches at a time, the others wait. Somebody must call
 * {@link #tick} when it says so.
 */
public final class Outputs {

    /** {@link #tick}: nothing is planned. */
    public static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Output> outputs = new LinkedHashMap<>();
    private final LastStates lastStates;
    private final BrokerSilence silence;
    private final Ticks ticks;
    private final Switching switching;

    private Obstacles obstacles;
    private OwnMoves ownMoves;
    private boolean atRest;

    /**
     * Touches no line yet.
     *
     * @param silence of the broker
     */
    public Outputs(
            List<ActuatorSettings> settings,
            Board board,
            LastStates lastStates,
            BrokerSilence silence,
            Ticks ticks,
            OutputListener listener) {
        for (ActuatorSettings one : settings) {
            outputs.put(one.name(), new Output(one, new Line(board, one), ticks));
        }
        this.lastStates = lastStates;
        this.silence = silence;
        this.ticks = ticks;
        this.obstacles = new Obstacles(outputs, settings);
        this.switching = new Switching(obstacles, lastStates, listener);
        this.ownMoves = new OwnMoves(switching, silence, ticks.now());
    }

    /**
     * Takes every line at its start level and tells the listener. A line that cannot be had is
     * logged and tried again each second. Of two interlocked outputs that would both start on, the
     * later one in the file starts off.
     */
    public void start() {
        lock.lock();
        try {
            ownMoves = new OwnMoves(switching, silence, ticks.now());
            Map<String, Boolean> last = lastStates.read();
            // The off ones first: a line may still be on from a program that crashed.
            for (Output output : offFirst(each -> startsOn(each, last))) {
                start(output, startsOn(output, last));
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean startsOn(Output output, Map<String, Boolean> last) {
        return switch (output.rules().atStart()) {
            case OFF -> false;
            case ON -> true;
            case LAST -> last.getOrDefault(output.name(), false);
        };
    }

    private void start(Output output, boolean wanted) {
        Optional<Refused> obstacle = wanted ? obstacles.toBeOn(output) : Optional.empty();
        obstacle.ifPresent(why -> Logger.warn("{}: starts OFF: {}", output.name(), why.message()));
        output.start(
                wanted && obstacle.isEmpty(),
                Origin.of(obstacle.isPresent() ? Cause.INTERLOCK : Cause.START));
        switching.tell(output);
    }

    /** On until further notice. A pulse that runs is forgotten; other bounds are not. */
    public Outcome on(String name, Origin origin) {
        return switched(name, output -> switching.on(output, Optional.empty(), origin));
    }

    /** On for {@code length} from now, or shorter where a bound of the output says so. */
    public Outcome pulse(String name, Duration length, Origin origin) {
        return switched(
                name, output -> switching.on(output, Optional.of(length), origin.ofPulse()));
    }

    /** Off. */
    public Outcome off(String name, Origin origin) {
        return switched(name, output -> switching.off(output, origin));
    }

    /** The other state than the line reads back. */
    public Outcome toggle(String name, Origin origin) {
        return switched(
                name,
                output ->
                        output.readBack()
                                ? switching.off(output, origin)
                                : switching.on(output, Optional.empty(), origin));
    }

    /** As it is, without switching anything. */
    public Outcome look(String name) {
        return locked(name, Switching::asItIs);
    }

    /** Which lines are not where they should be, in words. Waits for nobody who switches. */
    public List<String> troubles() {
        return outputs.values().stream().map(Output::trouble).flatMap(Optional::stream).toList();
    }

    /**
     * Does what is due by the rules.
     *
     * @return nanoseconds until something is due again, if nothing is switched meanwhile; {@link
     *     #NEVER} if nothing is planned
     */
    public long tick() {
        lock.lock();
        try {
            long next = NEVER;
            if (!atRest) {
                for (Output output : outputs.values()) {
                    next = Math.min(next, ownMoves.move(output));
                }
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drives every output to its stop level, each whether or not the one before could be, and tells
     * the listener. From now on nothing moves by a rule.
     *
     * @param max how long to wait for whoever is switching
     * @return whether all of them are there
     */
    public boolean rest(Duration max) throws InterruptedException {
        if (!lock.tryLock(max.toNanos(), TimeUnit.NANOSECONDS)) {
            Logger.error(
                    "outputs: not at their stop level: a line did not answer within {}",
                    DurationText.of(max));
            return false;
        }
        try {
            atRest = true;
            boolean all = true;
            for (Output output : offFirst(each -> each.rules().onAtStop())) {
                all &= rest(output);
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Is not kept as the last state: that is the one before the stop. */
    private boolean rest(Output output) {
        boolean on = output.rules().onAtStop();
        Optional<Refused> obstacle = on ? obstacles.toSwitchOn(output) : Optional.empty();
        try {
            if (on && obstacle.isEmpty()) {
                output.switchOn(Optional.empty(), Origin.of(Cause.STOP));
            } else {
                output.switchOff(Origin.of(Cause.STOP));
            }
        } catch (IOException e) {
            obstacle = Optional.of(fault(e));
        }
        switching.tell(output);
        obstacle.ifPresent(
                why -> Logger.error("{}: not at its stop level: {}", output.name(), why.message()));
        return obstacle.isEmpty();
    }

    private static Refused fault(IOException e) {
        return new Refused(FAULT, String.valueOf(e.getMessage()));
    }

    private List<Output> offFirst(Function<Output, Boolean> goesOn) {
        return outputs.values().stream().sorted(Comparator.comparing(goesOn)).toList();
    }

    /**
     * From now on other rules count, for outputs of the same names on the same lines. Nothing moves
     * but what the new rules themselves forbid.
     */
    public void rules(List<ActuatorSettings> settings) {
        lock.lock();
        try {
            obstacles = new Obstacles(outputs, settings);
            switching.obstacles(obstacles);
            for (ActuatorSettings rules : settings) {
                Output output = named(rules.name());
                boolean changed = !output.rules().equals(rules);
                output.rules(rules);
                if (changed && output.shouldBeOn()) {
                    obstacles
                            .toBeOn(output)
                            .ifPresent(
                                    why ->
                                            ownMoves.go(
                                                    output,
                                                    false,
                                                    Origin.of(Cause.RELOAD),
                                                    why.message()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private interface Change {

        Outcome of(Output output) throws IOException;
    }

    /** Nothing leaves its stop level any more, however late what was asked for comes. */
    private Outcome switched(String name, Change change) {
        return locked(
                name,
                output ->
                        atRest
                                ? new Refused(STOPPING, "the program is stopping")
                                : change.of(output));
    }

    private Outcome locked(String name, Change change) {
        lock.lock();
        try {
            return change.of(named(name));
        } catch (IOException e) {
            return fault(e);
        } finally {
            lock.unlock();
        }
    }

    private Output named(String name) {
        Output output = outputs.get(name);
        if (output == null) {
            throw new IllegalArgumentException("no output is named " + name);
        }
        return output;
    }
}
