package meetpost.agent.settings.yaml;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** URLs that messages go to: {@code https}, or {@code http} where the address is private. */
final class WebAddress {

    /** RFC 1918, RFC 6890, RFC 4193, and names that no name server of the internet has. */
    private static final Pattern PRIVATE =
            Pattern.compile(
                    "localhost|[a-z0-9-]+|.+\\.(local|lan|internal|home\\.arpa|localhost)"
                            + "|127(\\.[0-9]{1,3}){3}|10(\\.[0-9]{1,3}){3}|192\\.168(\\.[0-9]{1,3}){2}"
                            + "|172\\.(1[6-9]|2[0-9]|3[01])(\\.[0-9]{1,3}){2}|169\\.254(\\.[0-9]{1,3}){2}"
                            + "|\\[::1]|\\[f[cd][0-9a-f]{2}:[0-9a-f:]*]|\\[fe80:[0-9a-f:]*]");

    /** In words that show nothing of it. */
    private static final String EXPECTED =
            "expected https://…, or http:// where the address is private, with a host and without a user";

    private WebAddress() {}

    static Type<URI> type(String example) {
        return Scalar.text(
                "a URL such as " + example,
                Map.of("type", "string", "pattern", "^https?://"),
                text -> {
                    if (!isRight(text)) {
                        throw new WrongValue(ProblemReport.quoted(text) + ", " + EXPECTED);
                    }
                    return URI.create(text);
                });
    }

    /** The same of one that is not shown. */
    static void secret(String text) throws WrongValue {
        if (!isRight(text)) {
            throw new WrongValue("what is in that file is not such a URL, " + EXPECTED);
        }
    }

    private static boolean isRight(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean safe =
                scheme.equals("https")
                        || (scheme.equals("http") && PRIVATE.matcher(host).matches());
        return safe && uri.getHost() != null && uri.getRawUserInfo() == null;
    }
}
