package meetpost.agent.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    private final RequestReader reader = new RequestReader(InetAddress.getLoopbackAddress());

    @Test
    void readsARequestHoweverItIsCut() throws Exception {
        String text =
                "PUT /simulator/pins/17?x=/y HTTP/1.1\r\nHost: localhost:8080\r\n"
                        + "content-LENGTH: 4\r\nX: a\r\nX:  b \r\n\r\nhigh";
        for (int cut = 1; cut < text.length(); cut++) {
            take(text.substring(0, cut));
            assertEquals(Optional.empty(), reader.next(), "at " + cut);
            take(text.substring(cut));

            Request request = reader.next().orElseThrow();
            assertEquals("PUT", request.method());
            assertEquals("/simulator/pins/17", request.path());
            assertEquals("localhost:8080", request.host());
            assertEquals(Optional.of("a, b"), request.header("x"));
            assertEquals("high", request.body());
            assertTrue(reader.keepsOpen());
            assertFalse(reader.begun());
        }
    }

    @Test
    void readsSeveralThatCameTogether() throws Exception {
        take("GET /a HTTP/1.1\r\nHost: x\r\n\r\n\r\nGET /b HTTP/1.0\r\n\r\nGET /c");

        assertEquals("/a", reader.next().orElseThrow().path());
        assertTrue(reader.keepsOpen());
        assertEquals("/b", reader.next().orElseThrow().path());
        assertFalse(reader.keepsOpen());
        assertEquals(Optional.empty(), reader.next());
        assertTrue(reader.begun());
    }

    /** RFC 9112 section 2.2. */
    @Test
    void takesALineFeedForTheEndOfALine() throws Exception {
        take("GET / HTTP/1.1\nHost: x\nConnection: keep-alive, Close\n\n");

        assertEquals("/", reader.next().orElseThrow().path());
        assertFalse(reader.keepsOpen());
    }

    @ParameterizedTest
    @CsvSource({
        "/,/",
        "/%68ealth,/health",
        "/a%20b,/a b",
        "/caf%C3%A9,/café",
        "/a/../b,/a/../b",
        "/a%2fb,/a%2Fb",
        "/a?b=%zz,/a",
        "http://h/a?b,/a",
        "HTTP://h,/",
        "http://h?x,/"
    })
    void decodesPaths(String target, String path) throws Exception {
        take("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");

        assertEquals(path, reader.next().orElseThrow().path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/%2",
                "/%zz",
                "/%ff",
                "/%c3%28",
                "/%00",
                "/%0d%0a",
                "/a#b",
                "/a\\b",
                "*",
                "health",
                "ftp://x/",
                "x:443",
                ""
            })
    void refusesWhatIsNoPath(String target) {
        take("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");

        assertEquals(400, refused());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET  / HTTP/1.1",
                "GET / HTTP/1.1 ",
                "GET / HTTP/11",
                "G(T / HTTP/1.1",
                "GET /\u00e9 HTTP/1.1\r\nHost: x",
                "GET / HTTP/1.1",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: x",
                "GET / HTTP/1.1\r\nHost: x\r\nOrigin: a\r\nOrigin: b",
                "GET / HTTP/1.1\r\nHost: a b",
                "GET / HTTP/1.1\r\nHost: user@x",
                "GET / HTTP/1.1\r\nHost: x/y",
                "GET / HTTP/1.1\r\nHost : x",
                "GET / HTTP/1.1\r\nHost: x\r\n folded",
                "GET / HTTP/1.1\r\nHost: x\r\nno colon",
                "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc",
                "GET / HTTP/1.1\r\nHost: x\r\nA: \u0000",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +1",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999"
            })
    void refusesWhatIsNoRequest(String text) {
        take(text + "\r\n\r\n");

        assertEquals(400, refused());
    }

    @Test
    void saysWhichBoundWasReached() {
        take("GET /" + "x".repeat(8_187));
        assertEquals(414, refused());
    }

    @Test
    void boundsTheHead() {
        take("GET / HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(9_000));
        assertEquals(431, refused());
    }

    @Test
    void boundsTheNumberOfHeaders() {
        take("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(64) + "\r\n");
        assertEquals(431, refused());
    }

    @Test
    void boundsTheBodyBeforeItComes() {
        take("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 16385\r\n\r\n");
        assertEquals(413, refused());
    }

    @Test
    void wantsToKnowHowLongABodyIs() {
        take("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertEquals(411, refused());
    }

    @Test
    void doesNotWaitForMoreOfAnotherProtocol() {
        take("\u0016\u0003\u0001");
        assertEquals(400, refused());
    }

    @Test
    void knowsOneVersion() {
        take("PRI * HTTP/2.0\r\n\r\n");
        assertEquals(505, refused());
    }

    /** Whatever comes, it is a request, a refusal, or not all there yet. */
    @Test
    void takesWhateverComes() {
        var random = new Random(20261130);
        byte[] seed =
                String.join(
                                "\r\n",
                                "PUT /a%20b?c HTTP/1.1",
                                "Host: localhost:80",
                                "Expect: 100-continue",
                                "Connection: close",
                                "Content-Length: 3",
                                "",
                                "abcGET / HTTP/1.0\n\n")
                        .getBytes(ISO_8859_1);
        int whole = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = seed.clone();
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var each = new RequestReader(InetAddress.getLoopbackAddress());
            each.take(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)));
            try {
                while (each.next().isPresent()) {
                    whole++;
                }
            } catch (BadRequestException e) {
                assertTrue(e.status() >= 400 && e.status() < 600, e.text());
            }
        }

        assertTrue(whole > 2_000, whole + " whole ones");
    }

    private void take(String text) {
        reader.take(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    private int refused() {
        return assertThrows(BadRequestException.class, reader::next).status();
    }
}
