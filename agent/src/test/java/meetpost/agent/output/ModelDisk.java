package meetpost.agent.output;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Boot;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;

/**
 * A disk in memory that outlasts programs, fails and stands still when told to, and makes the
 * outputs that keep something on it. For one thread.
 */
public final class ModelDisk implements RecordsStore, Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Optional<String> text = Optional.empty();
    private Boot boot = Boot.another();
    private boolean full;
    private boolean stalled;
    private Optional<OutputMemory> memory = Optional.empty();

    /** From now on every write fails, or none does. */
    public void full(boolean now) {
        full = now;
    }

    /** From now on nothing comes of what is asked of it; what was asked is done when it goes on. */
    public void stalled(boolean now) {
        stalled = now;
        while (!stalled && !tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /** The program is dead: what it asked for and what was not done never will be. */
    public void forget() {
        tasks.clear();
    }

    /** The kernel is another one. */
    public void reboot() {
        boot = Boot.another();
    }

    /** Those of the next program. */
    public Outputs outputs(
            List<ActuatorSettings> settings,
            Board board,
            Duration flush,
            BrokerSilence silence,
            Ticks ticks,
            OutputListener listener) {
        Ticks real = new Impatient(ticks);
        var its = new OutputMemory(this, this, () -> {}, flush, boot, ticks, real);
        memory = Optional.of(its);
        return new Outputs(settings, board, its, silence, ticks, ticks, listener);
    }

    /** Whether the program keeps its outputs at {@code at-crash}. */
    public boolean heldBack() {
        return memory.flatMap(OutputMemory::heldBack).isPresent();
    }

    /** The program ends in order. */
    public void close() {
        memory.ifPresent(OutputMemory::close);
    }

    /** A disk that stands still is waited for in no time: each look at the clock finds it late. */
    private final class Impatient implements Ticks {

        private final Ticks ticks;
        private long late;

        Impatient(Ticks ticks) {
            this.ticks = ticks;
        }

        @Override
        public long now() {
            late += stalled ? Duration.ofSeconds(1).toNanos() : 0;
            return ticks.now() + late;
        }

        @Override
        public void until(long tick) throws InterruptedException {
            ticks.until(tick - late);
        }

        @Override
        public Duration real(long tick) {
            return ticks.real(tick - late);
        }
    }

    @Override
    public void execute(Runnable task) {
        if (stalled) {
            tasks.add(task);
        } else {
            task.run();
        }
    }

    @Override
    public Optional<String> read() {
        return text;
    }

    @Override
    public Map<String, Boolean> ofVersion010() {
        return Map.of();
    }

    @Override
    public void write(String fresh) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        text = Optional.of(fresh);
    }

    @Override
    public String toString() {
        return "a disk in memory";
    }
}
