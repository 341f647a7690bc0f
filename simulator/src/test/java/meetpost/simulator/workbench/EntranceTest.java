package meetpost.simulator.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.http.Routes;
import meetpost.agent.http.WebServer;
import meetpost.simulator.HandTicks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever asks here is taken for somebody on the network. */
class EntranceTest {

    /** "meetpost:bakofitumera" and "meetpost:guess" in base 64. */
    private static final String RIGHT = "Basic bWVldHBvc3Q6YmFrb2ZpdHVtZXJh";

    private static final String WRONG = "Basic bWVldHBvc3Q6Z3Vlc3M=";

    private final HandTicks ticks = new HandTicks();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksTheNetworkForUserAndPassword() throws Exception {
        open(
                new Entrance(
                        ticks,
                        Optional.of(
                                (user, password) ->
                                        user.equals("meetpost") && password.equals("bakofitumera")),
                        address -> false));

        HttpResponse<String> asked = get("");
        assertEquals(401, asked.statusCode());
        assertTrue(asked.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic "));
        assertEquals(401, get(WRONG).statusCode());
        assertEquals(401, get("Basic ***").statusCode());
        assertEquals(401, get("Bearer x").statusCode());
        assertEquals(200, get(RIGHT).statusCode());
    }

    @Test
    void letsNobodyGuessQuickly() throws Exception {
        open(
                new Entrance(
                        ticks,
                        Optional.of((user, password) -> password.equals("bakofitumera")),
                        address -> false));

        for (int guess = 0; guess < 10; guess++) {
            assertEquals(401, get(WRONG).statusCode());
        }
        assertEquals(429, get(RIGHT).statusCode());

        ticks.pass(10_000);
        assertEquals(200, get(RIGHT).statusCode());
    }

    @Test
    void isClosedToTheNetworkUnlessSomebodyOpensIt() throws Exception {
        open(new Entrance(ticks, Optional.empty(), address -> false));

        assertEquals(403, get(RIGHT).statusCode());
    }

    @Test
    void isOpenToThisMachine() throws Exception {
        open(new Entrance(ticks, Optional.empty()));

        assertEquals(200, get("").statusCode());
    }

    private void open(Entrance entrance) throws IOException {
        var routes = new Routes();
        routes.add("/", entrance.before(new Inside()));
        server =
                WebServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes);
    }

    private static final class Inside implements Handler {

        @Override
        public Set<String> methods(String below) {
            return LOOK;
        }

        @Override
        public Response answer(Request request) {
            return Response.json("{}");
        }
    }

    private HttpResponse<String> get(String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
