package meetpost.agent.settings.yaml;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.settings.DashboardSettings;

/** {@code dashboard:}, the page. */
final class DashboardSection {

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*|\\[[0-9a-fA-F:.]+]");
    private static final int PORT = 8080;
    private static final String HERE = "127.0.0.1:" + PORT;

    /** Where a server listens. */
    private record Endpoint(String host, int port) {}

    private static final Type<Endpoint> ENDPOINT =
            Scalar.any(
                    "an address and a port such as " + HERE,
                    Map.of("type", "string"),
                    DashboardSection::endpoint);

    private static final Key<Endpoint> LISTEN =
            Key.of(
                    "listen",
                    ENDPOINT,
                    HERE,
                    "Where the page is served; `0.0.0.0:8080` shows it to the whole network.");
    private static final Key<URI> MQTT =
            Key.optional(
                    "mqtt",
                    Urls.forPage(List.of("ws", "wss"), "ws://kelder-pi:9001"),
                    "our own broker's listener for browsers, else port 9001 of the broker's host",
                    "Where the browser finds the broker.");

    private static final Key<Boolean> RELOAD =
            Key.of(
                    "reload",
                    Scalars.FLAG,
                    "false",
                    "Whether the page has a button that has the agent read this file again.");

    private static final Key<Boolean> SESSIONS =
            Key.of(
                    "sessions",
                    Scalars.FLAG,
                    "false",
                    "Whether the page shows for whom our own broker keeps most, and may drop a"
                            + " session.");

    /** Which boards have a page here. */
    private enum Boards {
        OWN,
        ALL
    }

    private static final Key<Boards> BOARDS =
            Key.of(
                    "boards",
                    Scalars.choice(List.of(Boards.values())),
                    "own",
                    "`all`: also a page of all boards of the broker, from what they keep there.");

    private static final Key<List<String>> HOSTS =
            Key.optional(
                    "hosts",
                    new Items<>(
                            Scalar.text(
                                    "a name such as pi.example.org",
                                    Map.of("type", "string"),
                                    DashboardSection::name),
                            true,
                            0,
                            100,
                            "a list of names, such as [pi.example.org]"),
                    "addresses, names without a dot, `.local`, `.lan`, `.home`, `.internal`; with"
                            + " a `listen` on this machine only `localhost` and its addresses",
                    "More names by which the page may be called, such as a scraper's or a proxy's.");

    static final Group GROUP =
            new Group("dashboard", List.of(LISTEN, MQTT, RELOAD, SESSIONS, BOARDS, HOSTS));

    private DashboardSection() {}

    static DashboardSettings read(Section section) {
        Endpoint endpoint = section.value(LISTEN);
        return new DashboardSettings(
                endpoint.host(),
                endpoint.port(),
                section.find(MQTT),
                section.value(RELOAD),
                section.value(SESSIONS),
                section.value(BOARDS) == Boards.ALL,
                section.find(HOSTS).orElse(List.of()));
    }

    private static String name(String text) throws WrongValue {
        if (!NAME.matcher(text).matches()) {
            throw new WrongValue(
                    ProblemReport.quoted(text)
                            + " is no name of a host, expected it without scheme and port, such as"
                            + " pi.example.org");
        }
        return text;
    }

    private static Endpoint endpoint(String text) throws WrongValue {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches() || text.matches("[0-9]+")) {
            throw new WrongValue(
                    ProblemReport.quoted(text) + " is no address and port, expected e.g. " + HERE);
        }
        int port = matcher.group(2) == null ? PORT : Integer.parseInt(matcher.group(2));
        if (port > 65_535) {
            throw new WrongValue("port " + port + " does not exist, expected 0 to 65535");
        }
        return new Endpoint(matcher.group(1), port);
    }
}
