package meetpost.agent.settings.yaml;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meetpost.agent.file.FileReader;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.BridgeSettings;
import meetpost.agent.settings.DeviceSettings;
import meetpost.agent.settings.HistorySettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.NotifySettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.topic.Topics;
import meetpost.broker.settings.BrokerSettings;
import meetpost.drivers.sensor.Part;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * From a settings file (YAML 1.2) to {@link Settings}, or to all of its problems at once. Opens
 * nothing but the file and the files with secrets that it names. Safe for use by several threads.
 */
public final class SettingsReader {

    private static final List<Key<?>> OF_AN_AGENT =
            List.of(Root.MQTT, Root.SENSORS, Root.INPUTS, Root.ACTUATORS, Root.BRIDGES);

    private final Surroundings surroundings;
    private final List<Part> parts;
    private final SecretFiles.Content content;
    private final Optional<FileReader> reader;

    public SettingsReader(Surroundings surroundings) {
        this(surroundings, OtherParts.andAllOthers(), SecretFiles::bytes);
    }

    /**
     * One that judges files as another user would, whom the settings are for: what only {@code
     * reader} may read is not wrong, and what only this process may read is.
     */
    public SettingsReader(Surroundings surroundings, Optional<FileReader> reader) {
        this(surroundings, OtherParts.andAllOthers(), SecretFiles::bytes, reader);
    }

    SettingsReader(Surroundings surroundings, List<Part> parts, SecretFiles.Content content) {
        this(surroundings, parts, content, Optional.empty());
    }

