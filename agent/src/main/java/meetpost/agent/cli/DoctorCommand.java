package meetpost.agent.cli;

import com.grack.nanojson.JsonWriter;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import meetpost.agent.doctor.Bundle;
import meetpost.agent.doctor.Check;
import meetpost.agent.doctor.Checkup;
import meetpost.agent.doctor.CheckupReport;
import meetpost.agent.doctor.CommandsCheck;
import meetpost.agent.doctor.Filesystem;
import meetpost.agent.doctor.Finding;
import meetpost.agent.doctor.HealthFindings;
import meetpost.agent.doctor.IgnoredCheck;
import meetpost.agent.doctor.Programs;
import meetpost.agent.doctor.SessionsCheck;
import meetpost.agent.doctor.StorageCheck;
import meetpost.agent.instance.ClosedInstanceException;
import meetpost.agent.instance.ControlClient;
import meetpost.agent.instance.Instance;
import meetpost.agent.instance.Instances;
import meetpost.agent.instance.NamedSettings;
import meetpost.agent.instance.NewFile;
import meetpost.agent.process.Host;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsFile;
import meetpost.drivers.pi4j.RaspberryPi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code meetpost doctor}: what is wrong here, and what to type. */
@Command(
        name = "doctor",
        description = {
            "Looks at board, buses, groups, broker, clock and disk, and says what to type.",
            "Changes nothing without --fix. Exit code 0 if nothing failed, or is left."
        })
final class DoctorCommand implements Callable<Integer> {

    private static final Filesystem FILES = new Filesystem(Path.of("/"));

    private static final int USAGE = 2;

