package meetpost.simulator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import meetpost.agent.cli.DurationOption;
import meetpost.agent.cli.PortNumber;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.DashboardSettings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.Urls;
import meetpost.agent.settings.yaml.WrongValue;
import meetpost.simulator.scene.Scene;
import meetpost.simulator.scene.SceneReader;
import meetpost.simulator.scene.Scenes;
import meetpost.simulator.time.SimulatedTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code meetpost simulate}: the agent on a Pi that exists in this process only. */
@Command(
        name = "simulate",
        description = "Runs everything without hardware: broker, agent and a simulated Pi.")
final class SimulateCommand implements Callable<Integer> {

    private static final int SETTINGS = 78;
    private static final List<String> SCHEMES = List.of("mqtt", "mqtts", "ws", "wss");

    private final Machine machine;

    @Spec CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings; default: config/simulated.yaml.")
    Optional<Path> config = Optional.empty();

    @Option(
            names = "--scene",
            paramLabel = "FILE",
            description = "Rooms, heaters, doors, faults; default: config/scene.yaml.")
    Optional<Path> scene = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same run; default: any, which is printed.")
    Optional<Long> seed = Optional.empty();

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "Simulated seconds in a real one; default: ${DEFAULT-VALUE}.")
    double speed;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "Stop after so much simulated time: 30s, 5m, 1h.")
    Optional<Duration> length = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = PortNumber.class,
            defaultValue = "1883",
            description = "Of our broker; default: ${DEFAULT-VALUE}; 0: any that is free.")
    int port;

    @Option(
            names = "--ws-port",
            paramLabel = "N",
            converter = PortNumber.class,
            defaultValue = "9001",
            description = "Of our broker for browsers; default: ${DEFAULT-VALUE}; 0: any.")
    int webSocketPort;

    @Option(
            names = "--http-port",
            paramLabel = "N",
            converter = PortNumber.class,
            defaultValue = "8080",
            description = "Of the dashboard; default: ${DEFAULT-VALUE}; 0: any that is free.")
    int httpPort;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            split = ",",
            description =
                    "Use this broker instead of our own: mqtt://localhost:1883; or the first of"
                            + " several that is well, with commas between.")
    List<String> brokers = List.of();

    @Mixin LoginOptions user = new LoginOptions();

    @Option(
            names = "--lan",
            description =
                    "Let the network in, a telephone say, with a password that is made up and"
                            + " printed.")
    boolean lan;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description =
                    "Device id; default: that of the settings, and with --broker simulated-pi-"
                            + " and four digits.")
    Optional<String> device = Optional.empty();

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write each transaction on the buses, as the drivers' tests have them.")
    Optional<Path> trace = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "DIRECTORY",
            description =
                    "Keep there, for the next run, what an agent keeps; default: keep nothing.")
    Optional<Path> kept = Optional.empty();

    @Option(names = "--quiet", description = "Print no readings.")
    boolean quiet;

    SimulateCommand(Machine machine) {
        this.machine = requireNonNull(machine, "machine");
    }

    @Override
    public Integer call() throws IOException {
        if (!(speed > 0) || speed > 100_000) {
            throw misused("--speed " + speed + ", expected more than 0 and at most 100000");
        }
        if (lan && !brokers.isEmpty()) {
            throw misused(
                    "--lan opens our own broker, --broker uses another; leave one of them out");
        }
        long end = length.map(Duration::toNanos).orElse(SimulatedTime.NEVER);
        Optional<String> name =
                device.or(
                        () ->
                                brokers.stream()
                                        .findFirst()
                                        .map(url -> SimulatedSettings.anyDevice()));
        Path own =
                Files.createTempDirectory(
                        "meetpost-simulate-" + ProcessHandle.current().pid() + "-");
        try {
            Path state = kept.map(Path::toAbsolutePath).orElse(own);
            SimulatedSettings read = again(name).keptIn(state);
            Optional<NetworkLogin> login =
                    lan ? Optional.of(NetworkLogin.any(own, new SecureRandom())) : Optional.empty();
            Optional<SimulatedSettings> settings = onSomeBroker(read, login);
            Optional<SimulatedSettings> served =
                    settings.isPresent() ? onPage(settings.get()) : settings;
            if (served.isEmpty()) {
                return 1;
            }
            Scene around = scene.isPresent() ? SceneReader.read(scene.get()) : Scenes.house();
            long chosen = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(10_000));
            SimulatedSettings used = kept.isPresent() ? served.get().brokerKept() : served.get();
            var simulation =
                    new Simulation(
                            machine,
                            used,
                            () -> again(name).instead(used.settings()),
                            new Simulation.Run(
                                    around,
                                    chosen,
                                    speed,
                                    end,
                                    trace,
                                    quiet,
                                    login.map(NetworkLogin::plain).or(user::passwordFile),
                                    login));
            return simulation.run();
        } catch (SettingsException e) {
            e.problems().forEach(problem -> machine.err().println(problem));
            return SETTINGS;
        } catch (IllegalArgumentException e) {
            machine.err().println("meetpost: " + e.getMessage());
            return SETTINGS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            Directory.remove(own);
        }
    }

    private SimulatedSettings again(Optional<String> name) throws SettingsException, IOException {
        return SimulatedSettings.read(machine.environment(), config, name);
    }

    /** Empty if the port that it needs is taken; that was said then. */
    private Optional<SimulatedSettings> onSomeBroker(
            SimulatedSettings read, Optional<NetworkLogin> login)
            throws IOException, InterruptedException {
        if (!brokers.isEmpty()) {
            SimulatedSettings there =
                    read.onBrokers(
                            brokers.stream().map(this::checked).toList(),
                            user.username(),
                            user.password());
            // A file of one's own says which topics are wanted.
            return Optional.of(config.isPresent() ? there : new OwnTopics(machine).of(there));
        }
        if (user.username().isPresent() || user.passwordFile().isPresent()) {
            throw misused("--username and --password-file go with --broker");
        }
        Ports ports = ports();
        if (config.isPresent() && read.settings().broker().isPresent()) {
            if (!lan && !typed("--port") && !typed("--ws-port")) {
                SimulatedSettings asWritten = read.onListeners();
                List<URI> listeners = asWritten.settings().broker().orElseThrow().listeners();
                return ports.free(listeners) ? Optional.of(asWritten) : Optional.empty();
            }
            machine.out()
                    .println(
                            "listeners  not those of "
                                    + read.name()
                                    + ": --port, --ws-port or --lan says where");
        }
        OptionalInt mqtt = ports.port("--port", port);
        OptionalInt webSocket =
                mqtt.isPresent() ? ports.port("--ws-port", webSocketPort) : OptionalInt.empty();
        return webSocket.isPresent()
                ? Optional.of(read.onPorts(mqtt.getAsInt(), webSocket.getAsInt(), login))
                : Optional.empty();
    }

    /** Empty if the port of the page is taken; that was said then. */
    private Optional<SimulatedSettings> onPage(SimulatedSettings read) throws IOException {
        Optional<DashboardSettings> asWritten =
                config.isEmpty() || lan || typed("--http-port")
                        ? Optional.empty()
                        : read.settings().dashboard();
        if (asWritten.isPresent()) {
            return ports().freeForPage(asWritten.get())
                    ? Optional.of(read.onPage(asWritten.get().host(), asWritten.get().port()))
                    : Optional.empty();
        }
        OptionalInt page = ports().port("--http-port", httpPort);
        return page.isPresent()
                ? Optional.of(read.onPage(lan ? "0.0.0.0" : "127.0.0.1", page.getAsInt()))
                : Optional.empty();
    }

    private boolean typed(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private Ports ports() {
        return new Ports(
                machine,
                lan,
                TypedLine.of(
                        machine.environment(), spec.commandLine().getParseResult().originalArgs()));
    }

    private URI checked(String url) {
        try {
            return Urls.typed(url, SCHEMES, "mqtt://localhost:1883");
        } catch (WrongValue e) {
            throw misused("--broker: " + e.getMessage());
        }
    }

    private ParameterException misused(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
