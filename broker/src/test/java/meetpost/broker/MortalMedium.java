package meetpost.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import meetpost.journal.Medium;

/**
 * A file system that fills up, and whose power can be cut: only what was forced is sure to be there
 * afterwards, of the rest some part.
 */
final class MortalMedium implements Medium {

    /** What was forced of each file, in bytes, by the file itself: it may get another name. */
    private final Map<Object, Long> forced = new ConcurrentHashMap<>();

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private volatile boolean full;
    private volatile Predicate<Path> noRoomIn = file -> false;
    private volatile MortalFile.Forced meanwhile = () -> {};

    /** From now on nothing more is taken, or everything. */
    void full(boolean value) {
        full = value;
    }

    /** From now on these files take nothing more; they can be made all the same. */
    void full(Predicate<Path> files) {
        noRoomIn = files;
    }

    /** Is done once, by who forces next, before that has ended. */
    void whileForcing(MortalFile.Forced task) {
        meanwhile = task;
    }

    void forces() throws IOException {
        MortalFile.Forced task = meanwhile;
        meanwhile = () -> {};
        task.note();
    }

    void requireRoom(Path file) throws IOException {
        if (full || noRoomIn.test(file)) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        if (full && Set.of(options).contains(StandardOpenOption.WRITE)) {
            requireRoom(file);
        }
        FileChannel channel = FileChannel.open(file, options);
        if (Files.isDirectory(file)) {
            return new MortalFile(this, file, channel, () -> names.addAll(list(file)));
        }
        Object key = Files.readAttributes(file, "fileKey").get("fileKey");
        return new MortalFile(this, file, channel, () -> forced.put(key, channel.size()));
    }

    /** Whether the power could go without a loss. */
    boolean allForced(Path directory) throws IOException {
        try {
            return isForced(directory);
        } catch (NoSuchFileException e) {
            // It is being deleted: there is more to come.
            return false;
        }
    }

    private boolean isForced(Path directory) throws IOException {
        for (String name : list(directory)) {
            Path file = directory.resolve(name);
            boolean whole =
                    Files.isDirectory(file) ? isForced(file) : forcedOf(file) >= Files.size(file);
            if (!names.contains(name) || !whole) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is found in {@code copy} when the power comes back. Taken again where a file goes while
     * it is read: a copy of two moments is nothing that a disk ever held.
     */
    void cut(Path directory, Path copy, Random random) throws IOException {
        for (int again = 0; ; again++) {
            try {
                copyOf(directory, copy, random);
                return;
            } catch (NoSuchFileException gone) {
                if (again == 100) {
                    throw gone;
                }
                delete(copy);
            }
        }
    }

    private void copyOf(Path directory, Path copy, Random random) throws IOException {
        Files.createDirectories(copy);
        for (String name : list(directory)) {
            Path file = directory.resolve(name);
            boolean there = names.contains(name) || random.nextBoolean();
            if (there && Files.isDirectory(file)) {
                copyOf(file, copy.resolve(name), random);
            } else if (there) {
                long sure = forcedOf(file);
                byte[] bytes = Files.readAllBytes(file);
                int unsure = (int) Math.max(0, bytes.length - sure);
                int length = (int) sure + (unsure == 0 ? 0 : random.nextInt(unsure + 1));
                Files.write(copy.resolve(name), Arrays.copyOf(bytes, length));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        for (String name : list(directory)) {
            Path file = directory.resolve(name);
            if (Files.isDirectory(file)) {
                delete(file);
            } else {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private long forcedOf(Path file) throws IOException {
        Object key = Files.readAttributes(file, "fileKey").get("fileKey");
        return forced.getOrDefault(key, 0L);
    }

    private static Set<String> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new HashSet<>(files.map(file -> file.getFileName().toString()).toList());
        }
    }
}
