package meetpost.agent.settings.yaml;

import java.nio.file.Path;
import java.util.Optional;

/** The answer to a password in a file that everybody may read. */
final class PlainPassword {

    private static final String FILE = "mqtt-password";

    private PlainPassword() {}

    /** The broker's are of several users, and hashed. */
    static String refusedForMany() {
        return "a password does not belong in this file, expected \"password-file:"
                + " broker-passwords\", which `meetpost passwd broker-passwords USER` makes";
    }

    /** With the two commands that make its own file. Never shows the password. */
    static String refused(String settingsFile) {
        Path beside = Optional.ofNullable(Path.of(settingsFile).getParent()).orElse(Path.of(""));
        String path = beside.resolve(FILE).toString();
        boolean installed = path.startsWith("/etc/");
        String make =
                installed
                        ? "sudo install -m 640 -g meetpost /dev/null " + path
                        : "install -m 600 /dev/null " + path;
        String fill = installed ? "sudo tee " + path + " > /dev/null" : "cat > " + path;
        return "a password does not belong in this file, expected \"password-file: "
                + FILE
                + "\". Two commands make that file: `"
                + make
                + "` and `"
                + fill
                + "` (type the password, Enter, Ctrl-D)";
    }
}
