package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether there is room for what must survive a restart.
 *
 * @param state the directory, which need not be there yet
 */
record DiskCheck(Path state, Space space) implements Check {

    /** The outbox may take 16 MB, the journal of the system and apt need the rest. */
    private static final long LEAST = 100L << 20;

    DiskCheck {
        requireNonNull(state, "state");
        requireNonNull(space, "space");
    }

    /** What a file system has left. */
    @FunctionalInterface
    interface Space {

        /** By the operating system. */
        Space REAL =
                directory -> {
                    var store = Files.getFileStore(directory);
                    return store.isReadOnly() ? 0 : store.getUsableSpace();
                };

        /** Bytes that we may write; 0 where we may write none. */
        long free(Path directory) throws IOException;
    }

    @Override
    public List<Finding> findings() {
        Path there = state.toAbsolutePath();
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            long free = space.free(there);
            if (free == 0) {
                return List.of(
                        Finding.fail(
                                "disk",
                                there + " cannot be written to: full, or mounted read-only",
                                "df -h " + there,
                                "dmesg | grep -i mmc    # a card that is worn out is mounted read-only"));
            }
            String text = (free >> 20) + " MB free at " + there;
            return List.of(
                    free >= LEAST
                            ? Finding.ok("disk", text)
                            : Finding.fail(
                                    "disk",
                                    text + ", expected 100",
                                    "sudo apt clean",
                                    "sudo journalctl --vacuum-size=50M"));
        } catch (IOException e) {
            return List.of(Finding.fail("disk", there + ": " + e.getMessage(), "df -h " + there));
        }
    }
}