    private SettingsReader(
            Surroundings surroundings,
            List<Part> parts,
            SecretFiles.Content content,
            Optional<FileReader> reader) {
        this.reader = reader;
        this.surroundings = requireNonNull(surroundings, "surroundings");
        this.parts = List.copyOf(parts);
        this.content = content;
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException if anything in it is wrong
     * @throws IOException if it is not there or cannot be read; the message is for people
     */
    public Settings read(Path file) throws SettingsException, IOException {
        return check(file).settings();
    }

    /** The same, with what works but perhaps not as somebody means it. */
    public Checked check(Path file) throws SettingsException, IOException {
        return check(file.toString(), SettingsFile.text(file));
    }

    /**
     * A file that is right.
     *
     * @param warnings by position in the file
     */
    public record Checked(Settings settings, List<Problem> warnings) {

        public Checked {
            requireNonNull(settings, "settings");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads a text.
     *
     * @param fileName for messages; relative paths in the text are looked for beside it
     */
    public Settings read(String fileName, String text) throws SettingsException {
        return check(fileName, text).settings();
    }

    /** The same, with warnings. */
    Checked check(String fileName, String text) throws SettingsException {
        ProblemReport report = new ProblemReport(fileName, text);
        Optional<Node> node = new Yaml(report).parse(text);
        if (node.isEmpty() && report.isEmpty()) {
            report.atStart(
                    "nothing but space and comments, expected at least one of sensors:, inputs:"
                            + " and actuators:");
        }
        Optional<Section> root = node.flatMap(there -> Root.GROUP.read(there, report));
        if (root.isEmpty()) {
            throw report.exception();
        }
        Path beside = Optional.ofNullable(Path.of(fileName).getParent()).orElse(Path.of(""));
        Settings settings =
                settings(
                        root.get(),
                        new SecretFiles(surroundings.credentials(), beside, content, reader),
                        report);
        if (!report.isEmpty()) {
            throw report.exception();
        }
        return new Checked(settings, report.warnings());
    }

    /** A second thing of one name takes no pin, address or topic: that would be said twice. */
    private static <T> Stream<T> once(Named.Entry entry, Optional<T> found) {
        return entry.twin() ? Stream.empty() : found.stream();
    }

    private Settings settings(Section root, SecretFiles files, ProblemReport report) {
        DeviceSettings device =
                DeviceSection.read(root.below(Root.DEVICE, DeviceSection.GROUP), surroundings);
        TopicSettings topics = TopicSection.read(root.below(Root.TOPICS, TopicSection.GROUP));
        Path state = root.find(Root.STATE).orElse(surroundings.state());
        Optional<BrokerSettings> broker =
                root.find(Root.BROKER)
                        .map(section -> BrokerSection.read(section, state, files, report));
        Section link = root.below(Root.MQTT, MqttSection.GROUP);
        MqttSettings mqtt = MqttSection.read(link, broker, device.id(), files, report);
        // A file with nothing but a broker is for `meetpost broker`, which has no agent beside it.
        if (OF_AN_AGENT.stream().anyMatch(root::has)) {
            broker.ifPresent(own -> MqttSection.checkUser(link, own, report));
        }

        var sensorSection = new SensorSection(parts, topics, root.value(Root.JSON), report);
        List<Found<SensorSettings>> sensors =
                root.find(Root.SENSORS).orElse(List.of()).stream()
                        .flatMap(e -> once(e, sensorSection.read(e.name(), e.section())))
                        .toList();
        List<Found<InputSettings>> inputs =
                root.find(Root.INPUTS).orElse(List.of()).stream()
                        .flatMap(
                                e ->
                                        once(
                                                e,
                                                InputSection.read(
                                                        e.name(), e.section(), topics, report)))
                        .toList();
        List<Named.Entry> outputs = root.find(Root.ACTUATORS).orElse(List.of());
        List<Found<ActuatorSettings>> actuators =
                outputs.stream()
                        .flatMap(e -> once(e, ActuatorSection.read(e.name(), e.section(), topics)))
                        .toList();

        var scope = new RuleScope(sensors, inputs, actuators, device.position());
        List<Found<RuleSettings>> rules = rules(root, scope, topics, report);
        NotifySettings notify =
                NotifySection.read(root.find(Root.NOTIFY).orElse(List.of()), files, report);
        List<Found<AlarmSettings>> alarms = alarms(root, scope, topics, notify, report);

        WiringCheck.check(sensors, inputs, actuators, report);
        InterlockCheck.check(outputs, actuators, report);
        LevelWarnings.check(actuators, report);
        LoadWarnings.check(sensors, report);
        List<Found<BridgeSettings>> bridges =
                root.find(Root.BRIDGES).orElse(List.of()).stream()
                        .flatMap(
                                e ->
                                        once(
                                                e,
                                                BridgeSection.read(
                                                        e.name(), e.section(), files, report)))
                        .toList();
        new TopicCheck(new Topics(topics, mqtt.topicPrefix(), device.id()))
                .check(sensors, inputs, actuators, rules, alarms, bridges, report);
        return new Settings(
                device,
                mqtt,
                broker,
                root.find(Root.DASHBOARD).map(DashboardSection::read),
                sensors.stream().map(Found::thing).toList(),
                inputs.stream().map(Found::thing).toList(),
                actuators.stream().map(Found::thing).toList(),
                rules.stream().map(Found::thing).toList(),
                alarms.stream().map(Found::thing).toList(),
                notify,
                topics,
                OutboxSection.read(root.below(Root.OUTBOX, OutboxSection.GROUP)),
                HomeAssistantSection.read(
                        root.below(Root.HOME_ASSISTANT, HomeAssistantSection.GROUP)),
                bridges.stream().map(Found::thing).toList(),
                new HistorySettings(
                        root.find(Root.HISTORY).orElse(HistoryType.USUAL),
                        root.find(Root.SENSORS).orElse(List.of()).stream()
                                .filter(each -> !each.section().value(SensorSection.HISTORY))
                                .map(Named.Entry::name)
                                .collect(Collectors.toUnmodifiableSet())),
                RoomKey.rooms(root),
                state);
    }

    private static List<Found<RuleSettings>> rules(
            Section root, RuleScope scope, TopicSettings topics, ProblemReport report) {
        List<Named.Entry> entries = root.find(Root.RULES).orElse(List.of());
        List<Found<RuleSettings>> rules =
                entries.stream()
                        .flatMap(
                                e ->
                                        once(
                                                e,
                                                RuleReader.read(
                                                        e.name(),
                                                        e.section(),
                                                        scope,
                                                        topics,
                                                        report)))
                        .toList();
        RuleCheck.check(entries.stream().map(Named.Entry::name).toList(), rules, report);
        return rules;
    }

    private static List<Found<AlarmSettings>> alarms(
            Section root,
            RuleScope scope,
            TopicSettings topics,
            NotifySettings notify,
            ProblemReport report) {
        return root.find(Root.ALARMS).orElse(List.of()).stream()
                .flatMap(
                        e ->
                                once(
                                        e,
                                        AlarmSection.read(
                                                e.name(),
                                                e.section(),
                                                scope,
                                                topics,
                                                notify,
                                                report)))
                .toList();
    }
}
