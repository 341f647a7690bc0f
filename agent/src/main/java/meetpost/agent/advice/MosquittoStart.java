package meetpost.agent.advice;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.file.FileReader;
import meetpost.agent.mosquitto.file.ConfLine;

/**
 * Why this machine's Mosquitto does not listen on a port, by its settings and the modes of the
 * files that they name.
 *
 * @param user as whom it reads them; empty: there is no such user
 */
public record MosquittoStart(MosquittoConfig config, Optional<FileReader> user) {

    private static final Set<String> FILES =
            Set.of("password_file", "acl_file", "psk_file", "certfile", "keyfile", "cafile");

    /** Those that may stand there once only, in all or for each listener. */
    private static final Set<String> ONCE = Set.of("password_file", "acl_file");

    /** After some failed starts systemd refuses one by hand too, until it forgets them. */
    public static final List<String> START =
            List.of("sudo systemctl reset-failed mosquitto", "sudo systemctl restart mosquitto");

    public MosquittoStart {
        requireNonNull(config, "config");
        requireNonNull(user, "user");
    }

    /** One thing that is wrong, and what mends it. */
    public record Trouble(String text, Remedy remedy) {

        public Trouble {
            requireNonNull(text, "text");
            requireNonNull(remedy, "remedy");
        }
    }

    /** What keeps it from starting, or from listening on {@code port}. */
    public List<Trouble> troubles(int port) {
        List<Trouble> troubles = new ArrayList<>();
        twice(troubles);
        config.lines().stream()
                .filter(line -> FILES.contains(line.key()))
                .forEach(line -> file(line).ifPresent(troubles::add));
        if (troubles.isEmpty() && config.namesPorts() && config.listeners(port).isEmpty()) {
            String listener = "listener %s 127.0.0.1".formatted(port);
            troubles.add(
                    new Trouble(
                            "Mosquitto listens only where its settings say so, and they name no"
                                    + " listener for port %s".formatted(port),
                            start("echo '%s' | sudo tee %s".formatted(listener, own()))));
        }
        return troubles;
    }

    private Path own() {
        return config.directory()
                .orElse(Path.of("/etc/mosquitto/conf.d"))
                .resolve("meetpost-listener.conf");
    }

    private void twice(List<Trouble> troubles) {
        List<String> seen = new ArrayList<>();
        for (ConfLine line : config.lines()) {
            boolean listener = line.key().equals("listener");
            if (!listener && (!ONCE.contains(line.key()) || config.isPerListener())) {
                continue;
            }
            String what = line.key() + (listener ? " " + line.value().split("\\s+")[0] : "");
            if (seen.contains(what)) {
                troubles.add(
                        new Trouble(
                                "`%s` stands twice in Mosquitto's settings, a second time at %s"
                                        .formatted(what, line.place()),
                                start(
                                        "sudo sed -i '%ss/^/#/' %s"
                                                .formatted(
                                                        line.number(),
                                                        Shell.quoted(line.file().toString())))));
            }
            seen.add(what);
        }
    }

    private Optional<Trouble> file(ConfLine line) {
        Path file = Path.of(line.value());
        try {
            boolean hidden =
                    user.isPresent()
                            && user.get()
                                    .obstacle(file)
                                    .filter(file.toRealPath()::equals)
                                    .isPresent();
            return hidden
                    ? Optional.of(
                            new Trouble(
                                    "Mosquitto may not read %s (%s, %s)"
                                            .formatted(file, line.key(), line.place()),
                                    start(
                                            "sudo chown mosquitto: "
                                                    + Shell.quoted(file.toString()))))
                    : Optional.empty();
        } catch (IOException e) {
            return Files.exists(file) || !file.isAbsolute()
                    ? Optional.empty()
                    : Optional.of(
                            new Trouble(
                                    "there is no file %s (%s, %s)"
                                            .formatted(file, line.key(), line.place()),
                                    start(
                                            "sudo sed -i '%ss/^/#/' %s"
                                                    .formatted(
                                                            line.number(),
                                                            Shell.quoted(
                                                                    line.file().toString())))));
        }
    }

    private static Remedy start(String first) {
        List<String> lines = new ArrayList<>();
        lines.add(first);
        lines.addAll(START);
        return new Remedy("", lines);
    }
}
