package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.claim.Standing;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Routes;
import meetpost.agent.http.WebServer;
import meetpost.agent.instance.PortHolder;
import meetpost.agent.instance.TakenPortException;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.DashboardSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;

/**
 * The page, served over HTTP, and whatever else of the program is asked over HTTP. What moves on
 * the page comes over MQTT; from here it has only itself and what the topics are. Used by one
 * thread, but for its handlers.
 */
public final class Dashboard implements Closeable {

    private static final String FOLDER = "/meetpost/web";

    private final Settings settings;
    private final Supplier<List<URI>> listeners;
    private final History history;
    private final Routes routes = new Routes();
    private volatile boolean forOthers;
    private volatile Optional<WebServer> server = Optional.empty();

    /**
     * What it says of the agent's place among others.
     *
     * @param listeners of our own broker, as they are bound
     * @param standing which topics are this board's
     * @param complaint why the agent has no session with its broker; empty: it has one
     */
    public record Outside(
            Supplier<List<URI>> listeners,
            Supplier<Standing> standing,
            Supplier<Optional<String>> complaint) {

        public Outside {
            requireNonNull(listeners, "listeners");
            requireNonNull(standing, "standing");
            requireNonNull(complaint, "complaint");
        }
    }

    /**
     * Builds it and starts nothing.
     *
     * @param current the settings with which the agent runs now
     * @param ticks of the board
     */
    public Dashboard(Supplier<Settings> current, Topics topics, Outside outside, Ticks ticks) {
        this.settings = current.get();
        this.listeners = outside.listeners();
        this.history = new History(current, topics, ticks);
        serve("/history.json", history);
        serve("/", new StaticFiles(Dashboard.class, FOLDER, "/"));
        if (settings.dashboard().filter(DashboardSettings::allBoards).isPresent()) {
            serve("/boards.html", new Page("Boards", allBoards("/boards.html")));
        }
        var broker = new BrokerAddress(settings, listeners);
        serve(
                "/dashboard.json",
                new Description(current, topics, broker, outside.standing(), this::pages));
        serve("/broker.json", BrokerDoor.of(settings, broker, outside.complaint()));
    }

    /**
     * The page of all boards of a broker, on a machine that need not be one of them.
     *
     * @param settings of which only the page and the broker count
     */
    public static Dashboard ofAllBoards(Settings settings, Topics topics) {
        var outside = new Outside(List::of, Standing::alone, Optional::empty);
        var dashboard = new Dashboard(() -> settings, topics, outside, Ticks.REAL);
        dashboard.serve("/", allBoards("/"));
        dashboard.serve("/boards.html", allBoards("/boards.html"));
        dashboard.serve(
                "/dashboard.json", new AllBoards(new BrokerAddress(settings, outside.listeners())));
        return dashboard;
    }

    /**
     * Also answers, from the next {@link #start} on, what is asked for at {@code path} and below
     * it, if the handler says so. It is called by several threads; it may block for a while. It
     * need not look who asks: a page from elsewhere is refused before.
     *
     * @param path such as {@code /health}
     * @param handler if it is a {@link Page}, the dashboard has a link to it
     */
    public void serve(String path, Handler handler) {
        routes.add(path, handler);
    }

    /**
     * Listens from now on.
     *
     * @throws IOException if its address cannot be had; the message is for people
     */
    public void start() throws IOException {
        DashboardSettings page = settings.dashboard().orElseThrow();
        InetAddress host;
        try {
            host = InetAddress.getByName(page.host());
        } catch (UnknownHostException e) {
            throw new IOException(
                    "`dashboard: listen`: there is no "
                            + page.host()
                            + " here, expected such as"
                            + " 127.0.0.1",
                    e);
        }
        forOthers = !host.isLoopbackAddress();
        var guard =
                new RequestGuard(
                        Hosts.of(page, host), new BrokerAddress(settings, listeners), routes);
        var address = new InetSocketAddress(host, page.port());
        try {
            server = Optional.of(WebServer.start(address, guard));
        } catch (BindException e) {
            String obstacle = PortHolder.obstacle(address, "dashboard: listen");
            throw PortHolder.free(host.getHostAddress(), 0)
                    ? new TakenPortException(obstacle, e)
                    : new IOException(obstacle, e);
        }
    }

    private static StaticFiles allBoards(String path) {
        return new StaticFiles(Dashboard.class, FOLDER, path, "boards/index.html");
    }

    private Map<String, Page> pages() {
        var pages = new LinkedHashMap<String, Page>();
        routes.all()
                .forEach(
                        (path, handler) -> {
                            if (handler instanceof Page page) {
                                pages.put(path, page);
                            }
                        });
        return pages;
    }

    /** A reading was published. Any thread; does not block. */
    public void add(Reading reading) {
        history.add(reading);
    }

    /** The port at which it listens; empty before {@link #start}. */
    public Optional<Integer> port() {
        return server.map(WebServer::port);
    }

    /** The port at which other machines reach it; empty where only this one does, and before. */
    public Optional<Integer> portForOthers() {
        return port().filter(any -> forOthers);
    }

    /** Cuts whoever is being answered. */
    @Override
    public void close() {
        server.ifPresent(WebServer::close);
    }
}
