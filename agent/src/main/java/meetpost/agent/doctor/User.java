package meetpost.agent.doctor;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who runs us.
 *
 * @param groups that this process is in
 * @param listed groups that {@code /etc/group} has this user in: those of the next login
 */
record User(String name, boolean isRoot, Set<String> groups, Set<String> listed) {

    private static final String STATUS = Path.of("proc", "self", "status").toString();

    User {
        groups = Set.copyOf(groups);
        listed = Set.copyOf(listed);
    }

    /** By the files of the kernel and of the system. */
    static User of(Filesystem files) {
        List<String> status = files.text(STATUS).stream().flatMap(String::lines).toList();
        String uid = first(status, "Uid:").orElse("0");
        Set<String> ids = new HashSet<>(words(status, "Groups:"));
        first(status, "Gid:").ifPresent(ids::add);
        String name =
                rows(files, "etc/passwd")
                        .filter(row -> row.length > 2 && row[2].equals(uid))
                        .map(row -> row[0])
                        .findFirst()
                        .orElse(uid);
        Set<String> groups =
                rows(files, "etc/group")
                        .filter(row -> row.length > 2 && ids.contains(row[2]))
                        .map(row -> row[0])
                        .collect(toUnmodifiableSet());
        Set<String> listed =
                rows(files, "etc/group")
                        .filter(row -> row.length > 3)
                        .filter(row -> List.of(row[3].split(",")).contains(name))
                        .map(row -> row[0])
                        .collect(toUnmodifiableSet());
        return new User(name, uid.equals("0"), groups, listed);
    }

    private static Stream<String[]> rows(Filesystem files, String file) {
        return files.text(file).stream().flatMap(String::lines).map(line -> line.split(":"));
    }

    private static Optional<String> first(List<String> status, String key) {
        return words(status, key).stream().findFirst();
    }

    private static List<String> words(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .flatMap(line -> Arrays.stream(line.substring(key.length()).strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