    private final Machine machine;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings; default: those of the instance that runs, else "
                            + RunCommand.DEFAULT_CONFIG
                            + ".")
    Optional<String> config = Optional.empty();

    @Option(names = "--json", description = "For programs.")
    boolean json;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "Also writes one text for a bug report, with secrets removed.")
    Optional<Path> bundle = Optional.empty();

    @Option(
            names = "--fix",
            description =
                    "Types what it advises, each time after a yes at the terminal, and looks again.")
    boolean fix;

    DoctorCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(there -> fix);
        if (fix && (json || terminal.isEmpty())) {
            machine.err().println("meetpost: --fix asks at a terminal, and goes without --json");
            return USAGE;
        }
        Optional<Instance> running = Optional.empty();
        Optional<Path> socket = Optional.empty();
        boolean closed = false;
        try {
            Optional<Instances.Found> found = new Instances(machine.environment()).find();
            running = found.map(Instances.Found::instance);
            socket = found.map(Instances.Found::socket);
        } catch (ClosedInstanceException e) {
            // The check of groups says so.
            closed = true;
        }
        Optional<String> file = file(running);
        Optional<Settings> settings = Optional.empty();
        Optional<MqttSettings> mqtt = Optional.empty();
        try {
            if (isSimulated(running)) {
                mqtt = Optional.of(CommandTarget.of(machine, config).mqtt());
            } else if (file.isPresent()) {
                if (config.isEmpty() && running.isPresent()) {
                    NamedSettings.check(Path.of(file.get()));
                }
                settings = Optional.of(CommandTarget.settings(machine, file));
                mqtt = settings.map(Settings::mqtt);
            }
        } catch (SettingsException e) {
            write(file, settings, e.problems().stream().map(String::valueOf).toList());
            return RunCommand.refuse(machine, e);
        } catch (IOException e) {
            machine.err().println("meetpost: " + e.getMessage());
            return RunCommand.SETTINGS;
        }
        Path state =
                settings.map(Settings::state)
                        .orElse(new Host(machine.environment()).surroundings().state());
        String id =
                String.format(
                        Locale.ROOT, "meetpost-doctor-%08x", ThreadLocalRandom.current().nextInt());
        String again =
                file.map(
                                name ->
                                        TakenPortReport.again(
                                                machine,
                                                Path.of(name),
                                                "meetpost",
                                                List.of("run", "--config", name)))
                        .orElse("");
        var subject = new Checkup.Subject(file, settings, running, closed, mqtt, state, id, again);
        List<Check> checks = new ArrayList<>(new Checkup(ports(), subject).checks());
        Optional<CommandsCheck.Asked> asked =
                socket.map(path -> request -> ControlClient.ask(path, request));
        checks.add(new CommandsCheck(asked));
        checks.add(new HealthFindings(asked));
        Optional<Instances.Found> broker = broker();
        checks.add(new SessionsCheck(broker.map(DoctorCommand::asking)));
        checks.add(
                new StorageCheck(
                        broker.filter(each -> each.instance().kind().equals("broker"))
                                .map(DoctorCommand::asking)));
        checks.add(new IgnoredCheck(new Instances(machine.environment()).ignored()));
        List<Finding> findings = look(checks);
        if (json) {
            machine.out().println(JsonWriter.string(CheckupReport.json(findings)));
        } else {
            machine.out().println(CheckupReport.summary(findings));
        }
        if (terminal.isPresent()) {
            boolean root = "root".equals(System.getProperty("user.name"));
            fix = false;
            if (new Fixes(terminal.get(), root, again).apply(findings)) {
                return call();
            }
        }
        List<String> lines =
                findings.stream().flatMap(each -> CheckupReport.lines(each).stream()).toList();
        write(file, settings, lines);
        return findings.stream().anyMatch(Finding::failed) ? 1 : 0;
    }

    /** The one that `meetpost sessions` would ask; empty also where this user may not. */
    private Optional<Instances.Found> broker() throws IOException {
        try {
            return new Instances(machine.environment())
                    .brokers().stream()
                            .filter(each -> config.map(each::uses).orElse(true))
                            .findFirst();
        } catch (ClosedInstanceException e) {
            // The check of groups says so.
            return Optional.empty();
        }
    }

    private static CommandsCheck.Asked asking(Instances.Found found) {
        return request -> ControlClient.ask(found.socket(), request);
    }

    /** A broker may take half a minute, so each line is printed when it is known. */
    private List<Finding> look(List<Check> checks) {
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            List<Finding> found = check.findings();
            findings.addAll(found);
            if (!json) {
                found.forEach(each -> CheckupReport.lines(each).forEach(machine.out()::println));
            }
        }
        return findings;
    }

    private Checkup.Ports ports() {
        return new Checkup.Ports(
                FILES,
                Programs.INSTALLED,
                machine.clock(),
                Runtime.version(),
                RaspberryPi::isKnown,
                RaspberryPi::lineHolder);
    }

    private boolean isSimulated(Optional<Instance> running) {
        return config.isEmpty() && running.isPresent() && running.get().kind().equals("simulate");
    }

    private Optional<String> file(Optional<Instance> running) {
        if (config.isPresent()) {
            return config.map(name -> Path.of(name).toAbsolutePath().toString());
        }
        if (running.isPresent()) {
            return running.map(Instance::config);
        }
        return Optional.of(RunCommand.DEFAULT_CONFIG).filter(name -> Files.exists(Path.of(name)));
    }

    private void write(Optional<String> file, Optional<Settings> settings, List<String> report)
            throws IOException {
        if (bundle.isEmpty()) {
            return;
        }
        Optional<Bundle.Config> text = Optional.empty();
        if (file.isPresent() && Files.isReadable(Path.of(file.get()))) {
            try {
                String content = SettingsFile.text(Path.of(file.get()));
                text = Optional.of(new Bundle.Config(file.get(), content));
            } catch (SettingsException e) {
                // Not text: the report says so.
                text = Optional.empty();
            }
        }
        var whole = new Bundle(FILES, Programs.INSTALLED, machine.clock(), text, settings);
        NewFile.write(bundle.get(), "rw-------", whole.text(report));
        machine.err().println("meetpost: written to " + bundle.get());
    }
}
