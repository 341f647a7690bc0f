package meetpost.agent.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Meetpost this is: the version of the build that made it. */
public final class Version {

    private static final String FILE = "/meetpost/version.properties";

    private Version() {}

    /** {@code 0.1.0}. */
    public static String number() {
        var properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            properties.load(requireNonNull(file, FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
