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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.process.FileTrouble;
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
     * Takes it, or logs why there can be none: a disk that takes no lock is no reason for a board
     * to stand still.
     *
     * @throws AlreadyRunningException if another process has it, and which
     */
    public static Closeable takeIfPossible(Path state, Instance instance)
            throws AlreadyRunningException {
        try {
            return take(state, instance);
        } catch (AlreadyRunningException e) {
            throw e;
        } catch (IOException e) {
            Logger.warn(
                    "nothing keeps another meetpost from starting beside this one: {}",
                    FileTrouble.text(e));
            return () -> {};
        }
    }

    /**
     * Takes it, without waiting. Makes the directory where it is not there, for its owner only.
     *
     * @throws AlreadyRunningException if another process has it, and which
     * @throws IOException if there can be no lock in that directory: it is read-only, or not ours
     */
    static StateLock take(Path state, Instance instance) throws IOException {
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
        LocalUsers users = LocalUsers.here();
        warnOfStrangers(state, users);
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
            giveToService(state, file, users);
            channel.truncate(0);
            var name = "process %s with %s%n".formatted(instance.pid(), instance.config());
            channel.write(UTF_8.encode(name), 0);
            return new StateLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Root's own would shut the service out for good. Given to nobody but the service, and not
     * through a link, for who owns the directory decides what has that name.
     */
    private static void giveToService(Path state, Path file, LocalUsers users) throws IOException {
        Optional<UserPrincipal> service = users.service();
        var view = Files.getFileAttributeView(file, FileOwnerAttributeView.class, NOFOLLOW_LINKS);
        if (service.isPresent()
                && Files.getOwner(state).equals(service.get())
                && !view.getOwner().equals(service.get())) {
            try {
                view.setOwner(service.get());
            } catch (FileSystemException e) {
                Logger.debug("{}: {}", file, e.getMessage());
            }
        }
    }

    /** Who may write there may have this process write elsewhere, by links. */
    private static void warnOfStrangers(Path state, LocalUsers users) throws IOException {
        PosixFileAttributes now = Files.readAttributes(state, PosixFileAttributes.class);
        boolean open = now.permissions().contains(PosixFilePermission.OTHERS_WRITE);
        if (open || !users.trust(now.owner())) {
            Logger.warn(
                    "the state directory {} {}, who can spoil what is kept there; expected one of"
                            + " this user's own",
                    state,
                    open ? "may be written by everybody" : "belongs to " + now.owner().getName());
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
