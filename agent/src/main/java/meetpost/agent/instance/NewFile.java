package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that is written anew, so that neither a link nor another's open file gets what is in it.
 */
public final class NewFile {

    private NewFile() {}

    /**
     * Writes it in the place of one that is there, never through a link or into another's pipe.
     *
     * @param mode such as {@code rw-------}, from its first byte on
     * @throws IOException if something else than a file has that name, or it cannot be written
     */
    public static void write(Path file, String mode, String text) throws IOException {
        if (Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new IOException(
                    "%s is no regular file, expected the name of one, or a new one"
                            .formatted(file));
        }
        Files.deleteIfExists(file);
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(mode)))) {
            ByteBuffer bytes = UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
