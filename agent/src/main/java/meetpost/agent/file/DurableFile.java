package meetpost.agent.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file that is replaced as a whole: after a power cut the old one is there, or the new. */
public final class DurableFile {

    private DurableFile() {}

    /**
     * Writes it in UTF-8 in the place of one that is there, by way of {@code <name>.new} beside it;
     * makes its directory if there is none. Blocks until the medium has it. One thread at a time.
     *
     * @throws IOException if the file system does not take it: the old one stays
     */
    public static void write(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().resolveSibling("").normalize();
        Files.createDirectories(directory);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer bytes = UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE);
        force(directory);
    }

    /** Has the medium take what was renamed or deleted in a directory. Blocks until it has. */
    public static void force(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, READ)) {
            names.force(true);
        }
    }
}
