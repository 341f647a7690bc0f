package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * Files that are packed with the program, each as {@code name.gz}: sent as they are to a browser
 * that takes gzip, as all do. Kept in memory from the first time that somebody wants them.
 */
public final class StaticFiles implements HttpHandler {

    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9]+/)?[A-Za-z0-9.-]+\\.([a-z]+)");
    private static final String FIRST = "index.html";
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "webmanifest", "application/manifest+json");

    private final Class<?> beside;
    private final String folder;
    private final String path;
    private final Map<String, Packed> packed = new ConcurrentHashMap<>();

    /**
     * What is in {@code folder} beside that class, under {@code path}; there itself {@code
     * index.html}.
     *
     * @param path {@code /} or such as {@code /workbench}
     */
    public StaticFiles(Class<?> beside, String folder, String path) {
        this.beside = requireNonNull(beside, "beside");
        this.folder = requireNonNull(folder, "folder");
        this.path = path.endsWith("/") ? path : path + "/";
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().getPath();
        Optional<String> name = name(asked);
        Optional<Packed> file = name.isPresent() ? file(name.get()) : Optional.empty();
        if (file.isEmpty()) {
            Answer.refusal(404, "there is no " + asked).send(exchange);
        } else if (!Answer.isLook(exchange)) {
            Answer.refusal(405, exchange.getRequestMethod() + ", expected GET").send(exchange);
        } else {
            send(exchange, file.get());
        }
    }

    private Optional<String> name(String asked) {
        if ((asked + "/").equals(path)) {
            return Optional.of(FIRST);
        }
        if (!asked.startsWith(path)) {
            return Optional.empty();
        }
        String rest = asked.substring(path.length());
        return Optional.of(rest.isEmpty() ? FIRST : rest);
    }

    private Optional<Packed> file(String name) throws IOException {
        Packed known = packed.get(name);
        Matcher matcher = NAME.matcher(name);
        if (known != null || !matcher.matches()) {
            return Optional.ofNullable(known);
        }
        String type = TYPES.get(matcher.group(1));
        try (InputStream file = beside.getResourceAsStream(folder + "/" + name + ".gz")) {
            if (file == null || type == null) {
                return Optional.empty();
            }
            var read = Packed.of(type, file.readAllBytes());
            packed.put(name, read);
            return Optional.of(read);
        }
    }

    private static void send(HttpExchange exchange, Packed file) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("ETag", file.tag);
        headers.set("Cache-Control", "no-cache");
        headers.set("Vary", "Accept-Encoding");
        if (file.tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            Answer.send(exchange, 304, Optional.empty());
            return;
        }
        headers.set("Content-Type", file.type);
        if (Answer.takesGzip(exchange)) {
            headers.set("Content-Encoding", "gzip");
            Answer.send(exchange, 200, Optional.of(file.gzip));
        } else {
            Answer.send(exchange, 200, Optional.of(file.plain()));
        }
    }

    /**
     * A file as it is packed, with its media type and a tag that is another one for other bytes.
     */
    private static final class Packed {

        private final String type;
        private final byte[] gzip;
        private final String tag;

        private Packed(String type, byte[] gzip, String tag) {
            this.type = type;
            this.gzip = gzip;
            this.tag = tag;
        }

        static Packed of(String type, byte[] gzip) {
            var sum = new CRC32();
            sum.update(gzip);
            return new Packed(type, gzip, "\"" + HexFormat.of().toHexDigits(sum.getValue()) + "\"");
        }

        byte[] plain() throws IOException {
            try (var stream = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
                return stream.readAllBytes();
            }
        }
    }
}
