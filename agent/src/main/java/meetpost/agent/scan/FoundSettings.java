package meetpost.agent.scan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meetpost.agent.scan.Survey.Bus;
import meetpost.agent.scan.Survey.Device;
import meetpost.agent.scan.Survey.KernelDevice;
import meetpost.agent.scan.Survey.Rom;
import meetpost.drivers.sensor.Quantity;

/** The section {@code sensors:} for what a survey found, with a name for each. */
final class FoundSettings {

    private final Survey survey;
    private final List<String> lines = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    FoundSettings(Survey survey) {
        this.survey = survey;
    }

    /** Empty if there is no driver for anything that was found. */
    List<String> lines() {
        for (Bus bus : survey.buses()) {
            bus.devices().forEach(device -> add(bus.number(), device));
        }
        survey.oneWire().roms().forEach(this::add);
        survey.kernel().forEach(this::add);
        if (survey.processor()) {
            begin(Optional.empty(), "processor", "linux,thermal");
        }
        return lines;
    }

    private void add(int bus, Device device) {
        List<KnownPart> candidates = candidates(device);
        if (candidates.isEmpty()) {
            return;
        }
        String part = candidates.get(0).name();
        begin(device.sensor(), part.substring(part.indexOf(',') + 1), part + others(candidates));
        if (bus != 1) {
            lines.add("    bus: " + bus);
        }
        lines.add(String.format(Locale.ROOT, "    address: 0x%02X", device.address()));
    }

    private void add(Rom rom) {
        OneWireFamily.of(rom.code())
                .filter(OneWireFamily::hasDriver)
                .ifPresent(
                        family -> {
                            String part = family.part();
                            begin(rom.sensor(), part.substring(part.indexOf(',') + 1), part);
                            lines.add("    rom: " + rom.code());
                        });
    }

    /** A sensor for each set of channels that measure different quantities. */
    private void add(KernelDevice device) {
        if (device.device().equals("cpu_thermal") && survey.processor()) {
            return;
        }
        if (device.device().matches("dht11@[0-9]{1,2}")) {
            begin(device.sensor(), "dht22", "aosong,dht22  # or aosong,dht11");
            lines.add("    gpio: " + device.device().substring("dht11@".length()));
            return;
        }
        List<String> left = new ArrayList<>(device.channels());
        while (!left.isEmpty()) {
            var chosen = new LinkedHashMap<Quantity, String>();
            for (String channel : left) {
                device.of()
                        .channel(channel)
                        .ifPresent(each -> chosen.putIfAbsent(each.quantity(), channel));
            }
            left.removeAll(chosen.values());
            begin(device.sensor(), kind(device.device()), "linux," + device.of().word());
            lines.add("    device: \"" + device.device().replaceAll("[\"\\\\]", "") + "\"");
            lines.add("    channel: [" + String.join(", ", chosen.values()) + "]");
        }
    }

    /** A name for a sensor that is made from the kernel's. */
    private static String kind(String device) {
        String name =
                device.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        return name.isEmpty() ? "kernel" : name;
    }

    /** What else it can be, as a comment behind the first. */
    private static String others(List<KnownPart> candidates) {
        List<String> others = candidates.stream().skip(1).map(KnownPart::name).toList();
        return others.isEmpty() ? "" : "  # or " + String.join(", ", others);
    }

    /** The parts with a driver that it can be, after what it said of itself. */
    private List<KnownPart> candidates(Device device) {
        if (device.driver().isPresent()) {
            return List.of();
        }
        return KnownPart.at(device.address()).stream()
                .filter(KnownPart::hasDriver)
                .filter(part -> !survey.identified() || said(device, part))
                .toList();
    }

    private static boolean said(Device device, KnownPart part) {
        return device.identity()
                .map(identity -> identity.part().equals(part.name()))
                .orElse(part.identification().isEmpty());
    }

    private void begin(Optional<String> sensor, String kind, String part) {
        String name = sensor.orElse(kind);
        int number = 2;
        while (names.contains(name)) {
            name = kind + "-" + number;
            number++;
        }
        names.add(name);
        if (lines.isEmpty()) {
            lines.add("sensors:");
        }
        lines.add("  " + name + ":");
        lines.add("    part: " + part);
    }
}
