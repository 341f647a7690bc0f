package meetpost.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Damaged files, which are not deleted when what they held is not needed any more: somebody may
 * want to read them by other means. The newest are kept, within a bound. Safe for use by several
 * threads.
 */
final class Aside {

    private static final String NAME = "damaged";
    private static final int MOST_FILES = 8;
    private static final long MOST_BYTES = 32L << 20;

    private final Path directory;
    private final Set<Path> damaged = new HashSet<>();

    Aside(Path journal) {
        this.directory = journal.resolve(NAME);
    }

    /** It is to be kept when it is not needed any more. */
    synchronized void note(Path file) {
        damaged.add(file);
    }

    /** Takes a file that is not needed any more, if it is damaged. */
    synchronized boolean takes(Path file) throws IOException {
        if (!damaged.remove(file)) {
            return false;
        }
        Files.createDirectories(directory);
        Files.move(
                file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        shrink();
        return true;
    }

    /** Copies a file that is about to be replaced by one of the same name, if it is damaged. */
    synchronized void copy(Path file) throws IOException {
        if (damaged.remove(file)) {
            Files.createDirectories(directory);
            Files.copy(
                    file,
                    directory.resolve(file.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
            shrink();
        }
    }

    private void shrink() throws IOException {
        List<Path> newestFirst;
        try (Stream<Path> files = Files.list(directory)) {
            newestFirst =
                    files.filter(Files::isRegularFile)
                            .sorted(Comparator.comparing(Path::getFileName).reversed())
                            .toList();
        }
        long bytes = 0;
        for (int i = 0; i < newestFirst.size(); i++) {
            bytes += Files.size(newestFirst.get(i));
            if (i >= MOST_FILES || bytes > MOST_BYTES) {
                Files.delete(newestFirst.get(i));
            }
        }
    }
}
