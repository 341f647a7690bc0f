package meetpost.agent.file;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A user of this machine, and what the modes of files let this user read; for one who may read
 * more, such as root, or less.
 *
 * @param groups numbers of all groups that the user is in
 */
public record FileReader(String name, int uid, Set<Integer> groups) {

    private static final int OWNER = 6;
    private static final int GROUP = 3;
    private static final int READ = 4;
    private static final int SEARCH = 1;

    public FileReader {
        requireNonNull(name, "name");
        groups = Set.copyOf(groups);
    }

    /** By the system's lists of users and groups; empty: there is no such user. */
    public static Optional<FileReader> of(String name, Path etc) {
        Optional<String[]> user =
                rows(etc.resolve("passwd"))
                        .filter(row -> row.length > 3 && row[0].equals(name))
                        .filter(row -> (row[2] + row[3]).matches("[0-9]{2,18}"))
                        .findFirst();
        if (user.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> groups = new HashSet<>();
        groups.add(Integer.valueOf(user.get()[3]));
        rows(etc.resolve("group"))
                .filter(row -> row.length > 3 && List.of(row[3].split(",")).contains(name))
                .filter(row -> row[2].matches("[0-9]{1,9}"))
                .forEach(row -> groups.add(Integer.valueOf(row[2])));
        return Optional.of(new FileReader(name, Integer.parseInt(user.get()[2]), groups));
    }

    private static Stream<String[]> rows(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> line.split(":"));
        } catch (IOException e) {
            // A system without such a list has no such user.
            return Stream.empty();
        }
    }

    /**
     * What is wrong and what to type, in words; empty if this user may read it, or nobody knows.
     */
    public Optional<String> objection(Path file) {
        try {
            Optional<Path> obstacle = obstacle(file);
            if (obstacle.isEmpty()) {
                return Optional.empty();
            }
            Path there = obstacle.get();
            return Optional.of(
                    Files.isDirectory(there)
                            ? "%s may not be read by user %s, who runs the service: %s is closed, expected e.g. `sudo chmod o+x %s`, or the file in /etc/meetpost"
                                    .formatted(file, name, there, there)
                            : "%s may not be read by user %s, who runs the service, expected e.g. `sudo chgrp %s %s` and `sudo chmod 640 %s`"
                                    .formatted(file, name, name, file, file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What keeps this user from reading it: the file, or a directory above it; empty: nothing does.
     *
     * @throws IOException if the one who asks may not look there
     */
    public Optional<Path> obstacle(Path file) throws IOException {
        Path real = file.toRealPath();
        for (Path directory = real.getRoot(); !directory.equals(real); ) {
            if (!may(SEARCH, directory)) {
                return Optional.of(directory);
            }
            directory = directory.resolve(directory.relativize(real).getName(0));
        }
        return may(READ, real) ? Optional.empty() : Optional.of(real);
    }

    private boolean may(int what, Path file) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid,gid");
        int mode = (Integer) requireNonNull(attributes.get("mode"));
        int shift = 0;
        if (uid == (Integer) requireNonNull(attributes.get("uid"))) {
            shift = OWNER;
        } else if (groups.contains((Integer) requireNonNull(attributes.get("gid")))) {
            shift = GROUP;
        }
        return uid == 0 || (mode >> shift & what) == what;
    }
}
