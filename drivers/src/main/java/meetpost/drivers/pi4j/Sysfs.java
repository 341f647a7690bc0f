package meetpost.drivers.pi4j;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.Space;

/**
 * The kernel's files of measurements.
 *
 * @param root where the kernel has them: {@code /sys}
 * @param slash what has {@code proc}, and is on the disk: {@code /}
 */
record Sysfs(Path root, Path slash) implements Kernel {

    /** A file of sysfs is at most a page (kernel Documentation/filesystems/sysfs.rst). */
    private static final int LONGEST = 4096;

    private static final int MOST_NAMES = 4096;

    Sysfs {
        requireNonNull(root, "root");
        requireNonNull(slash, "slash");
    }

    @Override
    public String read(String file) throws IOException {
        Path path = file.startsWith("proc/") ? slash.resolve(file) : root.resolve(file);
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new BusException(NO_ANSWER, "this machine has no " + path, e);
        } catch (AccessDeniedException e) {
            throw new BusException(PERMISSION, "we may not read " + path, e);
        } catch (IOException e) {
            throw new BusException(BUS, path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> names(String directory) throws IOException {
        Path path = root.resolve(directory);
        try (Stream<Path> entries = Files.list(path)) {
            return entries.limit(MOST_NAMES)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (AccessDeniedException e) {
            throw new BusException(PERMISSION, "we may not look into " + path, e);
        } catch (IOException e) {
            throw new BusException(BUS, path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Space space() throws IOException {
        FileStore disk = Files.getFileStore(slash);
        long total = Math.max(1, disk.getTotalSpace());
        return new Space(total, Math.max(0, Math.min(total, disk.getUsableSpace())));
    }
}
