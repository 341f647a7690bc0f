package meetpost.agent.output;

import static java.util.Objects.requireNonNull;
import static meetpost.agent.output.Outcome.Obstacle.FAULT;
import static meetpost.agent.output.Outcome.Obstacle.STOPPING;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
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

    private static final Refused STOPS = new Refused(STOPPING, "the program is stopping");

    /** For whoever is switching. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Output> outputs = new LinkedHashMap<>();
    private final OutputMemory memory;
    private final BrokerSilence silence;
    private final Ticks ticks;
    private final Ticks real;
    private final Switching switching;
    private final LineWatch watch;

    private Obstacles obstacles;
    private OwnMoves ownMoves;
    private boolean started;
    private boolean atRest;

    /** While outputs stay at {@code at-crash}. */
    private Optional<StartLevels> held = Optional.empty();

    /**
     * Touches no line yet.
     *
     * @param silence of the broker
     */
    public Outputs(
            List<ActuatorSettings> settings,
            Board board,
            OutputMemory memory,
            BrokerSilence silence,
            Ticks ticks,
            OutputListener listener) {
        this(settings, board, memory, silence, ticks, Ticks.REAL, listener);
    }

    /** With the time that a stop takes. */
    Outputs(
            List<ActuatorSettings> settings,
            Board board,
            OutputMemory memory,
            BrokerSilence silence,
            Ticks ticks,
            Ticks real,
            OutputListener listener) {
        for (ActuatorSettings one : settings) {
            outputs.put(one.name(), new Output(one, new Line(board, one), ticks));
        }
        this.memory = requireNonNull(memory, "memory");
        this.silence = requireNonNull(silence, "silence");
        this.ticks = requireNonNull(ticks, "ticks");
        this.real = requireNonNull(real, "real");
        this.obstacles = new Obstacles(outputs, settings, ticks);
        this.switching = new Switching(obstacles, memory, listener);
        this.watch = new LineWatch(switching, ticks);
        this.ownMoves = new OwnMoves(switching, obstacles, silence, ticks, ticks.now());
    }

    /**
     * Takes every line at its start level and tells the listener; blocks for a second at most until
     * the disk has said what that is. A line that cannot be had is logged and tried again each
     * second. One that must not be on yet starts off and follows. Of two interlocked outputs that
     * would both start on, the later one in the file starts off.
     */
    public void start() {
        lock.lock();
        try {
            started = true;
            Recollection past = memory.begin(outputs);
            ownMoves = new OwnMoves(switching, obstacles, silence, ticks, ticks.now());
            var levels = new StartLevels(outputs.values(), obstacles, switching, past);
            if (past.heldBack().isPresent()) {
                Logger.error("{}", past.heldBack().get());
                held = Optional.of(levels);
                levels.hold(memory.heldUntil());
            } else {
                levels.take();
            }
            memory.started();
        } finally {
            lock.unlock();
        }
    }

    /** Commands that moved an output before, the oldest first; right after {@link #start}. */
    public List<Moved> movedBefore() {
        return memory.movedBefore();
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

    /** What it is meant to be now. */
    public Meant meant(String name) {
        lock.lock();
        try {
            Output output = named(name);
            return new Meant(output.shouldBeOn(), output.left().isPresent());
        } finally {
            lock.unlock();
        }
    }

    /** As it is, without switching anything. */
    public Outcome look(String name) {
        return locked(name, switching::asItIs);
    }

    /**
     * Which lines are not where they should be, and what else keeps outputs from what was declared,
     * in words. Waits for nobody who switches.
     */
    public List<String> problems() {
        return Stream.concat(
                        Stream.of(memory.heldBack(), memory.problem()).flatMap(Optional::stream),
                        outputs.values().stream().map(Output::problem).flatMap(Optional::stream))
                .toList();
    }

    /**
     * Does what is due by the rules. Looks at the lines, too, if that was not done within the last
     * half second: whoever calls it comes each second at least.
     *
     * @return nanoseconds until something is due again, if nothing is switched meanwhile; {@link
     *     #NEVER} if nothing is planned
     */
    public long tick() {
        lock.lock();
        try {
            switching.turn();
            long next = memory.tick();
            if (atRest) {
                return next;
            }
            if (held.isPresent() && memory.heldBack().isEmpty()) {
                Logger.info("outputs go to their start level: this start has held");
                held.get().release(ownMoves, ticks.now());
                held = Optional.empty();
            }
            watch.lookAtKeptOn(outputs.values(), ownMoves);
            watch.look(outputs.values(), obstacles, ownMoves);
            for (Output output : outputs.values()) {
                next =
                        Math.min(
                                next,
                                held.isPresent() ? ownMoves.hold(output) : ownMoves.move(output));
            }
            return Math.min(next, memory.tick());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drives every output to its stop level, each whether or not the one before could be, and tells
     * the listener; none that was not started. From now on nothing moves by a rule. Those that go
     * on wait for their dead time.
     *
     * @param max how long all of that may take
     * @param asked whether somebody asked the program to end
     * @return whether all of them are there
     */
    public boolean rest(Duration max, boolean asked) throws InterruptedException {
        long end = real.now() + max.toNanos();
        Duration toWait = max.compareTo(LONGEST_TURN) < 0 ? max : LONGEST_TURN;
        if (!lock.tryLock(toWait.toNanos(), TimeUnit.NANOSECONDS)) {
            Logger.error(
                    "outputs: not at their stop level: a line did not answer within {}",
                    DurationText.of(toWait));
            return false;
        }
        try {
            atRest = true;
            if (!started) {
                return true;
            }
            memory.stopping();
            boolean all =
                    new StopLevels(obstacles, switching, ticks, real).take(outputs.values(), end);
            memory.stopped(asked);
            return all;
        } finally {
            lock.unlock();
        }
    }

    /**
     * From now on other rules count, for outputs of the same names on the same lines. Nothing moves
     * but what the new rules themselves forbid; after {@link #rest} not even that.
     */
    public void rules(List<ActuatorSettings> settings) {
        lock.lock();
        try {
            if (atRest) {
                return;
            }
            obstacles = new Obstacles(outputs, settings, ticks);
            switching.obstacles(obstacles);
            ownMoves.obstacles(obstacles);
            settings.forEach(one -> ownMoves.reload(named(one.name()), one));
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
                output -> {
                    if (held.isPresent()) {
                        return new Refused(FAULT, memory.heldBack().orElse("not yet"));
                    }
                    if (atRest) {
                        return STOPS;
                    }
                    watch.lookAtKeptOn(outputs.values(), ownMoves);
                    return change.of(output);
                });
    }

    private Outcome locked(String name, Change change) {
        lock.lock();
        try {
            return change.of(named(name));
        } catch (IOException e) {
            return new Refused(FAULT, String.valueOf(e.getMessage()));
        } finally {
            lock.unlock();
        }
    }

    private Output named(String name) {
        return Optional.ofNullable(outputs.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no output is named " + name));
    }
}
