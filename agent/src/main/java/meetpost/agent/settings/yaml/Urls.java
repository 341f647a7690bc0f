package meetpost.agent.settings.yaml;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The addresses of brokers, as resolvers take them. Every URI that comes of them has a scheme and a
 * host name in lower case, and a port; its host is read by {@link
 * meetpost.broker.settings.Authority}.
 */
public final class Urls {

    /** Where the words for a user belong, for a URL in a settings file. */
    private static final String IN_FILE = "\"username\" and \"password-file\"";

    private static final Map<String, Integer> PORTS =
            Map.of("mqtt", 1883, "mqtts", 8883, "ws", 80, "wss", 443);

    /** RFC 3986 section 3.2, what follows {@code //}, and what follows that. */
    private static final Pattern AFTER_SCHEME = Pattern.compile("([^/?#]*)(.*)", Pattern.DOTALL);

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::([0-9]*))?");

    private static final Pattern PATH_AND_QUERY =
            Pattern.compile("([^?#]*)(\\?[^#]*)?(#.*)?", Pattern.DOTALL);

    private Urls() {}

    /** A URL to connect to. */
    static Type<URI> url(List<String> schemes, String example) {
        return type(schemes, false, example, IN_FILE);
    }

    /** A URL to listen on: any free port where it says 0. */
    static Type<URI> listener(List<String> schemes, String example) {
        return type(schemes, true, example, "\"password-file\" of the broker or of the listener");
    }

    /** A URL for the page: the browser's user is asked. */
    static Type<URI> forPage(List<String> schemes, String example) {
        return type(schemes, false, example, "what the page asks for");
    }

    private static Type<URI> type(
            List<String> schemes, boolean anyPort, String example, String users) {
        String pattern = schemes.stream().map(Urls::anyCase).collect(joining("|", "^(", ")://"));
        return Scalar.any(
                "a URL such as " + example,
                Map.of("type", "string", "pattern", pattern),
                text -> parse(text, schemes, anyPort, example, users));
    }

    /**
     * A URL of the command line.
     *
     * @throws WrongValue with what is wrong and what was expected; shows no password
     */
    public static URI typed(String text, List<String> schemes, String example) throws WrongValue {
        return parse(text, schemes, false, example, "--username and --password-file");
    }

    private static URI parse(
            String text, List<String> schemes, boolean anyPort, String example, String users)
            throws WrongValue {
        String shown = ProblemReport.quoted(withoutUser(text));
        int end = text.indexOf("://");
        if (end < 0) {
            throw new WrongValue(shown + " has no scheme, expected e.g. " + example);
        }
        String scheme = text.substring(0, end).toLowerCase(Locale.ROOT);
        if (!schemes.contains(scheme)) {
            throw new WrongValue(
                    "%s has the unknown scheme %s, expected %s"
                            .formatted(
                                    shown,
                                    ProblemReport.quoted(text.substring(0, end)),
                                    Scalars.or(schemes)));
        }
        Matcher parts = matched(AFTER_SCHEME, text.substring(end + 3));
        Matcher authority = HOST_AND_PORT.matcher(parts.group(1));
        boolean web = scheme.startsWith("ws");
        if (parts.group(1).contains("@")
                || (text.indexOf('@') > 0 && !(web && authority.matches()))) {
            throw new WrongValue(
                    "a user or password in the URL %s, expected them as %s"
                            .formatted(shown, users));
        }
        if (!authority.matches()) {
            throw new WrongValue(
                    shown
                            + (parts.group(1).chars().filter(c -> c == ':').count() > 1
                                    ? " has an IPv6 address without brackets, expected e.g. "
                                            + scheme
                                            + "://[::1]:"
                                            + PORTS.get(scheme)
                                    : " has no valid host and port, expected e.g. " + example));
        }
        String host = HostNames.checked(authority.group(1), shown, example);
        int port = port(given(authority, 2), scheme, anyPort, shown);
        return URI.create(
                scheme
                        + "://"
                        + host
                        + ":"
                        + port
                        + resource(given(parts, 2), web, shown, example));
    }

    private static int port(String digits, String scheme, boolean any, String shown)
            throws WrongValue {
        if (digits.isEmpty()) {
            return PORTS.getOrDefault(scheme, 1883);
        }
        String plain = digits.replaceFirst("^0+(?=.)", "");
        int port = plain.length() > 5 ? 100_000 : Integer.parseInt(plain);
        if (port > 65_535 || (port == 0 && !any)) {
            throw new WrongValue("%s has port %s, expected 1 to 65535".formatted(shown, plain));
        }
        return port;
    }

    /** What a WebSocket is asked for; MQTT alone has nothing of the kind (a lone "/" is none). */
    private static String resource(String text, boolean web, String shown, String example)
            throws WrongValue {
        Matcher parts = matched(PATH_AND_QUERY, text);
        String path = given(parts, 1);
        String query = given(parts, 2);
        if (!given(parts, 3).isEmpty()) {
            throw new WrongValue(
                    shown
                            + " has a fragment (what follows #), which no broker is sent, expected"
                            + " it without, e.g. "
                            + example);
        }
        if (!web && !query.isEmpty()) {
            throw new WrongValue(
                    shown
                            + " has a query (what follows ?), which only ws:// and wss:// have,"
                            + " expected e.g. "
                            + example);
        }
        if (!web && path.length() > 1) {
            throw new WrongValue(
                    shown
                            + " has a path, which only ws:// and wss:// have: what goes before every"
                            + " topic is \"topic-prefix\", expected e.g. "
                            + example);
        }
        if (!web) {
            return "";
        }
        String resource = path + query;
        if (!resource.matches("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*")) {
            throw new WrongValue(
                    shown
                            + " has characters after the port that a URL cannot have, expected them"
                            + " as % and two hexadecimal digits");
        }
        return resource;
    }

    /** A group that took no part in a match is null. */
    private static String given(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).orElse("");
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException(pattern + " takes any text");
        }
        return matcher;
    }

    /** {@code ws} as {@code [Ww][Ss]}: JSON Schema's patterns have no flags. */
    private static String anyCase(String scheme) {
        return scheme.chars()
                .mapToObj(c -> "[" + (char) Character.toUpperCase(c) + (char) c + "]")
                .collect(Collectors.joining());
    }

    /** No message may show a password. */
    private static String withoutUser(String url) {
        int start = url.indexOf("://") < 0 ? 0 : url.indexOf("://") + 3;
        int at = url.lastIndexOf('@');
        return at < start ? url : url.substring(0, start) + url.substring(at + 1);
    }
}
