package meetpost.agent.scan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meetpost.agent.scan.Survey.Bus;
import meetpost.agent.scan.Survey.Device;
import meetpost.agent.scan.Survey.KernelDevice;
import meetpost.agent.scan.Survey.Rom;
import meetpost.drivers.sensor.KernelPart;

/**
 * A {@link Survey} for people, with settings ready to paste. The whole of it is YAML: what is for
 * people is comment.
 *
 * @param link the lines of the settings that say which broker
 * @param command how this program is called here: {@code meetpost}
 * @param runner the subcommand that runs them on this board: {@code run} or {@code simulate}
 */
public record ScanPage(Survey survey, List<String> link, String command, String runner) {

    public ScanPage {
        requireNonNull(survey, "survey");
        link = List.copyOf(link);
        requireNonNull(command, "command");
        requireNonNull(runner, "runner");
    }

    /** Its lines, without line ends. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Bus bus : survey.buses()) {
            lines.add("# I2C bus " + bus.number() + ", by reading one byte from each address");
            bus.devices().forEach(device -> lines.addAll(lines(device)));
            bus.problem().ifPresent(text -> lines.add("#   " + text));
            if (bus.devices().isEmpty() && bus.problem().isEmpty()) {
                lines.add("#   nothing answers: are SDA, SCL, 3.3 V and ground wired?");
            }
        }
        if (!survey.others().isEmpty()) {
            lines.add("#   other buses, such as those of cameras and screens: " + otherBuses());
        }
        lines.add("# 1-wire");
        survey.oneWire().roms().forEach(rom -> lines.add("#   " + words(rom)));
        survey.oneWire().problem().ifPresent(text -> lines.add("#   " + text));
        if (survey.oneWire().roms().isEmpty() && survey.oneWire().problem().isEmpty()) {
            lines.add("#   nothing answers: is the data line on GPIO 4, with 4.7 kΩ to 3.3 V?");
        }
        if (!survey.kernel().isEmpty()) {
            lines.add("# Read by drivers of the kernel");
            survey.kernel().forEach(device -> lines.add("#   " + words(device)));
        }
        lines.addAll(settings());
        return lines;
    }

    /** Why a bus could not be asked, each in one line. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Bus bus : survey.buses()) {
            bus.problem().ifPresent(text -> problems.add("I2C: " + text));
        }
        survey.oneWire().problem().ifPresent(text -> problems.add("1-wire: " + text));
        return problems;
    }

    private List<String> settings() {
        List<String> sensors = new FoundSettings(survey).lines();
        if (sensors.isEmpty()) {
            return List.of("#", "# Nothing that there is a driver for.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("#");
        lines.add("# Settings for this; rename the sensors as you like. To use them:");
        lines.add("#   " + command + " scan > my.yaml");
        lines.add("#   " + command + " " + runner + " --config my.yaml");
        lines.addAll(link);
        lines.addAll(sensors);
        return lines;
    }

    private static List<String> lines(Device device) {
        String address = String.format(Locale.ROOT, "#   0x%02X  ", device.address());
        String named = device.sensor().map(name -> name + ": ").orElse("");
        if (device.driver().isPresent()) {
            return List.of(
                    address
                            + "UU  "
                            + named
                            + "the kernel's driver "
                            + device.driver().get()
                            + " has it");
        }
        if (device.identity().isPresent()) {
            var identity = device.identity().get();
            return List.of(
                    address
                            + named
                            + identity.part()
                            + " ("
                            + identity.reads()
                            + ")"
                            + overlay(identity.part()));
        }
        List<String> names = KnownPart.at(device.address()).stream().map(KnownPart::name).toList();
        if (names.isEmpty()) {
            return List.of(address + named + "no part that we know of has this address");
        }
        String all = String.join(", ", names);
        return List.of(address + named + (names.size() == 1 ? "" : "one of ") + all);
    }

    /** How the kernel reads a part that we have no driver for. */
    private static String overlay(String part) {
        return KernelPart.sold(part)
                .flatMap(KernelPart::overlay)
                .map(overlay -> "; the kernel reads it with the line dtoverlay=" + overlay)
                .orElse("");
    }

    private static String words(KernelDevice device) {
        return device.device()
                + "  "
                + device.sensor().map(name -> name + ": ").orElse("")
                + "linux,"
                + device.of().word()
                + (device.channels().isEmpty()
                        ? ", nothing that there is a quantity for"
                        : ": " + String.join(", ", device.channels()));
    }

    private static String words(Rom rom) {
        String start = rom.code() + "  " + rom.sensor().map(name -> name + ": ").orElse("");
        if (rom.code().startsWith("00-")) {
            return start + "no device: the data line floats; is the resistor of 4.7 kΩ there?";
        }
        return start
                + OneWireFamily.of(rom.code())
                        .map(family -> family.part() + " (" + family.what() + ")")
                        .orElse("no family that we know of");
    }

    private String otherBuses() {
        Optional<Integer> first = survey.others().stream().findFirst();
        return String.join(", ", survey.others().stream().map(String::valueOf).toList())
                + first.map(bus -> "; e.g. " + command + " scan --bus " + bus).orElse("");
    }
}
