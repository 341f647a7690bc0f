package meetpost.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/** An answer, whole. */
public final class Response {

    private static final int WORTH_PACKING = 2000;
    private static final String ENCODING = "Content-Encoding";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * That text, made anew for each request.
     *
     * @param status 200, 404, …
     * @param type its media type
     */
    public static Response of(int status, String type, String text) {
        return bytes(status, type, text.getBytes(UTF_8)).with("Cache-Control", "no-store");
    }

    /** Those bytes, which nobody changes any more. */
    public static Response bytes(int status, String type, byte[] body) {
        return new Response(status, Map.of("Content-Type", type), body);
    }

    /** A status that has no body, such as 304. */
    public static Response empty(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    public static Response json(String text) {
        return of(200, "application/json", text);
    }

    /** What is wrong, in words. */
    public static Response refusal(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text + "\n");
    }

    /** The same with one header more, or another. */
    public Response with(String name, String value) {
        requireNonNull(value, "value");
        if (value.chars().anyMatch(each -> each < ' ' || each > '~')) {
            throw new IllegalArgumentException("not for a header: " + name);
        }
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    public int status() {
        return status;
    }

    /** As they were given, in their order. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, UTF_8);
    }

    /** Of the body, in bytes. */
    public int length() {
        return body.length;
    }

    byte[] body() {
        return body;
    }

    /** The same for one who takes gzip, if that is worth it. */
    Response packed() {
        if (body.length <= WORTH_PACKING || headers.containsKey(ENCODING)) {
            return this;
        }
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Response(status, headers, packed.toByteArray())
                .with(ENCODING, "gzip")
                .with("Vary", "Accept-Encoding");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Response same
                && status == same.status
                && headers.equals(same.headers)
                && Arrays.equals(body, same.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, headers, Arrays.hashCode(body));
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text();
    }
}
