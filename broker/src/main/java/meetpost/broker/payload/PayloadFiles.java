package meetpost.broker.payload;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import meetpost.journal.Medium;

/**
 * The files of one directory, each with one payload. A journal names them: a payload is written
 * before the record that names it, forced before that is, and deleted when the record that replaces
 * it has been forced. What no record names is an orphan, and goes. Safe for use by several threads:
 * writing waits for the operating system, {@link #force} for the medium.
 */
public final class PayloadFiles {

    /** Forces the records that name payloads. */
    @FunctionalInterface
    public interface Records {
        void force() throws IOException;
    }

    private static final String KIND = ".payload";

    private final Path directory;
    private final Medium medium;
    private final Set<Long> unforced = new LinkedHashSet<>();
    private List<StoredPayload> discarded = new ArrayList<>();
    private long discardedBytes;
    private long lastNumber;
    private long writtenBytes;

    /**
     * Of a directory that is made with the first payload.
     *
     * @throws IOException if it is there and cannot be listed
     */
    public PayloadFiles(Path directory, Medium medium) throws IOException {
        this.directory = directory;
        this.medium = medium;
        this.lastNumber = numbers().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /**
     * Writes a payload to a file of its own. It survives the end of this process; a power cut only
     * after {@link #force}.
     *
     * @throws IOException if the disk does not take it: nothing is left of it then
     */
    public StoredPayload write(byte[] payload) throws IOException {
        long number = nextNumber();
        Path file = file(number);
        try {
            Files.createDirectories(directory);
            try (var channel = medium.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
                ByteBuffer rest = ByteBuffer.wrap(payload);
                while (rest.hasRemaining()) {
                    channel.write(rest, rest.position());
                }
            }
        } catch (IOException e) {
            deleteIfPossible(file);
            throw new IOException(
                    "cannot write a payload of %s bytes to %s: %s"
                            .formatted(payload.length, file, e.getMessage()),
                    e);
        }
        written(number, payload.length);
        return new StoredPayload(number, payload.length, checksum(payload));
    }

    private synchronized long nextNumber() {
        return ++lastNumber;
    }

    private synchronized void written(long number, int length) {
        unforced.add(number);
        writtenBytes += length;
    }

    /** It was written before this process began, and perhaps never forced. */
    public synchronized void adopt(StoredPayload payload) {
        unforced.add(payload.number());
    }

    /** No record that will be forced next needs it any more. It goes after that. */
    public synchronized void discard(StoredPayload payload) {
        unforced.remove(payload.number());
        discarded.add(payload);
        discardedBytes += payload.length();
    }

    /** Of what is discarded and still there. */
    public synchronized long discardedBytes() {
        return discardedBytes;
    }

    /** Given to the operating system since it was opened. */
    public synchronized long writtenBytes() {
        return writtenBytes;
    }

    /** Discards all files but these. */
    public void sweep(Collection<StoredPayload> named) throws IOException {
        Set<Long> kept = named.stream().map(StoredPayload::number).collect(Collectors.toSet());
        for (long number : numbers()) {
            if (!kept.contains(number)) {
                discard(new StoredPayload(number, (int) Files.size(file(number)), 0));
            }
        }
    }

    /**
     * Forces what was written to the medium, then the records that name it, then deletes what was
     * discarded before this call.
     *
     * @throws IOException if the medium fails, or the records do: nothing is deleted then, and the
     *     next call tries again
     */
    public void force(Records records) throws IOException {
        List<Long> files;
        List<StoredPayload> gone;
        synchronized (this) {
            files = List.copyOf(unforced);
            gone = discarded;
            unforced.clear();
            discarded = new ArrayList<>();
        }
        try {
            force(files);
            records.force();
        } catch (IOException e) {
            giveBack(files, gone);
            throw e;
        }
        gone.forEach(this::delete);
    }

    private void force(List<Long> files) throws IOException {
        for (long number : files) {
            try (var channel = medium.open(file(number), WRITE)) {
                channel.force(true);
            }
        }
        if (!files.isEmpty()) {
            force(directory);
            force(directory.toAbsolutePath().resolve("..").normalize());
        }
    }

    /** The names in it. */
    private void force(Path names) throws IOException {
        try (var channel = medium.open(names, READ)) {
            channel.force(true);
        }
    }

    private synchronized void giveBack(List<Long> files, List<StoredPayload> gone) {
        unforced.addAll(files);
        gone.forEach(one -> unforced.remove(one.number()));
        discarded.forEach(one -> unforced.remove(one.number()));
        discarded.addAll(gone);
    }

    private void delete(StoredPayload gone) {
        deleteIfPossible(file(gone.number()));
        synchronized (this) {
            discardedBytes -= gone.length();
        }
    }

    /** What stays costs room only: the next start finds that nothing names it. */
    private static void deleteIfPossible(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A read-only file system; it has been said by whoever wanted to write.
        }
    }

    /**
     * Reads a payload. Blocks for the disk.
     *
     * @throws IOException if its file is not there, or not whole
     */
    public byte[] read(StoredPayload payload) throws IOException {
        Path file = file(payload.number());
        long length = Files.size(file);
        if (length != payload.length()) {
            throw new IOException(
                    "%s has %s bytes, expected %s".formatted(file, length, payload.length()));
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != payload.length() || checksum(bytes) != payload.checksum()) {
            throw new IOException("%s is damaged: its checksum is wrong".formatted(file));
        }
        return bytes;
    }

    /** Whether its file is as long as it was written. */
    public boolean isThere(StoredPayload payload) {
        try {
            return Files.size(file(payload.number())) == payload.length();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether its file is as it was written. Reads it. */
    public boolean isWhole(StoredPayload payload) {
        try {
            return read(payload).length == payload.length();
        } catch (IOException e) {
            return false;
        }
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private Path file(long number) {
        return directory.resolve(String.format(Locale.ROOT, "%016x%s", number, KIND));
    }

    private List<Long> numbers() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-7][0-9a-f]{15}\\" + KIND))
                    .map(name -> Long.parseLong(name.substring(0, 16), 16))
                    .toList();
        }
    }
}
