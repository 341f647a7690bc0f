package meetpost.drivers.pi4j;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.Kernel;

/**
 * The kernel's files of measurements.
 *
 * @param root where the kernel has them: {@code /sys}
 */
record Sysfs(Path root) implements Kernel {

    Sysfs {
        requireNonNull(root, "root");
    }

    @Override
    public String read(String file) throws IOException {
        Path path = root.resolve(file);
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new BusException(NO_ANSWER, "this machine has no " + path, e);
        } catch (AccessDeniedException e) {
            throw new BusException(PERMISSION, "we may not read " + path, e);
        } catch (IOException e) {
            throw new BusException(BUS, path + ": " + e.getMessage(), e);
        }
    }
}
