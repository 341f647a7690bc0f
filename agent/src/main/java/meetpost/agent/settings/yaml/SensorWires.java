package meetpost.agent.settings.yaml;

import static meetpost.agent.settings.yaml.OutsideKeys.COMMAND;
import static meetpost.agent.settings.yaml.OutsideKeys.REPUBLISH;
import static meetpost.agent.settings.yaml.OutsideKeys.TIMEOUT;
import static meetpost.agent.settings.yaml.OutsideKeys.VALUES;
import static meetpost.agent.settings.yaml.SensorSection.ADDRESS;
import static meetpost.agent.settings.yaml.SensorSection.BUS;
import static meetpost.agent.settings.yaml.SensorSection.CHANNEL;
import static meetpost.agent.settings.yaml.SensorSection.DEVICE;
import static meetpost.agent.settings.yaml.SensorSection.GPIO;
import static meetpost.agent.settings.yaml.SensorSection.ROM;
import static meetpost.agent.settings.yaml.SensorSection.TOPIC;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import meetpost.agent.foreign.ProgramOpener;
import meetpost.agent.settings.PickedValue;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.sensor.KernelChannel;
import meetpost.drivers.sensor.KernelClass;
import meetpost.drivers.sensor.KernelPart;
import meetpost.drivers.sensor.MeetpostSystem;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Part.Attachment;
import meetpost.drivers.sensor.Quantity;

/** What a sensor's settings say of where its part is, and of what it is to measure there. */
final class SensorWires {

    /** All that only some parts know. */
    private static final List<Key<?>> OF_SOME_PARTS =
            Stream.<Key<?>>concat(
                            Stream.of(
                                    BUS,
                                    ADDRESS,
                                    ROM,
                                    GPIO,
                                    DEVICE,
                                    CHANNEL,
                                    VALUES,
                                    REPUBLISH,
                                    COMMAND,
                                    TIMEOUT,
                                    P1Keys.PORT,
                                    P1Keys.DSMR),
                            CounterKeys.ALL.stream())
                    .toList();

    private static final List<Key<?>> COUNTED =
            Stream.<Key<?>>concat(Stream.of(GPIO), CounterKeys.ALL.stream()).toList();

    private final Part part;
    private final Section section;
    private final ProblemReport report;

    SensorWires(Part part, Section section, ProblemReport report) {
        this.part = part;
        this.section = section;
        this.report = report;
    }

    /**
     * A part at its place.
     *
     * @param part with what it measures there
     */
    record Wired(Part part, Wire wire) {}

    /** Empty where it cannot be known what the sensor measures, which was then reported. */
    Optional<Wired> read() {
        Attachment attachment = part.attachment();
        if (attachment instanceof Attachment.I2c i2c) {
            misplaced("on I2C", "bus and address", List.of(BUS, ADDRESS));
            return wired(new Wire.I2c(section.value(BUS), address(i2c)));
        }
        if (attachment instanceof Attachment.OnBoard onBoard) {
            misplaced("part of the board", "none", List.of());
            return wired(new Wire.OnBoard(onBoard.file()));
        }
        if (attachment instanceof Attachment.KernelLine) {
            misplaced("on one line of the header", "gpio", List.of(GPIO));
            return line().flatMap(gpio -> wired(new Wire.KernelLine(gpio)));
        }
        if (attachment instanceof Attachment.Pulses) {
            misplaced("on one line of the header", "gpio and what a pulse is", COUNTED);
            return line().map(gpio -> CounterKeys.read(part, gpio, section, report));
        }
        if (attachment instanceof Attachment.SerialPort) {
            misplaced(
                    "on a serial port",
                    "port, dsmr and channel",
                    List.of(P1Keys.PORT, P1Keys.DSMR, CHANNEL));
            return P1Keys.read(part, section, report);
        }
        if (attachment instanceof Attachment.KernelDevice kernel) {
            misplaced("a device of the kernel", "device and channel", List.of(DEVICE, CHANNEL));
            return device(kernel.of());
        }
        if (attachment instanceof Attachment.Machine) {
            misplaced("the board itself", "channel", List.of(CHANNEL));
            return measuring(
                    "system",
                    section.find(CHANNEL).orElse(MeetpostSystem.USUAL),
                    MeetpostSystem::quantity,
                    MeetpostSystem.channels());
        }
        if (attachment instanceof Attachment.Topic) {
            misplaced("somebody else's sensor", "topic and values", List.of(VALUES, REPUBLISH));
            return topic();
        }
        if (attachment instanceof Attachment.Program) {
            misplaced(
                    "a program", "command, values and timeout", List.of(VALUES, COMMAND, TIMEOUT));
            return program();
        }
        misplaced("on 1-wire", "rom", List.of(ROM));
        return wired(new Wire.OneWire(rom((Attachment.OneWire) attachment)));
    }

    private Optional<Wired> wired(Wire wire) {
        return Optional.of(new Wired(part, wire));
    }

    private Optional<Wired> topic() {
        if (!section.has(TOPIC)) {
            report.at(
                    section.at(),
                    "\"topic\" is missing, expected the one that is heard, such as zigbee2mqtt/tuin");
        }
        return values().map(
                        values ->
                                new Wired(
                                        part.measuring(quantities(values)),
                                        new Wire.Topic(
                                                section.find(TOPIC).orElse("-"),
                                                values,
                                                section.value(REPUBLISH))));
    }

