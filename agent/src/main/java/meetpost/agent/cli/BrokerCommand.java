package meetpost.agent.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import meetpost.agent.instance.ControlServer;
import meetpost.agent.instance.Instance;
import meetpost.agent.instance.Instances;
import meetpost.agent.instance.PortHolder;
import meetpost.agent.instance.TakenPortException;
import meetpost.agent.inventory.BrokerRequests;
import meetpost.agent.log.BrokerLines;
import meetpost.agent.process.FileTrouble;
import meetpost.agent.process.Machine;
import meetpost.agent.process.ReloadOutcome;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.SettingsChange;
import meetpost.agent.settings.yaml.Problem;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.systemd.ServiceNotifier;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;
import org.tinylog.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code meetpost broker}: the broker in a process of its own. */
@Command(
        name = "broker",
        description = "Runs only the broker, until it is asked to stop.",
        footer = {
            "",
            "With the broker in a process of its own, it is still there to publish the last will when the",
            "agent crashes."
        })
public final class BrokerCommand implements Callable<Integer> {

    private final Machine machine;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings whose `broker:` section counts; default: one listener.")
    Optional<String> config = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = PortNumber.class,
            description =
                    "Listens on 127.0.0.1:N for MQTT; default: 1883, or what the settings say.")
    Optional<Integer> port = Optional.empty();

    @Option(
            names = "--ws-port",
            paramLabel = "N",
            converter = PortNumber.class,
            description =
                    "Listens on 127.0.0.1:N for browsers too; default: what the settings say.")
    Optional<Integer> wsPort = Optional.empty();

    BrokerCommand(Machine machine) {
        this.machine = machine;
    }

    /**
     * The same without picocli, where the arguments are {@code broker} and its options and nothing
     * else; empty for all others, so that picocli explains them.
     */
    public static Optional<BrokerCommand> plain(Machine machine, List<String> args) {
        return PlainArguments.of(
                        args, "broker", Set.of("--config", "--port", "--ws-port"), Set.of())
                .filter(
                        given ->
                                given.values().entrySet().stream().allMatch(BrokerCommand::isPlain))
                .map(given -> new BrokerCommand(machine, given));
    }

    private BrokerCommand(Machine machine, PlainArguments given) {
        this.machine = machine;
        config = given.value("--config");
        port = given.value("--port").map(Integer::valueOf);
        wsPort = given.value("--ws-port").map(Integer::valueOf);
    }

    private static boolean isPlain(Map.Entry<String, String> option) {
        return option.getKey().equals("--config") || PlainArguments.isPort(option.getValue());
    }

    /** Runs it. Blocks until the end; gives the exit code. */
    public int run() {
        try {
            return call();
        } catch (IOException e) {
            machine.err().println("meetpost: " + FileTrouble.text(e));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            BrokerSettings settings = settings();
            try {
                return serve(settings);
            } catch (TakenPortException e) {
                return taken(e);
            }
        } catch (SettingsException e) {
            return RunCommand.refuse(machine, e);
        }
    }

    private int serve(BrokerSettings settings) throws IOException, InterruptedException {
        try (Broker broker = started(settings);
                var announced = new Instances(machine.environment()).announce(instance(broker));
                var control =
                        ControlServer.start(
                                announced, new BrokerRequests(() -> Optional.of(broker)))) {
            broker.listeners().forEach(uri -> machine.out().println("listening on " + uri));
            var notifier = new ServiceNotifier(machine.environment());
            String listens = "listens on " + broker.listeners();
            notifier.ready(listens);
            var outcome = ReloadOutcome.of(machine.environment());
            machine.reload()
                    .on(
                            () -> {
                                List<String> problems = reload(broker, settings);
                                notifier.status(ReloadOutcome.refusal(problems) + listens);
                                outcome.write(problems);
                            });
            machine.stop().await();
        }
        return 0;
    }

    private Instance instance(Broker broker) {
        return Instance.ofBroker(
                config.map(file -> Path.of(file).toAbsolutePath()), broker.listeners());
    }

    private static Broker started(BrokerSettings settings) throws IOException {
        try {
            return Broker.start(settings, new BrokerLines(""));
        } catch (IOException e) {
            throw TakenPortException.explained(settings.listeners(), e);
        }
    }

    private int taken(TakenPortException e) throws IOException {
        if (config.isPresent() && port.isEmpty()) {
            Path file = Path.of(config.get()).toAbsolutePath();
            List<String> again = List.of("broker", "--config", config.get());
            TakenPortReport.print(machine, e, file, "meetpost-broker", again);
            return RunCommand.SETTINGS;
        }
        machine.err().println("meetpost: " + e.getMessage() + ". Type instead:");
        String command = machine.environment().getOrDefault("MEETPOST_COMMAND", "meetpost");
        boolean ofBrowsers = e.listener().filter(uri -> uri.getScheme().equals("ws")).isPresent();
        String given = port.filter(number -> ofBrowsers).map(n -> " --port " + n).orElse("");
        machine.err()
                .println(
                        "  %s broker%s%s %s"
                                .formatted(
                                        command,
                                        given,
                                        ofBrowsers ? " --ws-port" : " --port",
                                        PortHolder.anyFree()));
        return 1;
    }

    /** SIGHUP: all of the files, or nothing. Gives what is wrong then. */
    private List<String> reload(Broker broker, BrokerSettings running) {
        List<String> problems = List.of();
        try {
            BrokerSettings fresh = settings();
            problems =
                    SettingsChange.ofBroker(running, fresh).stream()
                            .map(key -> key + " cannot change while running, expected a restart")
                            .toList();
            if (problems.isEmpty()) {
                broker.reload(fresh);
            }
        } catch (SettingsException e) {
            problems = e.problems().stream().map(Problem::toString).toList();
        } catch (IOException e) {
            problems = List.of(String.valueOf(e.getMessage()));
        }
        if (!problems.isEmpty()) {
            Logger.warn("nothing was read again, everything is as it was");
            problems.forEach(Logger::warn);
        }
        return problems;
    }

    private BrokerSettings settings() throws IOException, SettingsException {
        if (config.isEmpty()) {
            return new BrokerSettings(listeners(port.orElse(1883)));
        }
        Settings settings = CommandTarget.settings(machine, config);
        BrokerSettings own =
                settings.broker()
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                config.get()
                                                        + " has no `broker:` section; expected one, e.g."
                                                        + " `broker: {}`"));
        return port.isPresent() ? own.withListeners(listeners(port.get())) : own;
    }

    private List<URI> listeners(int mqtt) {
        var listeners = new ArrayList<URI>();
        listeners.add(onLoopback("mqtt", mqtt));
        wsPort.ifPresent(ws -> listeners.add(onLoopback("ws", ws)));
        return listeners;
    }

    private static URI onLoopback(String scheme, int port) {
        return URI.create(scheme + "://127.0.0.1:" + port);
    }
}
