package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;

/**
 * Files that are packed with the program, each as {@code name.gz}: sent as they are to a browser
 * that takes gzip, as all do. Kept in memory from the first time that somebody wants them.
 */
public final class StaticFiles implements Handler {

    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9]+/)?[A-Za-z0-9.-]+\\.([a-z]+)");
    private static final String FIRST = "index.html";
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "json", "application/json",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "webmanifest", "application/manifest+json");

    private final Class<?> beside;
    private final String folder;
    private final String path;
    private final String first;
    private final Map<String, Packed> packed = new ConcurrentHashMap<>();

    /**
     * What is in {@code folder} beside that class, under {@code path}; there itself {@code
     * index.html}.
     *
     * @param path {@code /} or such as {@code /workbench}
     */
    public StaticFiles(Class<?> beside, String folder, String path) {
        this(beside, folder, path, FIRST);
    }

    /** The same with another file at {@code path} itself. */
    StaticFiles(Class<?> beside, String folder, String path, String first) {
        this.beside = requireNonNull(beside, "beside");
        this.folder = requireNonNull(folder, "folder");
        this.path = path.endsWith("/") ? path : path + "/";
        this.first = requireNonNull(first, "first");
    }

    @Override
    public Set<String> methods(String below) {
        return find(below).isPresent() ? LOOK : Set.of();
    }

    @Override
    public Response answer(Request request) {
        Packed file = find(request.path().substring(path.length() - 1)).orElseThrow();
        if (request.header("If-None-Match").filter(file.tag::equals).isPresent()) {
            return file.headed(Response.empty(304));
        }
        return request.takesGzip()
                ? file.headed(Response.bytes(200, file.type, file.gzip))
                        .with("Content-Encoding", "gzip")
                : file.headed(Response.bytes(200, file.type, file.plain()));
    }

    private Optional<Packed> find(String below) {
        return below.isEmpty() || below.equals("/") ? file(first) : file(below.substring(1));
    }

    private Optional<Packed> file(String name) {
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

        private Response headed(Response answer) {
            return answer.with("ETag", tag)
                    .with("Cache-Control", "no-cache")
                    .with("Vary", "Accept-Encoding");
        }

        byte[] plain() {
            try (var stream = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
