package meetpost.agent.advice;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.mosquitto.file.ConfLine;

/**
 * How Mosquitto is made to let somebody in. Since version 2 a listener refuses everybody until it
 * is told whom to take. Adds no listener: one for a port that is open already keeps Mosquitto from
 * starting.
 *
 * @param config of this machine's; empty: it is elsewhere, or cannot be read
 * @param port on which it refuses us
 */
public record MosquittoRemedies(Optional<MosquittoConfig> config, int port) {

    /** The last step of each. */
    public static final String RESTART = "sudo systemctl restart mosquitto";

    /** A file that has another name than those that people make, so that none is overwritten. */
    private static final String FILE = "meetpost-access.conf";

    private static final Path PASSWORDS = Path.of("/etc/mosquitto/passwd");

    public MosquittoRemedies {
        requireNonNull(config, "config");
    }

    /** It lets in whoever reaches it. */
    public Remedy everybody() {
        String setting = "allow_anonymous true";
        List<String> lines = new ArrayList<>();
        lines.add(
                existing("allow_anonymous")
                        .map(line -> edited(line, setting))
                        .orElseGet(() -> added(setting)));
        lines.add(RESTART);
        return new Remedy(
                "let everybody in, which Mosquitto 2 does for no `listener` by itself"
                        + elsewhere("allow_anonymous"),
                lines);
    }

    /**
     * It lets this user in, with a password that the first line asks for. Mosquitto gives up root's
     * rights and must be able to read that file as its own user: 2.0.11 made it readable to all,
     * 2.0.21 to root alone.
     */
    public Remedy user(String name) {
        Optional<ConfLine> existing = existing("password_file");
        Path file = existing.map(line -> Path.of(line.value())).orElse(PASSWORDS);
        boolean there = existing.isPresent() || (config.isPresent() && Files.exists(file));
        List<String> lines = new ArrayList<>();
        String path = Shell.quoted(file.toString());
        lines.add(
                "sudo mosquitto_passwd %s%s %s"
                        .formatted(there ? "" : "-c ", path, Shell.quoted(name)));
        lines.add("sudo chown mosquitto: " + path);
        if (existing.isEmpty()) {
            lines.add(added("password_file " + file));
        }
        lines.add(RESTART);
        return new Remedy("make a user " + name + elsewhere("password_file"), lines);
    }

    /** What cannot be seen from here has to be said. */
    private String elsewhere(String key) {
        return config.isPresent()
                ? ""
                : ", where Mosquitto is and its settings have no %s yet".formatted(key);
    }

    private Optional<ConfLine> existing(String key) {
        if (config.isEmpty()) {
            return Optional.empty();
        }
        if (!config.get().isPerListener()) {
            return config.get().last(key);
        }
        return listener().stream()
                .flatMap(line -> config.get().below(line).stream())
                .filter(line -> line.key().equals(key))
                .reduce((first, second) -> second);
    }

    private Optional<ConfLine> listener() {
        return config.stream().flatMap(all -> all.listeners(port).stream()).findFirst();
    }

    private static String edited(ConfLine line, String setting) {
        return "sudo sed -i '%ss|.*|%s|' %s"
                .formatted(line.number(), setting, Shell.quoted(line.file().toString()));
    }

    private String added(String setting) {
        if (config.isPresent() && config.get().isPerListener() && listener().isPresent()) {
            ConfLine listener = listener().get();
            return "sudo sed -i '%sa %s' %s"
                    .formatted(
                            listener.number(), setting, Shell.quoted(listener.file().toString()));
        }
        if (config.isPresent() && config.get().directory().isEmpty()) {
            return "printf '\\n%s\\n' | sudo tee -a %s"
                    .formatted(setting, Shell.quoted(config.get().main().toString()));
        }
        Path directory =
                config.flatMap(MosquittoConfig::directory).orElse(Path.of("/etc/mosquitto/conf.d"));
        return "echo '%s' | sudo tee %s"
                .formatted(setting, Shell.quoted(directory.resolve(FILE).toString()));
    }
}
