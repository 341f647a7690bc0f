package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How systemd sees the service, and how it ended last. */
record UnitCheck(Filesystem files, Programs programs) implements Check {

    private static final String TOPIC = "service";
    private static final String LOOK = "journalctl -u meetpost -n 50 --no-pager";

    UnitCheck {
        requireNonNull(files, "files");
        requireNonNull(programs, "programs");
    }

    @Override
    public List<Finding> findings() {
        if (!files.exists("run/systemd/system")) {
            return List.of(Finding.none(TOPIC, "this system runs no systemd"));
        }
        Optional<String> shown =
                programs.run(
                        "systemctl",
                        "show",
                        "meetpost.service",
                        "-p",
                        "LoadState,ActiveState,SubState,Result,ExecMainStatus,NRestarts,StatusText");
        Map<String, String> unit =
                shown.stream()
                        .flatMap(String::lines)
                        .filter(line -> line.contains("="))
                        .collect(
                                Collectors.toMap(
                                        line -> line.substring(0, line.indexOf('=')),
                                        line -> line.substring(line.indexOf('=') + 1),
                                        (first, second) -> first));
        if (!unit.getOrDefault("LoadState", "").equals("loaded")) {
            return List.of(Finding.none(TOPIC, "meetpost.service is not installed"));
        }
        return List.of(state(unit));
    }

    private static Finding state(Map<String, String> unit) {
        String active = unit.getOrDefault("ActiveState", "");
        String status = unit.getOrDefault("ExecMainStatus", "");
        String restarts = unit.getOrDefault("NRestarts", "0");
        if (active.equals("failed") && status.equals("78")) {
            return Finding.fail(
                    TOPIC,
                    "meetpost.service does not start: its settings are wrong, or want a port that is taken",
                    "meetpost check /etc/meetpost/meetpost.yaml",
                    LOOK,
                    "sudo systemctl restart meetpost");
        }
        if (active.equals("failed") || active.equals("activating")) {
            return Finding.fail(
                    TOPIC,
                    "meetpost.service is %s (%s, exit status %s, restarted %s times)"
                            .formatted(active, unit.getOrDefault("Result", ""), status, restarts),
                    LOOK,
                    "sudo systemctl restart meetpost");
        }
        if (!restarts.equals("0")) {
            return Finding.fail(
                    TOPIC,
                    "meetpost.service is "
                            + active
                            + ", but was restarted "
                            + restarts
                            + " times since it was started by hand or with the board",
                    LOOK);
        }
        if (!active.equals("active")) {
            return Finding.none(
                    TOPIC, "meetpost.service is stopped", "sudo systemctl enable --now meetpost");
        }
        String text = unit.getOrDefault("StatusText", "");
        return Finding.ok(
                TOPIC, "meetpost.service is active" + (text.isEmpty() ? "" : ": " + text));
    }
}
