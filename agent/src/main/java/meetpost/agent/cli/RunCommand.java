package meetpost.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import meetpost.agent.dashboard.ReloadButton;
import meetpost.agent.dashboard.SessionsPanel;
import meetpost.agent.instance.ControlServer;
import meetpost.agent.instance.Instance;
import meetpost.agent.instance.Instances;
import meetpost.agent.instance.StateLock;
import meetpost.agent.instance.TakenPortException;
import meetpost.agent.output.CrashLevels;
import meetpost.agent.process.FileTrouble;
import meetpost.agent.process.Host;
import meetpost.agent.process.Machine;
import meetpost.agent.process.ReloadOutcome;
import meetpost.agent.process.StateAdvice;
import meetpost.agent.run.Agent;
import meetpost.agent.run.AgentListener;
import meetpost.agent.run.LocalBroker;
import meetpost.agent.run.Reload;
import meetpost.agent.settings.DashboardSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.systemd.Service;
import meetpost.agent.systemd.ServiceNotifier;
import meetpost.agent.time.Ticks;
import meetpost.broker.settings.BrokerSettings;
import meetpost.drivers.pi4j.RaspberryPi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code meetpost run}: the agent, until it is asked to stop. */
@Command(name = "run", description = "Runs the agent on this board until it is asked to stop.")
public final class RunCommand implements Callable<Integer> {

    static final String DEFAULT_CONFIG = "/etc/meetpost/meetpost.yaml";

    /** EX_CONFIG of sysexits.h: the unit does not start again on it. */
    static final int SETTINGS = 78;

