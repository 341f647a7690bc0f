package meetpost.simulator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import meetpost.agent.counter.Counters;
import meetpost.agent.dashboard.Page;
import meetpost.agent.dashboard.SessionsPanel;
import meetpost.agent.dashboard.StaticFiles;
import meetpost.agent.instance.ControlServer;
import meetpost.agent.instance.Instance;
import meetpost.agent.instance.Instances;
import meetpost.agent.instance.StateLock;
import meetpost.agent.inventory.BrokerRequests;
import meetpost.agent.output.CrashLevels;
import meetpost.agent.p1.P1Meters;
import meetpost.agent.process.Machine;
import meetpost.agent.run.Agent;
import meetpost.agent.run.AgentListener;
import meetpost.agent.run.LocalBroker;
import meetpost.agent.run.Reload;
import meetpost.agent.sampling.Sampler;
import meetpost.agent.settings.DashboardSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.simulator.SimulatedPi;
import meetpost.simulator.scene.Scene;
import meetpost.simulator.scene.Timetable;
import meetpost.simulator.time.SimulatedTime;
import meetpost.simulator.workbench.Entrance;
import meetpost.simulator.workbench.Workbench;
import org.tinylog.Logger;

/** One run of an agent on a simulated Pi. Used by one thread, once. */
final class Simulation {

    private static final Duration STOP = Duration.ofSeconds(5);

    /** For threads to begin on a machine that is busy. */
    private static final Duration BEGINNING = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Machine machine;
    private final SimulatedSettings read;
    private final Settings settings;
    private final Run run;
    private final SimulatedTime time;
    private final Instant start;
    private final SimulatedPi pi;
    private final Timetable timetable;
    private final ReadingLines lines;
    private final Agent agent;
    private final Reload reload;
    private final Stretch stretch;
    private final StandIns standIns;
    private final BrokerRequests requests;

    /**
     * How it is run.
     *
     * @param end the tick
     * @param trace where transactions are written
     * @param passwordFile for the other subcommands of this machine
     * @param lan who is let in from the network; empty: it is for this machine only
     */
    record Run(
            Scene scene,
            long seed,
            double speed,
            long end,
            Optional<Path> trace,
            boolean quiet,
            Optional<Path> passwordFile,
            Optional<NetworkLogin> lan) {}

    /**
     * Builds everything and starts nothing.
     *
     * @param again reads the settings when the process is asked to
     */
    Simulation(Machine machine, SimulatedSettings read, Reload.Source again, Run run) {
        this.machine = machine;
        this.read = read;
        this.settings = read.settings();
        this.run = run;
        this.time = new SimulatedTime(run.speed(), run.end());
        this.stretch = new Stretch(run.speed(), Logger::warn);
        this.start = machine.clock().instant();
        this.pi = new SimulatedPi(settings, run.scene(), run.seed(), time);
        this.timetable =
                new Timetable(
                        run.scene(),
                        pi.world(),
                        pi.platform().pins(),
                        pi.chips(),
                        pi.contacts(),
                        time);
        this.lines = new ReadingLines(machine.out(), settings, start, time);
        this.agent =
                new Agent(
                        settings,
                        pi.board(),
                        read.serial(),
                        time,
                        time.clock(start),
                        run.quiet() ? AgentListener.NONE : lines);
        var entrance =
                new Entrance(
                        Ticks.REAL,
                        run.lan().<BiPredicate<String, String>>map(login -> login::admits));
        var workbench = new Workbench(pi, settings, time, agent.broker());
        agent.serve("/simulator", entrance.before(workbench));
        var page = new StaticFiles(Workbench.class, "/meetpost/workbench", "/workbench");
        agent.serve("/workbench", new Page("Workbench", entrance.before(page)));
        this.standIns = new StandIns(settings.mqtt(), settings.device().id(), pi::neighbours, time);
        this.requests = LocalBroker.requests(agent.broker());
        if (settings.dashboard().filter(DashboardSettings::sessions).isPresent()) {
            agent.serve("/sessions", new SessionsPanel(requests::answer));
        }
        var nobodys = new CrashLevels(Optional.empty());
        this.reload = new Reload(read.name(), () -> wired(again.read()), agent, nobodys, () -> {});
    }

    /** A sensor that is new in the settings is on the board, too. */
    private Settings wired(Settings fresh) throws IOException {
        try {
            pi.wire(fresh);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        lines.learn(fresh);
        return fresh;
    }

    /** Blocks until its time is over or it is asked to stop; gives the exit code. */
    int run() throws IOException, InterruptedException {
        var instance =
                Instance.ofThisProcess(
                        "simulate",
                        Path.of(read.name()).toAbsolutePath(),
                        settings,
                        run.passwordFile().map(Path::toAbsolutePath));
        // With --state another one may have it; nothing of it is touched before.
        try (var lock = StateLock.takeIfPossible(settings.state(), instance)) {
            return run(instance);
        }
    }

    private int run(Instance instance) throws IOException, InterruptedException {
        machine.reload().on(reload::reload);
        try (Writer trace = trace();
                var announced = new Instances(machine.environment()).announce(instance);
                var control =
                        ControlServer.start(
                                announced, requests.before(reload.before(agent.requests())))) {
            String command = machine.environment().getOrDefault("MEETPOST_COMMAND", "meetpost");
            var real =
                    new RealSensors(
                            Path.of("/"),
                            Optional.ofNullable(machine.environment().get("MEETPOST_CONFIG"))
                                    .map(Path::of));
            new Whereabouts(machine.out(), read, run, command, real).print();
            begin();
            while (!machine.stop().await(Duration.ZERO) && !time.awaitEnd(LOOK)) {
                stretch.look(time.progress());
            }
            stretch.end(time.progress());
        } finally {
            // Whoever waits for the beginning, if something failed before it, has to end.
            time.start();
            timetable.close();
            time.release();
            standIns.stop();
            agent.stop(STOP, true);
            lines.end();
        }
        return 0;
    }

    /** Everybody is ready when time begins to flow, so that each run is the same. */
    private void begin() throws IOException, InterruptedException {
        agent.start();
        pi.look();
        // Commands, rules, inputs, counters and meters have a thread each.
        int travellers =
                1
                        + (settings.isGoverned() ? 1 : 0)
                        + settings.inputs().size()
                        + Counters.threads(settings.sensors())
                        + P1Meters.threads(settings.sensors())
                        + Sampler.threads(settings.sensors());
        if (!timetable.isEmpty()) {
            timetable.start();
            travellers++;
        }
        if (settings.broker().isPresent() && !pi.neighbours().isEmpty()) {
            standIns.start();
        }
        time.awaitTravellers(travellers, BEGINNING);
        time.start();
    }

    private Writer trace() throws IOException {
        if (run.trace().isEmpty()) {
            return Writer.nullWriter();
        }
        Writer file = Files.newBufferedWriter(run.trace().get());
        Consumer<String> lines = line -> write(file, line);
        pi.platform().buses().values().forEach(bus -> bus.trace(lines));
        pi.platform().oneWire().trace(lines);
        return file;
    }

    private static void write(Writer file, String line) {
        synchronized (file) {
            try {
                file.write(line + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
