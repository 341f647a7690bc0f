package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether serial ports are there, and open to the service.
 *
 * @param ports of the settings, those of this machine: {@code /dev/ttyUSB0}
 */
record SerialCheck(Filesystem files, List<String> ports) implements Check {

    private static final String TOPIC = "serial";
    private static final String BY_ID = "dev/serial/by-id";
    private static final String DROP_INS = "etc/systemd/system/meetpost.service.d";
    private static final List<String> UNITS =
            List.of(
                    "lib/systemd/system/meetpost.service",
                    "usr/lib/systemd/system/meetpost.service");

    SerialCheck {
        requireNonNull(files, "files");
        ports = List.copyOf(ports);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (String port : ports) {
            findings.add(port(port));
            service(port).ifPresent(findings::add);
        }
        return findings;
    }

    private Finding port(String port) {
        String file = port.substring(1);
        List<String> cables = files.names(BY_ID);
        if (!files.exists(file)) {
            return Finding.fail(
                    TOPIC,
                    "there is no " + port,
                    cables.isEmpty()
                            ? new String[] {"is the cable plugged in? ls /" + BY_ID}
                            : cables.stream()
                                    .map(cable -> "there is: port: /" + BY_ID + "/" + cable)
                                    .toArray(String[]::new));
        }
        Optional<String> lasting =
                cables.stream()
                        .filter(cable -> !file.startsWith(BY_ID))
                        .filter(cable -> files.target(BY_ID + "/" + cable).equals(node(file)))
                        .findFirst();
        return lasting.isEmpty()
                ? Finding.ok(TOPIC, port)
                : Finding.ok(
                        TOPIC,
                        "%s; port: /%s/%s stays the same whatever else is plugged in"
                                .formatted(port, BY_ID, lasting.get()));
    }

    /** The unit opens no device but those that every board has. */
    private Optional<Finding> service(String port) {
        if (UNITS.stream().noneMatch(files::exists)) {
            return Optional.empty();
        }
        String kind =
                node(port.substring(1))
                        .orElse(port.substring(port.lastIndexOf('/') + 1))
                        .replaceAll("[0-9]+$", "");
        boolean open =
                files.names(DROP_INS).stream()
                        .flatMap(name -> files.text(DROP_INS + "/" + name).stream())
                        .anyMatch(
                                text ->
                                        text.contains("dialout")
                                                && (text.contains("char-" + kind)
                                                        || text.contains(port)));
        if (open) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.fail(
                        TOPIC,
                        "the service may not open " + port,
                        "sudo mkdir -p /" + DROP_INS,
                        "printf '[Service]\\nSupplementaryGroups=dialout\\nDeviceAllow=char-%s rw\\n' | sudo tee /%s/serial.conf"
                                .formatted(kind, DROP_INS),
                        "sudo systemctl daemon-reload",
                        "sudo systemctl restart meetpost"));
    }

    /** The name of the device that a path leads to. */
    private Optional<String> node(String file) {
        return files.target(file);
    }
}
