package meetpost.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request, whole.
 *
 * @param method as it was sent: methods are case-sensitive
 * @param path decoded, without the query; begins with a slash
 * @param query as it was sent; empty: none
 * @param host what the client called us by, with its port; empty if it did not
 * @param headers by their names in lower case; of one that came twice, both with a comma
 * @param body UTF-8; what is none of it is replaced
 * @param from who asks
 */
public record Request(
        String method,
        String path,
        String query,
        String host,
        Map<String, String> headers,
        String body,
        InetAddress from) {

    public Request {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(query, "query");
        requireNonNull(host, "host");
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
        requireNonNull(from, "from");
    }

    /** One without a query. */
    public Request(
            String method,
            String path,
            String host,
            Map<String, String> headers,
            String body,
            InetAddress from) {
        this(method, path, "", host, headers, body, from);
    }

    /**
     * The words of the query with their values, as forms send them; of a word that is there twice,
     * the last.
     *
     * @throws IllegalArgumentException if there are more than {@code most}, or one is none; the
     *     message is for people
     */
    public Map<String, String> words(int most) {
        Map<String, String> words = new TreeMap<>();
        for (String each : query.split("&", most + 2)) {
            int end = each.indexOf('=');
            if (!each.isEmpty()) {
                String name = end < 0 ? each : each.substring(0, end);
                String value = end < 0 ? "" : each.substring(end + 1);
                words.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
            }
        }
        if (words.size() > most) {
            throw new IllegalArgumentException("a query of more than " + most + " words");
        }
        return words;
    }

    /** In any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether it only asks; others than GET and HEAD do not. */
    public boolean isLook() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Whether one of the comma-separated words of a header is this one. */
    boolean says(String name, String word) {
        for (String each : header(name).orElse("").split(",")) {
            if (each.strip().equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it takes gzip: named, and not with a weight of nothing (RFC 9110 section 12.5.3). */
    public boolean takesGzip() {
        for (String each : header("Accept-Encoding").orElse("").split(",")) {
            String[] parts = each.split(";", 2);
            if (parts[0].strip().equalsIgnoreCase("gzip")) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
