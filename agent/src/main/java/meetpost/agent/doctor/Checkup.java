package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.lang.Runtime.Version;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import meetpost.agent.doctor.GroupCheck.Need;
import meetpost.agent.doctor.HeaderCheck.LineHolders;
import meetpost.agent.doctor.I2cCheck.Place;
import meetpost.agent.instance.Instance;
import meetpost.agent.instance.TakenPortRemedies;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.Settings;
import meetpost.broker.settings.BrokerSettings;

/** Everything that is looked at, in the order in which it is printed. */
public final class Checkup {

    private final Ports ports;
    private final Subject subject;

    /** Looks at nothing yet. */
    public Checkup(Ports ports, Subject subject) {
        this.ports = requireNonNull(ports, "ports");
        this.subject = requireNonNull(subject, "subject");
    }

    /**
     * The machine.
     *
     * @param boards whether Pi4J knows a board, by revision and model
     */
    public record Ports(
            Filesystem files,
            Programs programs,
            Clock clock,
            Version java,
            BiPredicate<String, String> boards,
            LineHolders lines) {

        public Ports {
            requireNonNull(files, "files");
            requireNonNull(programs, "programs");
            requireNonNull(clock, "clock");
            requireNonNull(java, "java");
            requireNonNull(boards, "boards");
            requireNonNull(lines, "lines");
        }
    }

    /**
     * What is looked at for.
     *
     * @param config the settings file, absolute; empty: none
     * @param settings of that file; empty for a simulation too
     * @param running the agent that runs
     * @param closed the service runs, and this user may not ask it
     * @param mqtt whom that agent talks to, or would by the settings
     * @param state its directory
     * @param clientId for the broker, that no other client has
     * @param startAgain the line that starts an agent with that file
     */
    public record Subject(
            Optional<String> config,
            Optional<Settings> settings,
            Optional<Instance> running,
            boolean closed,
            Optional<MqttSettings> mqtt,
            Path state,
            String clientId,
            String startAgain) {

        public Subject {
            requireNonNull(config, "config");
            requireNonNull(settings, "settings");
            requireNonNull(running, "running");
            requireNonNull(mqtt, "mqtt");
            requireNonNull(state, "state");
            requireNonNull(clientId, "clientId");
            requireNonNull(startAgain, "startAgain");
        }

        private boolean isSimulated() {
            return settings.isEmpty()
                    && running.isPresent()
                    && running.get().kind().equals("simulate");
        }
    }

    /** The checks that apply. */
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        Filesystem files = ports.files();
        if (subject.isSimulated()) {
            checks.add(
                    () ->
                            List.of(
                                    Finding.none(
                                            "board",
                                            "simulated: no wire of this machine is used")));
        } else {
            checks.add(new BoardCheck(files, ports.boards()));
            checks.add(new PowerCheck(files));
        }
        checks.add(new JavaCheck(files, ports.java()));
        checks.add(new InstanceCheck(subject.running(), subject.config()));
        checks.add(this::settings);
        subject.settings().ifPresent(settings -> checks.addAll(wires(settings)));
        checks.add(new ClockCheck(files, ports.clock()));
        checks.addAll(broker());
        subject.settings()
                .map(Settings::bridges)
                .orElse(List.of())
                .forEach(bridge -> checks.add(new BridgeFindings(bridge, subject.clientId())));
        if (!subject.isSimulated()) {
            checks.add(new DiskCheck(subject.state(), DiskCheck.Space.REAL));
            checks.add(new WearCheck(files, subject.running().map(Instance::pid)));
            checks.add(new UnitCheck(files, ports.programs()));
        }
        return checks;
    }

    private List<Check> broker() {
        Optional<BrokerSettings> own = subject.settings().flatMap(Settings::broker);
        if (own.isPresent() && subject.running().isEmpty() && !subject.closed()) {
            var remedies =
                    new TakenPortRemedies(
                            Path.of(subject.config().orElseThrow()), subject.startAgain());
            return List.of(new OwnBrokerFindings(own.get(), remedies));
        }
        return subject.mqtt().stream()
                .<Check>map(mqtt -> new BrokerFindings(mqtt, subject.clientId()))
                .toList();
    }

    private List<Finding> settings() {
        if (subject.config().isPresent()
                && (subject.settings().isPresent() || subject.isSimulated())) {
            return List.of(Finding.ok("settings", subject.config().get()));
        }
        return List.of(
                Finding.none(
                        "settings",
                        "there are none yet",
                        "meetpost scan > my.yaml",
                        "meetpost doctor --config my.yaml"));
    }

    private List<Check> wires(Settings settings) {
        Filesystem files = ports.files();
        BootConfig boot = BootConfig.of(files);
        List<Place> places = places(settings);
        Map<Integer, String> lines = lines(settings);
        Optional<LineHolders> holders =
                Optional.of(ports.lines())
                        .filter(any -> subject.running().isEmpty() && !subject.closed());
        List<String> serial = serial(settings);
        return List.of(
                new I2cCheck(files, boot, places),
                new OneWireCheck(files, boot, roms(settings)),
                new HeaderCheck(files, lines, holders),
                new SerialCheck(files, serial),
                new GroupCheck(
                        files, needs(!places.isEmpty(), !lines.isEmpty(), !serial.isEmpty())),
                new LevelsCheck(files, boot, settings.actuators()));
    }

    private List<Need> needs(boolean i2c, boolean gpio, boolean serial) {
        List<Need> needs = new ArrayList<>();
        if (i2c) {
            needs.add(new Need("i2c", "/dev/i2c-*"));
        }
        if (gpio) {
            needs.add(new Need("gpio", "/dev/gpiochip*"));
        }
        if (serial) {
            needs.add(new Need("dialout", "serial ports"));
        }
        if (subject.closed()) {
            needs.add(new Need("meetpost", "read, set and scan beside the service"));
        }
        return needs;
    }

    private static List<Place> places(Settings settings) {
        List<Place> places = new ArrayList<>();
        for (SensorSettings sensor : settings.sensors()) {
            if (sensor.wire() instanceof Wire.I2c wire) {
                places.add(new Place(sensor.name(), wire.bus(), wire.address()));
            }
        }
        return places;
    }

    private static Map<String, Optional<String>> roms(Settings settings) {
        Map<String, Optional<String>> roms = new TreeMap<>();
        for (SensorSettings sensor : settings.sensors()) {
            if (sensor.wire() instanceof Wire.OneWire wire) {
                roms.put(sensor.name(), wire.rom());
            }
        }
        return roms;
    }

    private static Map<Integer, String> lines(Settings settings) {
        Map<Integer, String> lines = new TreeMap<>();
        settings.actuators().forEach(each -> lines.put(each.gpio(), each.name()));
        settings.inputs().forEach(each -> lines.put(each.gpio(), each.name()));
        for (SensorSettings sensor : settings.sensors()) {
            if (sensor.wire() instanceof Wire.Pulses wire) {
                lines.put(wire.gpio(), sensor.name());
            }
        }
        return lines;
    }

    /** Those of this machine. */
    private static List<String> serial(Settings settings) {
        return settings.sensors().stream()
                .map(SensorSettings::wire)
                .filter(Wire.Serial.class::isInstance)
                .map(wire -> ((Wire.Serial) wire).port())
                .filter(port -> port.startsWith("/"))
                .toList();
    }
}
