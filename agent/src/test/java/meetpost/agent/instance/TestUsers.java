package meetpost.agent.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** Who is who, whoever runs the tests. */
final class TestUsers {

    private TestUsers() {}

    /** A user of no machine. */
    record Stranger(String name) implements UserPrincipal {
        @Override
        public String getName() {
            return name;
        }
    }

    /** As it is. */
    static LocalUsers here() throws IOException {
        return LocalUsers.here();
    }

    /** As somebody sees it to whom files of ours are a stranger's. */
    static LocalUsers ofAStranger() {
        return new LocalUsers(new Stranger("jan"), new Stranger("root"), Optional.empty());
    }

    /** As somebody sees it to whom files of ours are the service's. */
    static LocalUsers whereWeAreTheService(Path ours) throws IOException {
        return new LocalUsers(
                new Stranger("jan"), new Stranger("root"), Optional.of(Files.getOwner(ours)));
    }
}
