package meetpost.agent.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.claim.Standing;
import meetpost.agent.claim.Standings;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DashboardTest {

    private static final String BOARD =
            """
            device: {id: kelder-pi, name: Kelder}
            dashboard: {listen: "127.0.0.1:0"}
            broker: {listeners: ["mqtt://127.0.0.1:1883", "ws://127.0.0.1:9001"]}
            sensors:
              kas: {part: "bosch,bme280", address: 0x76, name: Kas, decimals: {vochtigheid: 0}}
            inputs:
              deur: {gpio: 27, class: door}
            actuators:
              pomp: {gpio: 17, name: Pomp}
            """;

    private final AtomicInteger changes = new AtomicInteger();
    private Optional<Dashboard> opened = Optional.empty();
    private Standing standing = Standing.alone();

    @AfterEach
    void close() {
        opened.ifPresent(Dashboard::close);
    }

    @Test
    void tellsThePageWhatThereIsAndWhere() throws Exception {
        int port = serve(BOARD);

        String answer = RawHttp.ask(port, "GET /dashboard.json HTTP/1.1", "Host: localhost");

        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.contains("\"mqtt\":\"ws://localhost:9001\""), answer);
        assertTrue(
                answer.contains("\"pages\":[{\"title\":\"Workbench\",\"path\":\"/bench\"}]"),
                answer);
        assertTrue(answer.contains("\"status\":\"apparaten/kelder-pi/status\""), answer);
        assertTrue(
                answer.contains(
                        "{\"name\":\"vochtigheid\",\"unit\":\"%\",\"decimals\":0,"
                                + "\"topic\":\"sensoren/kas/vochtigheid\"}"),
                answer);
        assertTrue(answer.contains("\"fault\":\"sensoren/kas/fault\""), answer);
        assertTrue(answer.contains("],\"history\":true}"), answer);
        assertTrue(
                answer.contains(
                        "{\"name\":\"pomp\",\"title\":\"Pomp\",\"class\":\"\","
                                + "\"state\":\"actuatoren/pomp\",\"set\":\"actuatoren/pomp/set\","
                                + "\"result\":\"actuatoren/pomp/result\","
                                + "\"cause\":\"actuatoren/pomp/cause\",\"interlock\":[],"
                                + "\"minOff\":0.0,\"maxOn\":0.0,\"refresh\":0.0}"),
                answer);
        assertTrue(answer.contains("\"state\":\"ingangen/deur\""), answer);
    }

    @Test
    void hasAPageOfAllBoardsWhereSettingsSaySo() throws Exception {
        int without = serve(BOARD);

        assertTrue(
                RawHttp.ask(without, "GET /boards.html HTTP/1.1", "Host: localhost")
                        .startsWith("HTTP/1.1 404 "));
        assertTrue(
                RawHttp.ask(without, "GET /dashboard.json HTTP/1.1", "Host: localhost")
                        .contains("\"boards\":false"));
        close();

        int with = serve(BOARD.replace("127.0.0.1:0\"", "127.0.0.1:0\", boards: all"));

        String page = RawHttp.ask(with, "GET /boards.html HTTP/1.1", "Host: localhost");
        assertTrue(page.startsWith("HTTP/1.1 200 "), page);
        assertTrue(page.contains("src=\"boards/boards.js\""), page);
        String answer = RawHttp.ask(with, "GET /dashboard.json HTTP/1.1", "Host: localhost");
        assertTrue(answer.contains("\"boards\":true,\"tree\":\"apparaten\""), answer);
        assertTrue(answer.contains("{\"title\":\"Boards\",\"path\":\"/boards.html\"}"), answer);
        for (String file : List.of("boards/store.js", "boards/text-nl.json", "boards/boards.css")) {
            String head = RawHttp.ask(with, "GET /" + file + " HTTP/1.1", "Host: localhost");
            assertTrue(head.startsWith("HTTP/1.1 200 "), file);
        }
    }

    @Test
    void canBeInstalledOnATelephone() throws Exception {
        int port = serve(BOARD);

        String page = RawHttp.ask(port, "GET / HTTP/1.1", "Host: localhost");
        assertTrue(page.contains("<link rel=\"manifest\" href=\"board.webmanifest\">"), page);
        String manifest = RawHttp.ask(port, "GET /board.webmanifest HTTP/1.1", "Host: localhost");
        assertEquals("application/manifest+json", header(manifest, "Content-Type"));
        for (String icon : List.of("icon-192.png", "icon-512.png", "icon-maskable.png")) {
            assertTrue(manifest.contains("\"" + icon + "\""), manifest);
            String answer = RawHttp.ask(port, "GET /" + icon + " HTTP/1.1", "Host: localhost");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), icon);
            assertEquals("image/png", header(answer, "Content-Type"));
        }
    }

    @Test
    void saysInWhichRoomThingsAre() throws Exception {
        int port = serve(BOARD.replace("gpio: 17,", "gpio: 17, room: Hal,"));

        String answer = RawHttp.ask(port, "GET /dashboard.json HTTP/1.1", "Host: localhost");

        assertTrue(answer.contains("\"refresh\":0.0,\"room\":\"Hal\"}"), answer);
    }

    @Test
    void tellsThePageWhichTopicsAnotherBoardHasAndWhatToType() throws Exception {
        standing = Standings.lost("sensoren/kas");
        int port = serve(BOARD);

        String answer = RawHttp.ask(port, "GET /dashboard.json HTTP/1.1", "Host: localhost");

        assertTrue(answer.contains("\"conflicts\":[\"both zolder-pi (board 0000000b) and"), answer);
        assertTrue(answer.contains("\"lost\":true,\"history\":true}],\"inputs\""), answer);
        assertEquals(1, answer.split("\"lost\"", -1).length - 1, answer);
    }

    @Test
    void refusesWhoeverCallsItByAnothersName() throws Exception {
        int port = serve(BOARD);

        for (String name :
                List.of(
                        "evil.example",
                        "evil.example:8080",
                        "192.0.2.7",
                        "localhost.evil.example",
                        "")) {
            String answer = RawHttp.ask(port, "GET / HTTP/1.1", "Host: " + name);
            assertTrue(answer.startsWith("HTTP/1.1 403 "), name + ": " + answer);
        }
        for (String name :
                List.of("localhost:9", "127.0.0.1", "[::1]:8080", "LOCALHOST", "localhost.")) {
            String answer = RawHttp.ask(port, "GET / HTTP/1.1", "Host: " + name);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), name + ": " + answer);
        }
    }

    @Test
    void isCalledByFurtherNamesThatItsSettingsGive() throws Exception {
        int port = serve(BOARD.replace("127.0.0.1:0\"", "127.0.0.1:0\", hosts: [Pi.Example.org]"));

        String asked = RawHttp.ask(port, "GET / HTTP/1.1", "Host: pi.example.org:443");
        String other = RawHttp.ask(port, "GET / HTTP/1.1", "Host: x.pi.example.org");

        assertTrue(asked.startsWith("HTTP/1.1 200 "), asked);
        assertTrue(other.startsWith("HTTP/1.1 403 "), other);
    }

    /** RFC 9112 section 3.2.2: what stands in the target counts, not what Host says. */
    @Test
    void refusesAnothersNameInTheTarget() throws Exception {
        int port = serve(BOARD);

        String foreign = RawHttp.ask(port, "GET http://evil.example/ HTTP/1.1", "Host: localhost");
        String own = RawHttp.ask(port, "GET http://localhost/ HTTP/1.1", "Host: evil.example");

        assertTrue(foreign.startsWith("HTTP/1.1 403 "), foreign);
        assertTrue(own.startsWith("HTTP/1.1 200 "), own);
    }

    @Test
    void knowsItsPathsAndMethodsExactly() throws Exception {
        int port = serve(BOARD);

        for (String path :
                List.of(
                        "/dashboard.jsonx",
                        "/dashboard.json/",
                        "/dashboard.json/x",
                        "/DASHBOARD.JSON",
                        "//dashboard.json",
                        "/./dashboard.json",
                        "/x/../dashboard.json",
                        "/%2e%2e/dashboard.json",
                        "/dashboard%2fjson",
                        "/index.html/",
                        "/counter/")) {
            String answer = RawHttp.ask(port, "GET " + path + " HTTP/1.1", "Host: localhost");
            assertTrue(answer.startsWith("HTTP/1.1 404 "), path + ": " + answer);
        }
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "FOO")) {
            String answer =
                    RawHttp.ask(
                            port,
                            method + " /dashboard.json HTTP/1.1",
                            "Host: localhost",
                            "Content-Length: 0");
            assertTrue(answer.startsWith("HTTP/1.1 405 "), method + ": " + answer);
            assertEquals("GET, HEAD", header(answer, "Allow"));
        }
        String encoded = RawHttp.ask(port, "GET /%64ashboard.json?x=1 HTTP/1.1", "Host: localhost");
        assertTrue(encoded.startsWith("HTTP/1.1 200 "), encoded);
    }

    @Test
    void tellsHeadWhatGetWouldGive() throws Exception {
        int port = serve(BOARD);

        String get = RawHttp.ask(port, "GET /dashboard.json HTTP/1.1", "Host: localhost");
        String head = RawHttp.ask(port, "HEAD /dashboard.json HTTP/1.1", "Host: localhost");

        assertEquals(get.substring(0, get.indexOf("\r\n\r\n") + 4), head);
    }

    @Test
    void letsOnlyItsOwnPagesChangeAnything() throws Exception {
        int port = serve(BOARD);

        String foreign =
                RawHttp.ask(
                        port,
                        "PUT /counter HTTP/1.1",
                        "Host: localhost:" + port,
                        "Origin: http://evil.example",
                        "Content-Length: 0");
        String own =
                RawHttp.ask(
                        port,
                        "PUT /counter HTTP/1.1",
                        "Host: localhost:" + port,
                        "Origin: http://localhost:" + port,
                        "Content-Length: 0");

        assertTrue(foreign.startsWith("HTTP/1.1 403 "), foreign);
        assertTrue(own.startsWith("HTTP/1.1 200 "), own);
        assertEquals(1, changes.get());
    }

    @Test
    void readsItsSettingsAgainWhenThePageAsksForIt() throws Exception {
        int port = serve(BOARD.replace("127.0.0.1:0\"", "127.0.0.1:0\", reload: true"));

        String there = RawHttp.ask(port, "GET /dashboard.json HTTP/1.1", "Host: localhost");
        String seen = RawHttp.ask(port, "GET /reload HTTP/1.1", "Host: localhost");
        String done =
                RawHttp.ask(port, "POST /reload HTTP/1.1", "Host: localhost", "Content-Length: 0");

        assertTrue(there.contains("\"reload\":true"), there);
        assertTrue(seen.startsWith("HTTP/1.1 405 "), seen);
        assertTrue(done.endsWith("{\"problems\":[\"line 3 is wrong\"]}\n"), done);
        assertEquals(1, changes.get());
    }

    @Test
    void dropsASessionForItsOwnPageOnly() throws Exception {
        int port = serve(BOARD);
        String id = "{\"id\":\"kelder\"}";

        String seen = RawHttp.ask(port, "GET /sessions HTTP/1.1", "Host: localhost");
        String elsewhere =
                RawHttp.ask(
                        port,
                        "POST /sessions/drop HTTP/1.1",
                        "Host: localhost",
                        "Origin: http://evil.example",
                        "Content-Length: 0");
        String broken =
                RawHttp.ask(
                        port,
                        "POST /sessions/drop HTTP/1.1",
                        "Host: localhost",
                        "Content-Length: 1",
                        "Connection: close",
                        "",
                        "{");
        String done =
                RawHttp.ask(
                        port,
                        "POST /sessions/drop HTTP/1.1",
                        "Host: localhost",
                        "Content-Length: " + id.length(),
                        "Connection: close",
                        "",
                        id);

        assertTrue(seen.endsWith("{\"do\":\"largest-sessions\",\"most\":20}\n"), seen);
        assertTrue(elsewhere.startsWith("HTTP/1.1 403 "), elsewhere);
        assertTrue(broken.startsWith("HTTP/1.1 400 "), broken);
        assertTrue(done.endsWith("{\"do\":\"drop-session\",\"id\":\"kelder\"}\n"), done);
    }

    @Test
    void letsThePageLoadNothingFromElsewhereAndTalkToTheBrokerOnly() throws Exception {
        String answer = RawHttp.ask(serve(BOARD), "GET / HTTP/1.1", "Host: localhost");

        String policy = header(answer, "Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertTrue(policy.contains("connect-src 'self' ws://localhost:9001;"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        assertEquals("no-referrer", header(answer, "Referrer-Policy"));
        assertEquals("DENY", header(answer, "X-Frame-Options"));
    }

    @Test
    void sendsAFileOnceAndPackedWherePossible() throws Exception {
        int port = serve(BOARD);

        String plain = RawHttp.ask(port, "GET / HTTP/1.1", "Host: localhost");
        String packed =
                RawHttp.ask(port, "GET / HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip");
        String again =
                RawHttp.ask(
                        port,
                        "GET / HTTP/1.1",
                        "Host: localhost",
                        "If-None-Match: " + header(packed, "ETag"));

        assertTrue(plain.contains("<title>Meetpost</title>"), plain);
        assertEquals("text/html; charset=utf-8", header(packed, "Content-Type"));
        assertEquals("gzip", header(packed, "Content-Encoding"));
        assertFalse(packed.contains("<title>"), packed);
        assertTrue(again.startsWith("HTTP/1.1 304 "), again);
    }

    @Test
    void hasNoFilesButThoseOfThePage() throws Exception {
        int port = serve(BOARD);

        for (String path :
                List.of("/nothing.js", "/../version.properties", "/%2e%2e/version.properties")) {
            String answer = RawHttp.ask(port, "GET " + path + " HTTP/1.1", "Host: localhost");
            assertTrue(answer.startsWith("HTTP/1.1 404 "), path + ": " + answer);
        }
    }

    @Test
    void isNotHeldUpByWhoeverDoesNotFinishHisRequest() throws Exception {
        int port = serve(BOARD);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                slow.add(socket);
                socket.getOutputStream().write('G');
            }

            String answer = RawHttp.ask(port, "GET / HTTP/1.1", "Host: localhost");

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void answersADefectAndGoesOn() throws Exception {
        int port = serve(BOARD);

        String defect = RawHttp.ask(port, "GET /broken HTTP/1.1", "Host: localhost");
        String next = RawHttp.ask(port, "GET / HTTP/1.1", "Host: localhost");

        assertTrue(defect.startsWith("HTTP/1.1 500 "), defect);
        assertTrue(next.startsWith("HTTP/1.1 200 "), next);
    }

    @Test
    void saysWhoHasItsPortAndWhatToWrite() throws Exception {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = "127.0.0.1:" + holder.getLocalPort();

            var problem =
                    assertThrows(
                            IOException.class, () -> serve(BOARD.replace("127.0.0.1:0", taken)));

            assertTrue(
                    problem.getMessage()
                            .matches(
                                    "port "
                                            + holder.getLocalPort()
                                            + " is taken by .+, process [0-9]+; expected a free one"
                                            + " for `dashboard: listen`, such as"
                                            + " \"127\\.0\\.0\\.1:[0-9]+\""),
                    problem.getMessage());
        }
    }

    private int serve(String text) throws SettingsException, IOException {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("."), Optional.empty());
        Settings settings = new SettingsReader(here).read("meetpost.yaml", text);
        var topics = new Topics(settings.topics(), "", settings.device().id());
        List<URI> bound = settings.broker().orElseThrow().listeners();
        var outside = new Dashboard.Outside(() -> bound, () -> standing, Optional::empty);
        var dashboard = new Dashboard(() -> settings, topics, outside, Ticks.REAL);
        opened = Optional.of(dashboard);
        dashboard.serve("/counter", new Counter());
        dashboard.serve("/bench", new Page("Workbench", new Counter()));
        dashboard.serve("/sessions", new SessionsPanel(question -> question));
        dashboard.serve("/reload", new ReloadButton(this::reload));
        dashboard.serve(
                "/broken",
                exchange -> {
                    throw new IllegalStateException("on purpose");
                });
        dashboard.start();
        return dashboard.port().orElseThrow();
    }

    private final class Counter implements Handler {

        @Override
        public Set<String> methods(String below) {
            return below.isEmpty() ? Set.of("PUT") : Set.of();
        }

        @Override
        public Response answer(Request request) {
            changes.incrementAndGet();
            return Response.json("{}");
        }
    }

    private List<String> reload() {
        changes.incrementAndGet();
        return List.of("line 3 is wrong");
    }

    private static String header(String answer, String name) {
        return answer.lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .map(line -> line.substring(name.length() + 2))
                .orElse("");
    }
}
