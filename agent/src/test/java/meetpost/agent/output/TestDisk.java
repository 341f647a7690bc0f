package meetpost.agent.output;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import meetpost.agent.time.Boot;
import meetpost.agent.time.Ticks;

/** A disk in memory, that survives programs. It can stall and fail. One thread. */
public final class TestDisk implements RecordsStore, Executor {

    static final Duration FLUSH = Duration.ofSeconds(60);

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Map<String, Boolean> of010 = new HashMap<>();
    private Optional<String> text = Optional.empty();
    private Boot boot = Boot.another();
    private boolean stalled;
    private boolean broken;
    private int writes;

    /** For programs that keep nothing between them. */
    public static OutputMemory fresh(Ticks ticks) {
        return new TestDisk().memory(ticks);
    }

    /** Of the next program. */
    OutputMemory memory(Ticks ticks) {
        return new OutputMemory(this, this, () -> {}, FLUSH, boot, ticks, ticks);
    }

    /** The board is switched off and on. */
    void reboot() {
        boot = Boot.another();
    }

    /** From now on nothing is done until it is told to go on. */
    void stall() {
        stalled = true;
    }

    void goOn() {
        stalled = false;
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /** What a crash leaves undone is never done. */
    void forgetTasks() {
        stalled = false;
        tasks.clear();
    }

    /** From now on every access fails, or none does. */
    void broken(boolean now) {
        broken = now;
    }

    void text(String other) {
        text = Optional.of(other);
    }

    String text() {
        return text.orElse("");
    }

    void of010(String output, boolean on) {
        of010.put(output, on);
    }

    int writes() {
        return writes;
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
    public Optional<String> read() throws IOException {
        fail();
        return text;
    }

    @Override
    public Map<String, Boolean> ofVersion010() throws IOException {
        fail();
        return Map.copyOf(of010);
    }

    @Override
    public void write(String fresh) throws IOException {
        fail();
        writes++;
        text = Optional.of(fresh);
    }

    private void fail() throws IOException {
        if (broken) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public String toString() {
        return "the disk";
    }
}
