package meetpost.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Meetpost this is: the version of the build that made it. */
public final class Version implements IVersionProvider {

    /** {@code 0.1.0}. */
    public static String number() {
        var properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("/meetpost/version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "meetpost " + number(),
            "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
        };
    }
}
