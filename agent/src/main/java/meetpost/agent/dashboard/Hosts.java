package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import meetpost.agent.settings.DashboardSettings;

/**
 * The names by which a browser may call this server. A name of somebody else's, which he has made
 * to point here, is how a page from elsewhere gets at a server that only this machine can reach
 * (DNS rebinding). An address, or a name that no public name server answers for, is none.
 *
 * @param loopback whether only this machine can reach the server: then only its own names count
 * @param besides a name that settings give; may be empty
 */
record Hosts(boolean loopback, String besides) {

    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Pattern HERE = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    /** An address; a name without a dot; RFC 6762, RFC 8375, and what home routers hand out. */
    private static final Pattern NEARBY =
            Pattern.compile(
                    "[0-9.]+|\\[[0-9a-f:.]+]|[a-z0-9-]+|.+\\.(local|home\\.arpa|internal|lan|home)");

    Hosts {
        requireNonNull(besides, "besides");
    }

    static Hosts of(DashboardSettings settings, InetAddress listens) {
        Optional<String> broker = settings.mqtt().map(URI::getHost);
        return new Hosts(listens.isLoopbackAddress(), broker.orElse("").toLowerCase(Locale.ROOT));
    }

    /** Without its port, in lower case; empty where there is none. */
    static String name(Optional<String> header) {
        return PORT.matcher(header.orElse("")).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    /** Whether somebody who called us by this {@code Host} header may look. */
    boolean mayLook(Optional<String> header) {
        return !loopback || mayChange(header);
    }

    /** Whether he may also switch something. */
    boolean mayChange(Optional<String> header) {
        String name = name(header);
        return !name.isEmpty()
                && (name.equals(besides) || (loopback ? HERE : NEARBY).matcher(name).matches());
    }
}
