package meetpost.agent.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Map;

/** Answers as bytes (RFC 9112 section 4). */
final class Encoded {

    private static final Map<Integer, String> PHRASES =
            Map.ofEntries(
                    Map.entry(200, "OK"),
                    Map.entry(304, "Not Modified"),
                    Map.entry(400, "Bad Request"),
                    Map.entry(401, "Unauthorized"),
                    Map.entry(403, "Forbidden"),
                    Map.entry(404, "Not Found"),
                    Map.entry(405, "Method Not Allowed"),
                    Map.entry(411, "Length Required"),
                    Map.entry(413, "Content Too Large"),
                    Map.entry(414, "URI Too Long"),
                    Map.entry(429, "Too Many Requests"),
                    Map.entry(431, "Request Header Fields Too Large"),
                    Map.entry(500, "Internal Server Error"),
                    Map.entry(503, "Service Unavailable"),
                    Map.entry(505, "HTTP Version Not Supported"));

    private static final int NOT_MODIFIED = 304;

    private Encoded() {}

    /**
     * Head and body.
     *
     * @param withBody not for HEAD, which is told what it would have got
     */
    static ByteBuffer[] of(Response answer, boolean withBody, boolean staysOpen) {
        int status = answer.status();
        byte[] body = answer.body();
        var head = new StringBuilder(400);
        head.append("HTTP/1.1 ").append(status).append(' ');
        head.append(PHRASES.getOrDefault(status, "")).append("\r\n");
        answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (status != NOT_MODIFIED) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        if (!staysOpen) {
            head.append("Connection: close\r\n");
        }
        head.append("\r\n");
        return new ByteBuffer[] {
            ByteBuffer.wrap(head.toString().getBytes(ISO_8859_1)),
            ByteBuffer.wrap(withBody ? body : new byte[0])
        };
    }
}
