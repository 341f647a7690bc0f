package meetpost.agent.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    /** More than the buffers of two sockets take. */
    private static final int LARGE = 20_000_000;

    private final ManualTicks ticks = new ManualTicks();
    private final List<Socket> opened = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(3);
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        var routes = new Routes();
        routes.add("/quick", request -> Response.json("{}"));
        routes.add("/large", request -> Response.bytes(200, "text/plain", new byte[LARGE]));
        routes.add("/slow", this::wait);
        routes.add(
                "/deep",
                request -> {
                    throw new StackOverflowError();
                });
        routes.add("/echo", new Echo());
        server =
                WebServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes, ticks);
    }

    @AfterEach
    void stop() throws IOException {
        released.countDown();
        server.close();
        for (Socket each : opened) {
            each.close();
        }
    }

    @Test
    void answersOneAfterTheOtherOnOneConnection() throws Exception {
        Socket client = connect();

        send(client, "GET /quick HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n");
        assertTrue(answer(client).startsWith(OK));
        send(client, "Connection: close\r\n\r\n");
        assertTrue(answer(client).startsWith("HTTP/1.1 404 "));
        assertEquals(-1, client.getInputStream().read());
    }

    /**
     * Of a thread that dies the program says so and ends with 1: a stop would look like a crash.
     */
    @Test
    void endsInOrderWhileSomebodyAsks() throws Exception {
        var died = new ConcurrentLinkedQueue<Throwable>();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> died.add(thrown));
        try {
            for (int round = 0; round < 300; round++) {
                Socket client = connect();
                var asking = new Thread(() -> askUntilItEnds(client));
                asking.start();
                assertTrue(answer(client).startsWith(OK));
                server.close();
                asking.join();
                client.close();
                start();
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }

        assertEquals(List.of(), List.copyOf(died));
    }

    private static void askUntilItEnds(Socket client) {
        try {
            while (true) {
                client.getOutputStream()
                        .write("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            }
        } catch (IOException ended) {
            // As it should.
        }
    }

    /** RFC 9110 section 10.1.1. */
    @Test
    void asksForTheBodyOfOneWhoWaitsForThat() throws Exception {
        Socket client = connect();

        send(
                client,
                "PUT /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", head(client));
        send(client, "ON");
        assertTrue(answer(client).endsWith("\r\n\r\nON"));
    }

    @Test
    void tellsWhatWasWrongWithARequestAndCloses() throws Exception {
        Socket client = connect();

        send(
                client,
                "PUT /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(9));

        String said = answer(client);
        assertTrue(said.startsWith("HTTP/1.1 413 "), said);
        assertTrue(said.contains("\r\nConnection: close\r\n"), said);
        assertEquals(-1, client.getInputStream().read());
    }

    @Test
    void aHandlerThatFailsCostsItsAnswerOnly() throws Exception {
        assertTrue(ask("/deep").startsWith("HTTP/1.1 500 "));
        assertTrue(ask("/quick").startsWith(OK));
    }

    @Test
    void halfRequestsOfOneAddressHoldNobodyUpAndTheOldestIsCut() throws Exception {
        Socket oldest = half("GET /quick HTTP/1.1\r\nHost: ");
        for (int i = 0; i < 200; i++) {
            half("PUT /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx");
        }

        assertTrue(ask("/quick").startsWith(OK));
        assertTrue(isCut(oldest));
    }

    @Test
    void thoseWhoDoNotReadHoldNobodyUp() throws Exception {
        List<Socket> lazy = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lazy.add(half("GET /large HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertEquals('H', lazy.get(i).getInputStream().read());
        }

        assertTrue(ask("/quick").startsWith(OK));
        assertTrue(isCut(lazy.get(0)));
    }

    @Test
    void oneThatReadsSlowlyAndAloneGetsItsAnswer() throws Exception {
        Socket client = half("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        ask("/quick");

        assertTrue(client.getInputStream().readAllBytes().length > LARGE);
    }

    @Test
    void handlersThatOneAddressKeepsBusyLeaveAThreadToOthers() throws Exception {
        for (int i = 0; i < 10; i++) {
            half("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        assertTrue(held.await(60, TimeUnit.SECONDS));

        try (var other = new Socket()) {
            other.bind(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0));
            other.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            other.setSoTimeout(60_000);
            send(other, "GET /quick HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(answer(other).startsWith(OK));
        }
    }

    @Test
    void cutsARequestThatIsNotFinishedInTime() throws Exception {
        Socket slow = half("GET /quick HTTP/1.1\r\n");
        ask("/quick");

        ticks.advance(Duration.ofSeconds(9));
        send(slow, "Host: x\r\n");
        ask("/quick");
        ticks.advance(Duration.ofSeconds(2));
        ask("/quick");

        assertTrue(isCut(slow));
    }

    @Test
    void cutsWhoeverAsksNothingForLong() throws Exception {
        Socket idle = connect();
        send(idle, "GET /quick HTTP/1.1\r\nHost: x\r\n\r\n");
        answer(idle);
        ticks.advance(Duration.ofSeconds(19));
        ask("/quick");
        assertFalse(idle.getInputStream().available() > 0);

        ticks.advance(Duration.ofSeconds(2));
        ask("/quick");

        assertTrue(isCut(idle));
    }

    private Response wait(Request request) {
        held.countDown();
        try {
            released.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Response.json("{}");
    }

    private static final class Echo implements Handler {

        @Override
        public Set<String> methods(String below) {
            return Set.of("PUT");
        }

        @Override
        public Response answer(Request request) {
            return Response.of(200, "text/plain", request.body());
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        opened.add(socket);
        return socket;
    }

    private Socket half(String text) throws IOException {
        Socket socket = connect();
        send(socket, text);
        return socket;
    }

    private String ask(String path) throws IOException {
        return answer(half("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String head(Socket socket) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            assertTrue(next >= 0, "the end after " + text);
            text.append((char) next);
        }
        return text.toString();
    }

    private static String answer(Socket socket) throws IOException {
        String head = head(socket);
        int length =
                head.lines()
                        .filter(line -> line.startsWith("Content-Length: "))
                        .mapToInt(line -> Integer.parseInt(line.substring(16)))
                        .findFirst()
                        .orElse(0);
        return head + new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
    }

    /** Reads to the end of what was on its way. */
    private static boolean isCut(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketException reset) {
            return true;
        }
    }
}
