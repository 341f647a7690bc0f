package meetpost.broker.settings;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port of a URL (RFC 3986 section 3.2). {@link URI#getHost} is null for a host name with
 * an underscore: RFC 952 knows none, but resolvers and container networks do.
 *
 * @param host a name, or an address; of IPv6 in brackets
 * @param port -1 where the URL names none
 */
public record Authority(String host, int port) {

    private static final Pattern WRITTEN =
            Pattern.compile("(?:[^@]*@)?(\\[[^\\]]+\\]|[^:\\[\\]]+)(?::([0-9]{0,9}))?");

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    /** An address; a name without a dot; RFC 6762, RFC 8375, and what home routers hand out. */
    private static final Pattern NEARBY =
            Pattern.compile(
                    "[0-9.]+|\\[[0-9a-f:.]+]|[a-z0-9_-]+|.+\\.(local|home\\.arpa|internal|lan|home)");

    /** Empty where the URL has no host, or what follows it is no port. */
    public static Optional<Authority> find(URI url) {
        String authority = url.getRawAuthority();
        if (authority == null) {
            return Optional.empty();
        }
        Matcher written = WRITTEN.matcher(authority);
        if (!written.matches()) {
            return Optional.empty();
        }
        String digits = written.group(2);
        boolean none = digits == null || digits.isEmpty();
        return Optional.of(new Authority(written.group(1), none ? -1 : Integer.parseInt(digits)));
    }

    /**
     * The same.
     *
     * @throws IllegalArgumentException where the URL has no host
     */
    public static Authority of(URI url) {
        return find(url)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        url + " has no host, expected e.g. mqtt://localhost:1883"));
    }

    /** Whether that is this machine, to itself only; by a name in lower case, without a look-up. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /**
     * Whether no public name server answers for it; by a name in lower case, without a look-up. Any
     * other name can be made to point here by whoever owns it (DNS rebinding).
     */
    public boolean isNearby() {
        return NEARBY.matcher(host).matches();
    }

    /** Without the brackets of an IPv6 address. */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
