package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

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
     * Writes it in the place of one that is there.
     *
     * @param mode such as {@code rw-------}, from its first byte on
     * @throws IOException if a directory has that name, or it cannot be written
     */
    public static void write(Path file, String mode, String text) throws IOException {
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
