package meetpost.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds and reads the files that settings name. */
final class SecretFiles {

    /**
     * No password over MQTT is longer (MQTT 3.1.1 section 3.1.3.5), nor a chain of certificates.
     */
    private static final int LONGEST = 65_535;

    private final Optional<Path> credentials;
    private final Path beside;
    private final Content content;

    /** The bytes of a file, {@link #LONGEST} and one at most. */
    @FunctionalInterface
    interface Content {

        byte[] of(Path file) throws IOException;
    }

    /**
     * @param credentials where a relative path is looked for first
     * @param beside where it is looked for then
     */
    SecretFiles(Optional<Path> credentials, Path beside, Content content) {
        this.credentials = credentials;
        this.beside = beside;
        this.content = content;
    }

    /** Reads from the disk. */
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST + 1);
        }
    }

    /** The text of a file, without the line end that editors put there. */
    Optional<Secret> secret(Path file, Node at, Report report) {
        Optional<Found> found = find(file, at, report);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path path = found.get().path();
        String text;
        try {
            text = UTF_8.newDecoder().decode(found.get().bytes()).toString();
        } catch (CharacterCodingException e) {
            report.at(at, path + " is not UTF-8 text, expected a password on one line");
            return Optional.empty();
        }
        String password = text.replaceFirst("\r?\n$", "");
        if (password.isEmpty() || password.length() > LONGEST || password.contains("\n")) {
            String wrong =
                    password.isEmpty()
                            ? " is empty"
                            : password.contains("\n") ? " has several lines" : " is too long";
            report.at(at, path + wrong + ", expected a password on one line");
            return Optional.empty();
        }
        return Optional.of(new Secret(password));
    }

    /** Where the file of a key is, once it is known that it can be read. */
    Optional<Path> file(Section section, Key<Path> key, Report report) {
        return section.find(key)
                .flatMap(file -> find(file, section.at(key), report))
                .map(Found::path);
    }

    private record Found(Path path, ByteBuffer bytes) {}

    private Optional<Found> find(Path file, Node at, Report report) {
        List<Path> tried = new ArrayList<>();
        credentials
                .filter(directory -> !file.isAbsolute())
                .ifPresent(d -> tried.add(d.resolve(file)));
        tried.add(beside.resolve(file));
        for (Path path : tried) {
            try {
                return Optional.of(new Found(path, ByteBuffer.wrap(content.of(path))));
            } catch (NoSuchFileException e) {
                continue;
            } catch (AccessDeniedException e) {
                report.at(
                        at,
                        "%s may not be read by this user, expected e.g. `sudo chgrp meetpost %s` and `sudo chmod 640 %s`"
                                .formatted(path, path, path));
            } catch (IOException e) {
                report.at(
                        at,
                        path
                                + (Files.isDirectory(path) ? " is a directory" : " cannot be read")
                                + ", expected a file");
            }
            return Optional.empty();
        }
        report.at(
                at,
                "there is no file "
                        + Scalars.or(tried.stream().map(Path::toString).toList())
                        + ", expected one that this user may read");
        return Optional.empty();
    }
}
