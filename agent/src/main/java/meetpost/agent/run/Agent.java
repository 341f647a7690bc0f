package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.bridge.Bridges;
import meetpost.agent.counter.Counters;
import meetpost.agent.dashboard.Dashboard;
import meetpost.agent.discovery.HomeAssistant;
import meetpost.agent.foreign.ForeignSensors;
import meetpost.agent.http.Handler;
import meetpost.agent.instance.ControlServer;
import meetpost.agent.outbox.ClockCorrection;
import meetpost.agent.outbox.DiskWriter;
import meetpost.agent.outbox.ReadingKind;
import meetpost.agent.process.StateDirectory;
import meetpost.agent.process.Version;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.publish.Identity;
import meetpost.agent.publish.Info;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;

/** Everything but the process: made, started and stopped in order, by one thread, once. */
public final class Agent {

    private static final Duration LONGEST_STEP = Duration.ofSeconds(1);

    /** A board that sleeps does not stay awake for a central broker that is away. */
    private static final Duration LONGEST_CROSSING = Duration.ofSeconds(10);

    private final Board board;
    private final DiskWriter<Reading> outbox;
    private final AgentLink link;
    private final HomeAssistant homeAssistant;
    private final Pins pins;
    private final Bridges bridges;
    private final Past past;
    private final Sampling sampling;
    private final SelfReport report;
    private final Optional<Dashboard> dashboard;
    private final Optional<LocalBroker> broker;
    private volatile Settings settings;
    private volatile List<String> settingsProblems = List.of();

    /**
     * Builds everything and starts nothing.
     *
     * @param board is closed by {@link #stop}
     * @param serial tells this board from another one with the same device id
     * @param ticks of the board: faster than life where a simulation is
     * @param clock stamps
     * @param listener is told what is given to the world
     */
    public Agent(
            Settings settings,
            Board board,
            String serial,
            Ticks ticks,
            Clock clock,
            AgentListener listener) {
        this(settings, board, serial, ticks, clock, listener, Network.REAL);
    }

    Agent(
            Settings settings,
            Board board,
            String serial,
            Ticks ticks,
            Clock clock,
            AgentListener listener,
            Network network) {
        this.settings = requireNonNull(settings, "settings");
        this.board = requireNonNull(board, "board");
        broker = settings.broker().map(own -> new LocalBroker(own, network.events()));

        // Not this thread's own: on another thread that gives the same numbers on every board.
        var random = new SecureRandom();
        var identity = Identity.of(settings.device().id(), serial, clock.instant(), random);
        outbox =
                new DiskWriter<>(
                        new ReadingKind(),
                        settings.outbox(),
                        settings.state().resolve("outbox"),
                        ClockCorrection.of(clock, ticks));
        var own = broker.map(LocalBroker::sockets);
        var real = network.ticks();
        link =
                new AgentLink(
                        settings, identity, this::info, outbox.outbox(), own, real, clock, random);
        homeAssistant = new HomeAssistant(settings, link, board.model(), Version.number());
        var outside = new Dashboard.Outside(this::listeners, link::standing, link::problem);
        dashboard =
                settings.dashboard()
                        .map(page -> new Dashboard(this::settings, link.topics(), outside, ticks));
        var publisher = new AnnouncingPublisher(link.publisher(), listener);
        past = Past.of(this::settings, link.topics()::name, ticks, clock);
        pins = new Pins(settings, board, link, publisher, past, ticks, clock);
        bridges =
                new Bridges(
                        settings,
                        new Bridges.Agent(
                                this::settings,
                                identity.clientId(),
                                publisher,
                                link::bridged,
                                link.topics(),
                                link::standing,
                                real,
                                clock,
                                random));
        var mqtt = settings.mqtt();
        var hearing = identity.clientId() + "-sensors";
        sampling =
                new Sampling(
                        settings.sensors(),
                        identity.session(),
                        board,
                        ticks,
                        clock,
                        reading -> dashboard.ifPresent(page -> page.add(reading)),
                        reading -> {
                            link.add(reading);
                            listener.reading(reading);
                        },
                        past.health(link.healthListener()),
                        past.measured(pins.measured()),
                        desk ->
                                new ForeignSensors(
                                        mqtt, hearing, own, desk, ticks, real, clock, random),
                        desk -> Counters.of(settings, board, desk, past::gap, ticks, clock));
        report = SelfReport.of(sampling, pins, link, bridges, outbox, past, broker, network);
        report.serve(this::serve);
        past.serve(this::serve);
    }

    /**
     * Starts everything: the broker, where the settings have one; outputs at their start level; the
     * link; the sampler.
     *
     * @throws IOException if the broker's address or the state directory cannot be had; {@link
     *     #stop} must follow then too
     */
    public void start() throws IOException {
        startAllButSampling();
        sampling.run(settings.sensors());
    }

