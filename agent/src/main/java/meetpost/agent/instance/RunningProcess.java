package meetpost.agent.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * One process, told from a later one that was given its number.
 *
 * <p>The machine's boot id would tell one of an earlier boot, but the service may see another one
 * than the rest of its machine: systemd 252 in a container hides the container's from a unit with
 * {@code ProtectKernelTunables}. What the service says of itself is gone with /run at a boot.
 *
 * @param start when it began, in the kernel's ticks since the machine's start; 0: unknown
 */
public record RunningProcess(long pid, long start) {

    /** Of {@code starttime} in /proc/pid/stat (proc(5): 22), counted behind the name (2). */
    private static final int START = 19;

    /** The one that asks. */
    public static RunningProcess current() {
        long pid = ProcessHandle.current().pid();
        return new RunningProcess(pid, start(pid).orElse(0));
    }

    /** Whether it still runs. Without a known start, whether any process has its number. */
    boolean alive() {
        if (start == 0) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
        return start(pid).equals(OptionalLong.of(start));
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
