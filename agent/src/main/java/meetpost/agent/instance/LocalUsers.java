package meetpost.agent.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

/**
 * The users of this machine whom a process of Meetpost believes.
 *
 * @param own who runs this process
 * @param root the administrator, user 0
 * @param service who runs the installed service; empty: the package is not installed
 */
public record LocalUsers(UserPrincipal own, UserPrincipal root, Optional<UserPrincipal> service) {

    private static final String SERVICE = "meetpost";

    public LocalUsers {
        requireNonNull(own, "own");
        requireNonNull(root, "root");
        requireNonNull(service, "service");
    }

    /** As the kernel and the system's list of users have them. */
    public static LocalUsers here() throws IOException {
        // A process' directory is owned by its effective user, also where its files are not.
        UserPrincipal own = Files.getOwner(Path.of("/proc/self").toRealPath());
        // "0" is taken for a number where no user has that name.
        UserPrincipal root = user("0").orElseThrow(() -> new IOException("user 0 is unknown"));
        return new LocalUsers(own, root, user(SERVICE));
    }

    /** Whether what this user says of running agents is believed. */
    boolean trust(UserPrincipal user) {
        return isOwnOrRoot(user) || service.filter(user::equals).isPresent();
    }

    /** Whether this user can do here whatever this process can. */
    boolean isOwnOrRoot(UserPrincipal user) {
        return user.equals(own) || user.equals(root);
    }

    private static Optional<UserPrincipal> user(String name) throws IOException {
        try {
            return Optional.of(
                    FileSystems.getDefault()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        }
    }
}
