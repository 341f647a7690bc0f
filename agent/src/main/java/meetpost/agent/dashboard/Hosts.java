package meetpost.agent.dashboard;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meetpost.agent.settings.DashboardSettings;
import meetpost.broker.settings.Authority;

/**
 * The names by which this server may be called. A name of somebody else's, which he has made to
 * point here, is how a page from elsewhere gets at a server that only this machine, or only this
 * network, can reach (DNS rebinding). An address, or a name that no public name server answers for,
 * is none.
 *
 * @param loopback whether only this machine can reach the server: then only its own names count
 * @param besides names that settings give, in lower case
 */
record Hosts(boolean loopback, Set<String> besides) {

    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");

    Hosts {
        besides = Set.copyOf(besides);
    }

    static Hosts of(DashboardSettings settings, InetAddress listens) {
        Stream<String> broker = settings.mqtt().map(url -> Authority.of(url).host()).stream();
        return new Hosts(
                listens.isLoopbackAddress(),
                Stream.concat(broker, settings.hosts().stream())
                        .map(each -> each.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    /** Without its port and the dot of the root, in lower case; empty where there is none. */
    static String name(String host) {
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Whether whoever called us by this {@code Host} may ask anything. */
    boolean known(String host) {
        var name = new Authority(name(host), -1);
        return besides.contains(name.host()) || (loopback ? name.isLoopback() : name.isNearby());
    }
}
