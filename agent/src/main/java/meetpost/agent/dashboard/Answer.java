package meetpost.agent.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A small answer over HTTP, made anew for each request.
 *
 * @param status 200, 404, …
 * @param type its media type
 */
public record Answer(int status, String type, String text) {

    private static final int WORTH_PACKING = 2000;

    public Answer {
        requireNonNull(type, "type");
        requireNonNull(text, "text");
    }

    public static Answer json(String text) {
        return new Answer(200, "application/json", text);
    }

    /** What is wrong, in words. */
    public static Answer refusal(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text + "\n");
    }

    /** Whether the request only asks; others than GET and HEAD do not. */
    public static boolean isLook(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Blocks until the client has it, or is gone. */
    public void send(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length > WORTH_PACKING && takesGzip(exchange)) {
            headers.set("Content-Encoding", "gzip");
            bytes = packed(bytes);
        }
        send(exchange, status, Optional.of(bytes));
    }

    static boolean takesGzip(HttpExchange exchange) {
        String encodings = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        return encodings != null && encodings.contains("gzip");
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    /** The same for bytes whose headers are set; empty for a status without a body. */
    static void send(HttpExchange exchange, int status, Optional<byte[]> body) throws IOException {
        if (body.isEmpty() || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] bytes = body.get();
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