    /**
     * Starts everything, asks each sensor once, and has that delivered.
     *
     * @return whether each sensor answered and the broker has it all, within {@code max}
     */
    public boolean once(Duration max) throws IOException, InterruptedException {
        startAllButSampling();
        long end = Ticks.REAL.now() + max.toNanos();
        boolean asked = sampling.round(settings.sensors(), max);
        boolean delivered = link.settle(Ticks.REAL.real(end));
        Duration rest = Ticks.REAL.real(end);
        bridges.settle(rest.compareTo(LONGEST_CROSSING) < 0 ? rest : LONGEST_CROSSING);
        return delivered && asked;
    }

    private void startAllButSampling() throws IOException {
        if (broker.isPresent()) {
            broker.get().start();
        }
        if (dashboard.isPresent()) {
            dashboard.get().start();
        }
        pins.startOutputs();
        StateDirectory.make(settings.state());
        outbox.start();
        past.start();
        sampling.only(settings.sensors());
        link.describes(settings);
        link.start(homeAssistant.before(bridges.before(pins.inbox())));
        pins.startInputs(() -> report.health().reasons().isEmpty());
        bridges.start();
    }

    /**
     * Stops everything in order: no command is executed any more, nothing is sampled, outputs are
     * at their stop level, all of that is published, the link says {@code offline}, lines are
     * released. Blocks for {@code max} at most, and a second more where a line hangs in the kernel.
     *
     * @param asked whether somebody asked for it
     */
    public void stop(Duration max, boolean asked) throws InterruptedException {
        long end = Ticks.REAL.now() + max.toNanos();
        var steps = new Steps();
        steps.take("commands", pins::refuse);
        steps.take("commands", bridges::refuse);
        steps.take("sampler", () -> sampling.stop(LONGEST_STEP));
        pins.stop(steps, Ticks.REAL.real(end).minus(LONGEST_STEP), asked);
        steps.take("link", () -> link.stop(Ticks.REAL.real(end)));
        steps.take("bridges", () -> bridges.stop(LONGEST_STEP));
        steps.take("outbox", () -> outbox.close(LONGEST_STEP));
        steps.take("history", () -> past.close(LONGEST_STEP));
        steps.take("board", board::close);
        steps.take("dashboard", () -> dashboard.ifPresent(Dashboard::close));
        steps.take("broker", () -> broker.ifPresent(LocalBroker::close));
        steps.finish();
    }

    /** Whether each sensor was asked once. */
    public boolean hasTriedEverySensor() {
        return sampling.hasTriedEverySensor();
    }

    /** What came of {@link #once}, in words. Before {@link #stop}. */
    public String roundInWords() {
        return RoundReport.of(settings, sampling.desk(), outbox.outbox().size(), link.problem())
                .text();
    }

    /** Which of its threads hangs, in words; empty: none. Blocks for a few seconds at most. */
    public Optional<String> problem() {
        return report.problem();
    }

    /** How it is, in one line. */
    public String status() {
        return new StatusLine(link, sampling.desk(), settingsProblems).text();
    }

    /** What it runs with. */
    Settings settings() {
        return settings;
    }

    /**
     * From now on runs with these. They must differ only in what {@link
     * meetpost.agent.settings.SettingsChange} says can change while running: what they do not name
     * goes on undisturbed.
     */
    void takeOver(Settings fresh) {
        // First, so that nothing comes any more that the others do not know.
        past.settings(fresh);
        sampling.only(fresh.sensors());
        settings = fresh;
        link.settings(fresh);
        homeAssistant.settings(fresh);
        sampling.run(fresh.sensors());
        pins.takeOver(fresh);
    }

    /** Why the settings that were read last do not count; empty: they do. Any thread. */
    void settingsProblems(List<String> problems) {
        settingsProblems = List.copyOf(problems);
        link.informed();
    }

    /** Where its own broker listens; empty if it has none. */
    public List<URI> listeners() {
        return broker.map(LocalBroker::listeners).orElse(List.of());
    }

    /** Its own broker, for a simulation that stops it; empty if it has none. */
    public Optional<LocalBroker> broker() {
        return broker;
    }

    /** Also answers HTTP at {@code path}, where the settings have a dashboard; before start. */
    public void serve(String path, Handler handler) {
        dashboard.ifPresent(page -> page.serve(path, handler));
    }

    /** Answers {@code meetpost read} and its like. */
    public ControlServer.Requests requests() {
        return new AgentRequests(
                this::settings,
                sampling,
                board,
                link::marksLost,
                report.health()::reasons,
                past::answer);
    }

    /** Whether there is a session with a broker, as far as we know. */
    public boolean connected() {
        return link.connected();
    }

    private Info info() {
        var page = dashboard.flatMap(Dashboard::portForOthers);
        return new Info(Version.number(), board.model(), Addresses.now(), page, settingsProblems);
    }
}
