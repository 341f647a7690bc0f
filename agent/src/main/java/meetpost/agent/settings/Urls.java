package meetpost.agent.settings;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

/** The types of broker addresses. Every URI that comes of them has a port. */
final class Urls {

    private static final Map<String, Integer> PORTS =
            Map.of("mqtt", 1883, "mqtts", 8883, "ws", 80, "wss", 443);

    private Urls() {}

    /** A URL to connect to, or to listen on. */
    static Type<URI> url(List<String> schemes, boolean anyPort, String example) {
        Map<String, Object> schema =
                Map.of(
                        "type",
                        "string",
                        "pattern",
                        schemes.stream().collect(joining("|", "^(", ")://")));
        return Scalar.any(
                "a URL such as " + example, schema, text -> parse(text, schemes, anyPort, example));
    }

    private static URI parse(String text, List<String> schemes, boolean anyPort, String example)
            throws WrongValue {
        String shown = Report.quoted(withoutUser(text));
        int end = text.indexOf("://");
        if (end < 0) {
            throw new WrongValue(shown + " has no scheme, expected e.g. " + example);
        }
        String scheme = text.substring(0, end);
        if (!schemes.contains(scheme)) {
            throw new WrongValue(
                    "%s has the unknown scheme %s, expected %s"
                            .formatted(shown, Report.quoted(scheme), Scalars.or(schemes)));
        }
        if (!withoutUser(text).equals(text)) {
            throw new WrongValue(
                    "a user or password in the URL "
                            + shown
                            + ", expected them as \"username\" and \"password-file\"");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new WrongValue(shown + " is no URL, expected e.g. " + example);
        }
        if (uri.getHost() == null) {
            throw new WrongValue(shown + " has no valid host and port, expected e.g. " + example);
        }
        int port = uri.getPort() == -1 ? PORTS.getOrDefault(scheme, 1883) : uri.getPort();
        if (port > 65_535 || (port == 0 && !anyPort)) {
            throw new WrongValue("%s has port %d, expected 1 to 65535".formatted(shown, port));
        }
        boolean web = scheme.startsWith("ws");
        boolean hasPath = uri.getRawPath() != null && !uri.getRawPath().isEmpty();
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || (hasPath && !web)) {
            throw new WrongValue(shown + " has something after the port, expected e.g. " + example);
        }
        return URI.create(
                scheme + "://" + uri.getHost() + ":" + port + (hasPath ? uri.getRawPath() : ""));
    }

    /** No message may show a password. */
    private static String withoutUser(String url) {
        int start = url.indexOf("://") < 0 ? 0 : url.indexOf("://") + 3;
        int at = url.lastIndexOf('@');
        return at < start ? url : url.substring(0, start) + url.substring(at + 1);
    }
}
