package meetpost.agent.settings.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.file.FileReader;
import meetpost.agent.settings.Secret;
import meetpost.broker.pem.PemFile;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds and reads the files that settings name. */
final class SecretFiles {

    /** Of those who may only look. */
    private static final Set<PosixFilePermission> READERS = Set.of(PosixFilePermission.OTHERS_READ);

    private static final Set<PosixFilePermission> WRITERS =
            Set.of(PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    private final Optional<Path> credentials;
    private final Path beside;
    private final Content content;
    private final Optional<FileReader> reader;

    /** The bytes of a file, {@link PemFile#LARGEST} and one at most. */
    @FunctionalInterface
    interface Content {

        byte[] of(Path file) throws IOException;
    }

    /**
     * @param credentials where a relative path is looked for first
     * @param beside where it is looked for then
     * @param reader who must be able to read what lies there; empty: whoever asks
     */
    SecretFiles(
            Optional<Path> credentials, Path beside, Content content, Optional<FileReader> reader) {
        this.reader = reader;
        this.credentials = credentials;
        this.beside = beside;
        this.content = content;
    }

    /** Reads from the disk. */
    static byte[] bytes(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(PemFile.LARGEST + 1);
        }
    }

    /** The password in a file. */
    Optional<Secret> secret(Path file, Node at, ProblemReport report) {
        Optional<Found> found = find(file, at, report);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path path = found.get().path();
        try {
            Secret secret = PasswordText.of(path, found.get().bytes());
            warnOfReaders(path, at, report);
            return Optional.of(secret);
        } catch (WrongValue e) {
            report.at(at, e.text());
            return Optional.empty();
        }
    }

    /** A file of a secret that is not only for those who need it. */
    void warnOfReaders(Path file, Node at, ProblemReport report) {
        if (anyOf(READERS, file) && !anyOf(WRITERS, file)) {
            report.warn(
                    at,
                    "%s may be read by everybody on this machine, expected e.g. `sudo chmod 640 %s`"
                            .formatted(file, file));
        }
    }

    private static void warnOfWriters(Path file, Node at, ProblemReport report) {
        if (anyOf(WRITERS, file)) {
            report.warn(
                    at,
                    "%s may be written by others than its owner, expected e.g. `sudo chmod 640 %s`"
                            .formatted(file, file));
        }
    }

    private static boolean anyOf(Set<PosixFilePermission> permissions, Path file) {
        try {
            return !Collections.disjoint(Files.getPosixFilePermissions(file), permissions);
        } catch (IOException | UnsupportedOperationException e) {
            // It was read a moment ago; whether it is wide open is not worth a refusal.
            return false;
        }
    }

    /** Where the file of a key is, once it is known that it can be read. */
    Optional<Path> file(Section section, Key<Path> key, ProblemReport report) {
        return section.find(key)
                .flatMap(file -> find(file, section.at(key), report))
                .map(Found::path);
    }

    /** The certificates or the key in it, once it is known that it can be read. */
    Optional<PemFile> pem(Section section, Key<Path> key, ProblemReport report) {
        Optional<Found> found =
                section.find(key).flatMap(file -> find(file, section.at(key), report));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PemFile.of(found.get().path(), found.get().bytes().array()));
        } catch (IOException e) {
            report.at(section.at(key), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Of which systemd makes a copy for the service, whoever may read it. */
    private boolean isCredential(Path path) {
        return credentials.filter(path::startsWith).isPresent();
    }

    private record Found(Path path, ByteBuffer bytes) {}

    private Optional<Found> find(Path file, Node at, ProblemReport report) {
        List<Path> tried = new ArrayList<>();
        credentials
                .filter(directory -> !file.isAbsolute())
                .ifPresent(d -> tried.add(d.resolve(file)));
        tried.add(beside.resolve(file));
        for (Path path : tried) {
            try {
                var found = new Found(path, ByteBuffer.wrap(content.of(path)));
                warnOfWriters(path, at, report);
                if (!isCredential(path)) {
                    reader.flatMap(user -> user.objection(path))
                            .ifPresent(text -> report.at(at, text));
                }
                return Optional.of(found);
            } catch (NoSuchFileException e) {
                continue;
            } catch (AccessDeniedException e) {
                boolean service = reader.isPresent() && reader.get().objection(path).isEmpty();
                report.at(
                        at,
                        service
                                ? "%s may not be read by this user, but by the service: try `sudo meetpost check`"
                                        .formatted(path)
                                : "%s may not be read by this user, expected e.g. `sudo chgrp meetpost %s` and `sudo chmod 640 %s`"
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