    private Optional<Wired> program() {
        if (!section.has(COMMAND)) {
            report.at(section.at(), "\"command\" is missing, expected " + COMMAND.type().words());
        }
        Optional<List<String>> command = section.find(COMMAND);
        if (command.isPresent() && !OutsideKeys.isAbsolute(command.get().get(0))) {
            report.at(
                    section.at(COMMAND),
                    "%s is no absolute path, expected one such as /usr/local/bin/reading, and each argument as an item of its own: [/usr/local/bin/reading, --celsius]"
                            .formatted(ProblemReport.quoted(command.get().get(0))));
            return Optional.empty();
        }
        Duration timeout = section.value(TIMEOUT);
        return values().flatMap(
                        values ->
                                command.map(
                                        words ->
                                                new Wired(
                                                        new Part(
                                                                part.name(),
                                                                part.attachment(),
                                                                quantities(values),
                                                                new ProgramOpener(
                                                                        words, values, timeout)),
                                                        new Wire.Program(words, timeout))));
    }

    private Optional<List<PickedValue>> values() {
        if (!section.has(VALUES)) {
            report.at(section.at(), "\"values\" is missing, expected " + VALUES.type().words());
        }
        return section.find(VALUES);
    }

    private static List<Quantity> quantities(List<PickedValue> values) {
        return values.stream().map(PickedValue::quantity).toList();
    }

    private int address(Attachment.I2c i2c) {
        int address = section.find(ADDRESS).orElse(i2c.addresses().get(0));
        if (!i2c.addresses().contains(address)) {
            List<String> possible = i2c.addresses().stream().map("0x%02x"::formatted).toList();
            report.at(
                    section.at(ADDRESS),
                    String.format(
                            Locale.ROOT,
                            "%s cannot have address 0x%02x, expected %s",
                            part.name(),
                            address,
                            Scalars.or(possible)));
        }
        return address;
    }

    private Optional<String> rom(Attachment.OneWire oneWire) {
        Optional<String> rom = section.find(ROM);
        if (rom.isPresent() && Integer.parseInt(rom.get(), 0, 2, 16) != oneWire.family()) {
            report.at(
                    section.at(ROM),
                    String.format(
                            Locale.ROOT,
                            "%s is not of the family of %s, expected a ROM code that begins with %02x",
                            ProblemReport.quoted(rom.get()),
                            part.name(),
                            oneWire.family()));
        }
        return rom;
    }

    private Optional<Integer> line() {
        if (!section.has(GPIO)) {
            report.at(
                    section.at(),
                    "\"gpio\" is missing, expected the line that the %s is on, such as 4"
                            .formatted(part.name()));
        }
        return section.find(GPIO);
    }

    private Optional<Wired> device(KernelClass of) {
        if (!section.has(DEVICE)) {
            report.at(
                    section.at(),
                    "\"device\" is missing, expected what the kernel calls it, such as %s"
                            .formatted(of == KernelClass.IIO ? "mcp3008" : "cpu_thermal"));
        }
        Optional<String> device = section.find(DEVICE);
        if (device.isEmpty() || (section.has(CHANNEL) && section.find(CHANNEL).isEmpty())) {
            return Optional.empty();
        }
        List<String> names =
                section.find(CHANNEL)
                        .or(() -> KernelPart.called(of, device.get()).map(KernelPart::channels))
                        .orElse(List.of());
        if (names.isEmpty()) {
            report.at(
                    section.at(),
                    "\"channel\" is missing, and which %s has is not known, expected e.g. %s; `meetpost scan` shows what it has"
                            .formatted(device.get(), of.examples().get(0)));
            return Optional.empty();
        }
        return measuring(
                device.get(),
                names,
                name -> of.channel(name).map(KernelChannel::quantity),
                of.examples());
    }

    /** The part with the quantities of these channels. */
    private Optional<Wired> measuring(
            String device,
            List<String> names,
            Function<String, Optional<Quantity>> known,
            List<String> examples) {
        List<Quantity> quantities = new ArrayList<>();
        for (String name : names) {
            Optional<Quantity> quantity = known.apply(name);
            if (quantity.isEmpty()) {
                report.at(
                        section.at(CHANNEL),
                        "%s is no channel of %s that there is a quantity for, expected one such as %s"
                                .formatted(
                                        ProblemReport.quoted(name),
                                        part.name(),
                                        Scalars.or(examples)));
                return Optional.empty();
            }
            if (quantities.contains(quantity.get())) {
                report.at(
                        section.at(CHANNEL),
                        "%s and %s are both %s, expected a sensor for each"
                                .formatted(
                                        names.get(quantities.indexOf(quantity.get())),
                                        name,
                                        quantity.get().dutch()));
                return Optional.empty();
            }
            quantities.add(quantity.get());
        }
        return Optional.of(
                new Wired(part.measuring(quantities), new Wire.KernelDevice(device, names)));
    }

    private void misplaced(String where, String expected, List<Key<?>> known) {
        for (Key<?> key : OF_SOME_PARTS) {
            if (section.has(key) && !known.contains(key)) {
                report.at(
                        section.at(key),
                        "\"%s\" means nothing here: %s is %s, expected %s"
                                .formatted(key.name(), part.name(), where, expected));
            }
        }
    }
}
