package meetpost.agent.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * One process, told from a later one that was given its number.
 *
 * @param boot of which start of the machine; empty: unknown
 * @param start when it began, in the kernel's ticks since that start; 0: unknown
 */
public record RunningProcess(long pid, String boot, long start) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Of {@code starttime} in /proc/pid/stat (proc(5): 22), counted behind the name (2). */
    private static final int START = 19;

    public RunningProcess {
        requireNonNull(boot, "boot");
    }

    /** The one that asks. */
    public static RunningProcess current() {
        long pid = ProcessHandle.current().pid();
        return new RunningProcess(pid, bootOfNow(), start(pid).orElse(0));
    }

    /** Whether it still runs. Without a known start, whether any process has its number. */
    boolean alive() {
        if (start == 0) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
        return boot.equals(bootOfNow()) && start(pid).equals(OptionalLong.of(start));
    }

    private static String bootOfNow() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            // Not on every kernel; then the start alone tells.
            return "";
        }
    }

    private static OptionalLong start(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name may hold spaces and brackets.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return OptionalLong.of(Long.parseLong(fields[START]));
        } catch (IOException | RuntimeException e) {
            // It has ended, or is hidden from us.
            return OptionalLong.empty();
        }
    }
}
