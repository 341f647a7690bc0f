package meetpost.agent.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.board.FakePin;
import meetpost.agent.output.Outcome.Done;
import meetpost.agent.output.Outcome.Obstacle;
import meetpost.agent.output.Outcome.Refused;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Boot;
import meetpost.agent.time.ManualTicks;

/** Outputs on a board in memory, with time that goes on when a test says so. */
final class Rig {

    static final Origin COMMAND = Origin.command(Optional.empty());

    final FakeBoard board = new FakeBoard();
    final TestDisk disk;
    final ManualTicks ticks;
    final OutputMemory memory;
    final List<String> told = new ArrayList<>();
    final Map<String, OutputState> states = new HashMap<>();
    final Outputs outputs;

    private final List<ActuatorSettings> settings;
    private long heard;
    private Duration toTell = Duration.ZERO;
    private int jitter;
    private int asked;

    /** Not started yet. */
    Rig(AnOutput... outputs) {
        this(new TestDisk(), new ManualTicks(), outputs);
    }

    /** With a state directory. */
    Rig(Path state, AnOutput... outputs) {
        this(state, new ManualTicks(), outputs);
    }

    private Rig(Path state, ManualTicks ticks, AnOutput... outputs) {
        this(
                new TestDisk(),
                ticks,
                new OutputMemory(
                        new RecordsFile(state),
                        Runnable::run,
                        () -> {},
                        TestDisk.FLUSH,
                        Boot.another(),
                        ticks,
                        ticks),
                outputs);
    }

    /** Of a board that other programs ran on before. */
    Rig(TestDisk disk, ManualTicks ticks, AnOutput... outputs) {
        this(disk, ticks, disk.memory(ticks), outputs);
    }

    /** With a memory of its own. */
    Rig(OutputMemory memory, ManualTicks ticks, AnOutput... outputs) {
        this(new TestDisk(), ticks, memory, outputs);
    }

    private Rig(TestDisk disk, ManualTicks ticks, OutputMemory memory, AnOutput... outputs) {
        this.disk = disk;
        this.ticks = ticks;
        this.memory = memory;
        this.settings = Stream.of(outputs).map(AnOutput::settings).toList();
        this.heard = ticks.now();
        this.outputs =
                new Outputs(
                        settings,
                        board,
                        memory,
                        () -> heard - asked++ % (jitter + 1),
                        ticks,
                        ticks,
                        (name, state) -> {
                            told.add(name + (state.on() ? " ON" : " OFF"));
                            states.put(name, state);
                            ticks.advance(toTell);
                        });
    }

    static Rig started(AnOutput... outputs) {
        Rig rig = new Rig(outputs);
        rig.outputs.start();
        rig.told.clear();
        return rig;
    }

    Outcome on(String name) {
        return outputs.on(name, COMMAND);
    }

    Outcome off(String name) {
        return outputs.off(name, COMMAND);
    }

    Outcome toggle(String name) {
        return outputs.toggle(name, COMMAND);
    }

    Outcome pulse(String name, Duration length) {
        return outputs.pulse(name, length, COMMAND);
    }

    FakePin pin(String name) {
        return settings.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(one -> board.output(one.gpio()))
                .orElseThrow();
    }

    /** Whether the thing that is wired there is on. */
    boolean isOn(String name) {
        ActuatorSettings of =
                settings.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        return board.output(of.gpio()).level() == of.activeHigh();
    }

    /** A packet of the broker arrives. */
    void hear() {
        heard = ticks.now();
    }

    /** From now on the last packet seems to be up to so many nanoseconds older, or not. */
    void jitter(int nanos) {
        jitter = nanos;
    }

    /** From now on it takes so long to tell a state. */
    void toTell(Duration duration) {
        toTell = duration;
    }

    /** Time goes on; whatever is due happens when it is due. */
    void pass(Duration duration) {
        long left = duration.toNanos();
        long next = outputs.tick();
        for (int moves = 0; next <= left; moves++) {
            assertTrue(moves < 10_000, "something is due all the time");
            ticks.advance(Duration.ofNanos(next));
            left -= next;
            next = outputs.tick();
        }
        ticks.advance(Duration.ofNanos(left));
        outputs.tick();
    }

    /** Time goes on until just before. */
    void passAlmost(Duration duration) {
        pass(duration.minusNanos(1));
    }

    void passTheRest() {
        pass(Duration.ofNanos(1));
    }

    static void assertOn(Outcome outcome) {
        assertEquals(true, assertInstanceOf(Done.class, outcome).on());
    }

    static void assertOff(Outcome outcome) {
        assertEquals(false, assertInstanceOf(Done.class, outcome).on());
    }

    static void assertRefused(Obstacle obstacle, String message, Outcome outcome) {
        assertEquals(new Refused(obstacle, message), outcome);
    }
}