    private static final Duration STOP = Duration.ofSeconds(5);
    private static final String ROUND = "30s";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = DEFAULT_CONFIG,
            description = "Settings; default: ${DEFAULT-VALUE}.")
    String config = DEFAULT_CONFIG;

    @Option(names = "--once", description = "One round of readings, delivered, then a clean end.")
    boolean once;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = ROUND,
            converter = DurationOption.class,
            description = "How long --once may take; default: ${DEFAULT-VALUE}.")
    Duration timeout = PlainArguments.duration(ROUND).orElseThrow();

    private Optional<Machine> machine = Optional.empty();

    RunCommand() {}

    RunCommand on(Machine here) {
        this.machine = Optional.of(here);
        return this;
    }

    /**
     * The same without picocli, where the arguments are {@code run} and its options and nothing
     * else; empty for all others, so that picocli explains them.
     */
    public static Optional<RunCommand> plain(List<String> args) {
        return PlainArguments.of(args, "run", Set.of("--config", "--timeout"), Set.of("--once"))
                .filter(
                        given ->
                                PlainArguments.duration(given.value("--timeout").orElse(ROUND))
                                        .isPresent())
                .map(RunCommand::new);
    }

    private RunCommand(PlainArguments given) {
        timeout = given.value("--timeout").flatMap(PlainArguments::duration).orElse(timeout);
        config = given.value("--config").orElse(DEFAULT_CONFIG);
        once = given.flags().contains("--once");
    }

    @Override
    public Integer call() {
        return in(machine.orElseThrow());
    }

    /** Runs it there. Blocks until the end; gives the exit code. */
    public int in(Machine here) {
        var host = new Host(here.environment());
        var reader = new SettingsReader(host.surroundings());
        Settings settings;
        try {
            settings = reader.read(Path.of(config));
        } catch (SettingsException e) {
            return refuse(here, e);
        } catch (IOException e) {
            // No file is as final as a wrong one: systemd need not try again.
            here.err().println("meetpost: " + e.getMessage());
            return SETTINGS;
        }
        var file = Path.of(config).toAbsolutePath();
        if (!hasState(here, settings, typed())) {
            return 1;
        }
        var instance = Instance.ofThisProcess("run", file, settings, Optional.empty());
        try (var lock = StateLock.takeIfPossible(settings.state(), instance);
                var announced = new Instances(here.environment()).announce(instance)) {
            return once
                    ? round(here, host, settings)
                    : untilStopped(here, host, settings, reader, announced);
        } catch (TakenPortException e) {
            // Both want one port at each start: no restart by systemd cures that.
            TakenPortReport.print(here, e, file, "meetpost", typed());
            return SETTINGS;
        } catch (IOException e) {
            here.err().println("meetpost: " + FileTrouble.text(e));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int untilStopped(
            Machine here,
            Host host,
            Settings settings,
            SettingsReader reader,
            Instances.Announcement announced)
            throws IOException, InterruptedException {
        var agent = agent(here, host, settings);
        var directory = Optional.ofNullable(here.environment().get("RUNTIME_DIRECTORY"));
        var crashLevels = new CrashLevels(directory.map(Path::of));
        crashLevels.keep(settings.actuators());
        var notifier = new ServiceNotifier(here.environment());
        var reload =
                new Reload(
                        config,
                        () -> reader.read(Path.of(config)),
                        agent,
                        crashLevels,
                        () -> notifier.status(agent.status()));
        var outcome = ReloadOutcome.of(here.environment());
        here.reload().on(() -> outcome.write(reload.reload()));
        if (settings.dashboard().filter(DashboardSettings::reload).isPresent()) {
            agent.serve("/reload", new ReloadButton(reload::reload));
        }
        var broker = LocalBroker.requests(agent.broker());
        if (settings.dashboard().filter(DashboardSettings::sessions).isPresent()) {
            agent.serve("/sessions", new SessionsPanel(broker::answer));
        }
        try (var control =
                ControlServer.start(announced, broker.before(reload.before(agent.requests())))) {
            agent.start();
            new Service(notifier, agent::hasTriedEverySensor, agent::problem, agent::status)
                    .serve(here.stop());
        } finally {
            agent.stop(STOP, here.stop().isAsked());
        }
        return 0;
    }

    private int round(Machine here, Host host, Settings settings)
            throws IOException, InterruptedException {
        var agent = agent(here, host, settings);
        boolean delivered = false;
        String outcome = "stopped before the round was over";
        Thread stopping = interrupted(here, Thread.currentThread());
        try {
            delivered = agent.once(timeout);
            outcome = "";
        } catch (InterruptedException e) {
            // Asked to stop: at once, and in order.
        } finally {
            stopping.interrupt();
            outcome =
                    outcome.isEmpty()
                            ? agent.roundInWords()
                            : outcome + "; " + agent.roundInWords();
            agent.stop(STOP, true);
        }
        here.out().println("meetpost: " + outcome);
        return delivered ? 0 : 1;
    }

    /** Interrupts a round when the process is asked to stop, until it is interrupted itself. */
    private static Thread interrupted(Machine here, Thread round) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                here.stop().await();
                                round.interrupt();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop-once");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Agent agent(Machine here, Host host, Settings settings) {
        return new Agent(
                settings,
                RaspberryPi.board(),
                host.serial(),
                Ticks.REAL,
                here.clock(),
                AgentListener.NONE);
    }

    private List<String> typed() {
        return once
                ? List.of("run", "--once", "--config", config)
                : List.of("run", "--config", config);
    }

    /**
     * Whether our own broker can keep there what it acknowledges; if not, that was said, with what
     * to do. An agent without one goes on with less, and warns.
     */
    static boolean hasState(Machine here, Settings settings, List<String> typed) {
        if (settings.broker().flatMap(BrokerSettings::storage).isEmpty()) {
            return true;
        }
        try {
            var advice = StateAdvice.of(settings.state());
            Optional<String> trouble = advice.trouble();
            if (trouble.isPresent()) {
                here.err().println("meetpost: " + trouble.get() + ". Type instead:");
                advice.lines(here.environment(), typed)
                        .forEach(line -> here.err().println("  " + line));
            }
            return trouble.isEmpty();
        } catch (IOException e) {
            here.err().println("meetpost: " + FileTrouble.text(e));
            return false;
        }
    }

    /** Prints every problem of a settings file, and gives the exit code for it. */
    static int refuse(Machine here, SettingsException wrong) {
        wrong.problems().forEach(problem -> here.err().println(problem));
        return SETTINGS;
    }
}
