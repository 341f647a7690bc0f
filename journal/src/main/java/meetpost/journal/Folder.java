package meetpost.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of one journal by name. */
record Folder(Path path, Medium medium, Aside aside) {

    private static final String LOG = ".log";
    private static final String SNAPSHOT = ".snapshot";
    private static final String NEW = ".new";

    /** The directory, made if it is missing, without what an interrupted start left half-done. */
    static Folder open(Path path, Medium medium) throws IOException {
        Files.createDirectories(path);
        var folder = new Folder(path, medium, new Aside(path));
        for (long unfinished : folder.numbers(NEW)) {
            folder.deleteIfPossible(folder.unfinished(unfinished));
        }
        return folder;
    }

    Path log(long number) {
        return named(number, LOG);
    }

    Path snapshot(long number) {
        return named(number, SNAPSHOT);
    }

    Path unfinished(long number) {
        return named(number, NEW);
    }

    /** Rising. */
    List<Long> snapshots() throws IOException {
        return numbers(SNAPSHOT);
    }

    /** Length by number, rising. */
    TreeMap<Long, Long> logs() throws IOException {
        var logs = new TreeMap<Long, Long>();
        for (long number : numbers(LOG)) {
            logs.put(number, Files.size(log(number)));
        }
        return logs;
    }

    /** A new file, empty. */
    FileChannel create(Path file) throws IOException {
        return medium.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Gives a finished file its name, in one step that is on the medium afterwards. */
    void finish(Path unfinished, Path file) throws IOException {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        force();
    }

    /** Makes names that were added or removed survive a power cut. */
    void force() throws IOException {
        try (var directory = medium.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** It is damaged: {@link #replaced} keeps it. */
    void keepWhenReplaced(Path file) {
        aside.note(file);
    }

    /** A file of that name is about to be put in its place. */
    void beforeReplacing(Path file) throws IOException {
        aside.copy(file);
    }

    /** Another has what this file had. What stays costs room only. */
    void replaced(Path file) {
        try {
            if (!aside.takes(file)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A read-only file system; it has been said by whoever wanted to write.
        }
    }

    /** What stays costs room only: the next start knows by its number that it is not needed. */
    void deleteIfPossible(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A read-only file system; it has been said by whoever wanted to write.
        }
    }

    private Path named(long number, String kind) {
        return path.resolve(String.format(Locale.ROOT, "%016x%s", number, kind));
    }

    private List<Long> numbers(String kind) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-7][0-9a-f]{15}\\" + kind))
                    .map(name -> Long.parseLong(name.substring(0, 16), 16))
                    .sorted()
                    .toList();
        }
    }
}
