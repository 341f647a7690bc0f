package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import meetpost.agent.doctor.BootConfig.Line;

/**
 * Whether 1-wire is there, with the parts that the settings name.
 *
 * @param sensors by the settings, with their ROM code where they have one
 */
record OneWireCheck(Filesystem files, BootConfig boot, Map<String, Optional<String>> sensors)
        implements Check {

    private static final String TOPIC = "1-wire";
    private static final String DEVICES = "sys/bus/w1/devices";

    OneWireCheck {
        requireNonNull(files, "files");
        requireNonNull(boot, "boot");
        sensors = new TreeMap<>(sensors);
    }

    @Override
    public List<Finding> findings() {
        if (sensors.isEmpty()) {
            return List.of(Finding.none(TOPIC, "no sensor of the settings is on 1-wire"));
        }
        List<String> names = files.names(DEVICES);
        if (names.stream().noneMatch(name -> name.startsWith("w1_bus_master"))) {
            return List.of(missing());
        }
        List<String> roms = names.stream().filter(name -> name.matches("[0-9a-f]{2}-.*")).toList();
        List<Finding> findings = new ArrayList<>();
        sensors.forEach((sensor, rom) -> absent(sensor, rom, roms).ifPresent(findings::add));
        if (findings.isEmpty()) {
            findings.add(Finding.ok(TOPIC, String.join(", ", roms)));
        }
        return findings;
    }

    private Finding missing() {
        String missing = "there is no 1-wire bus";
        Optional<Line> line = boot.overlay("w1-gpio");
        if (line.isEmpty()) {
            return Finding.fail(
                    TOPIC,
                    missing + ": dtoverlay=w1-gpio is not in " + boot.name(),
                    "sudo raspi-config nonint do_onewire 0",
                    "sudo reboot");
        }
        if (!line.get().isForAll()) {
            return MisplacedLine.finding(TOPIC, missing, boot, line.get());
        }
        return Finding.fail(
                TOPIC, missing + ", though dtoverlay=w1-gpio is in " + boot.name(), "sudo reboot");
    }

    private static Optional<Finding> absent(
            String sensor, Optional<String> rom, List<String> roms) {
        boolean there =
                rom.map(roms::contains).orElse(roms.stream().anyMatch(r -> !r.startsWith("00-")));
        if (there) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.fail(
                        TOPIC,
                        "%s: %s is not on the bus, which has %s; is it wired to GPIO 4, 3.3 V and ground, with 4.7 kΩ between data and 3.3 V?"
                                .formatted(
                                        sensor,
                                        rom.orElse("a part"),
                                        roms.isEmpty() ? "nothing" : String.join(", ", roms)),
                        "meetpost scan"));
    }
}
