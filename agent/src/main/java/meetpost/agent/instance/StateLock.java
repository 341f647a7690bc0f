package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.tinylog.Logger;

/**
 * Held by the one agent that may write in a state directory, until it is closed or its process ends
 * in whatever way: a lock of the kernel's on the file {@code lock}, which names its holder.
 */
public final class StateLock implements Closeable {

    private static final int LONGEST = 4096;

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = requireNonNull(channel, "channel");
    }

    /**
     * Takes it, without waiting. Makes the directory where it is not there, for its owner only.
     *
     * @throws AlreadyRunningException if another process has it, and which
     * @throws IOException if there can be no lock in that directory: it is read-only, or not ours
     */
    public static StateLock take(Path state, Instance instance) throws IOException {
        if (!Files.isDirectory(state)) {
            Path parent = state.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    state,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        Path file = state.resolve("lock");
        // A lock that is a FIFO would have us wait for whoever planted it.
        if (Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new IOException(file + " is no regular file, expected one or none");
        }
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        FileChannel channel =
                FileChannel.open(file, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS), mode);
        try {
            if (!locked(channel)) {
                throw new AlreadyRunningException(holder(channel), state);
            }
            channel.truncate(0);
            var name = "process %d with %s%n".formatted(instance.pid(), instance.config());
            channel.write(UTF_8.encode(name), 0);
            return new StateLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another agent of this very process.
            return false;
        }
    }

    /** As it wrote itself; empty if it is about to. */
    private static String holder(FileChannel channel) throws IOException {
        var text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), UTF_8).strip();
    }

    /** Lets another one in. The file stays: who deletes it could let two in. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            Logger.warn("the lock of the state directory: {}", e.getMessage());
        }
    }
}
