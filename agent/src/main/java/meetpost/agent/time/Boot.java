package meetpost.agent.time;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What ticks have their origin in: two processes with the same one can compare theirs. On Linux
 * {@link System#nanoTime} is the kernel's CLOCK_MONOTONIC, which begins at power-on.
 */
public record Boot(UUID id) {

    private static final Path MACHINE = Path.of("/proc/sys/kernel/random/boot_id");

    public Boot {
        requireNonNull(id, "id");
    }

    /** The machine's where the ticks are its own; that of a simulation is its own, too. */
    public static Boot of(Ticks ticks) {
        return ticks == Ticks.REAL ? ofThisMachine() : another();
    }

    /** One that nobody has had. */
    public static Boot another() {
        return new Boot(UUID.randomUUID());
    }

    private static Boot ofThisMachine() {
        try {
            return new Boot(UUID.fromString(Files.readString(MACHINE).strip()));
        } catch (IOException | IllegalArgumentException e) {
            // Not Linux: then no earlier process is known to have had the same ticks.
            return another();
        }
    }
}
