package meetpost.drivers.pi4j;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All processes of one session, by the kernel's list (proc(5) of man-pages 6: {@code
 * /proc/PID/stat}). A process stays in it when its parent has ended.
 *
 * @param proc where the kernel shows processes: {@code /proc}
 * @param leader the process that began it
 */
record ProcessSession(Path proc, long leader) {

    /** While one is killed it may start another one. */
    private static final int ROUNDS = 20;

    /** Behind the name, which is in brackets: state, parent, group, session. */
    private static final int SESSION = 3;

    /** Ends them, without asking. Says whether none is left. */
    boolean kill() {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> alive = alive();
            if (alive.isEmpty()) {
                return true;
            }
            alive.forEach(ProcessHandle::destroyForcibly);
        }
        return alive().isEmpty();
    }

    private List<ProcessHandle> alive() {
        try (Stream<Path> entries = Files.list(proc)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,9}"))
                    .map(Long::parseLong)
                    .filter(this::isIn)
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private boolean isIn(long pid) {
        return stat(pid)
                .map(text -> text.substring(text.lastIndexOf(')') + 1).strip().split(" "))
                .filter(fields -> fields.length > SESSION)
                // A zombie has ended, and waits for whoever wants to know.
                .filter(fields -> !fields[0].equals("Z") && !fields[0].equals("X"))
                .filter(fields -> fields[SESSION].equals(String.valueOf(leader)))
                .isPresent();
    }

    private Optional<String> stat(long pid) {
        try {
            return Optional.of(Files.readString(proc.resolve(pid + "/stat"), ISO_8859_1));
        } catch (IOException e) {
            // It has ended meanwhile.
            return Optional.empty();
        }
    }
}
