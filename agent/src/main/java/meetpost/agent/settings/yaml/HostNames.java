package meetpost.agent.settings.yaml;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts of URLs, as resolvers take them: names with underscores and with the dot of the root, and
 * addresses. Nothing is looked up.
 */
final class HostNames {

    /** RFC 1035 section 2.3.4: labels of up to 63 octets; RFC 2181 section 11: any octets. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*\\.?");

    private static final int LONGEST = 254;

    /** RFC 4291 section 2.2 and, after the percent sign, RFC 4007 section 11. */
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]+)(?:%(.+))?]");

    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.]+");

    /** A name whose last label is a number would be taken for an address. */
    private static final Pattern NUMBER_LAST = Pattern.compile("(?:.*\\.)?[0-9]+\\.?");

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    private HostNames() {}

    /**
     * The host in lower case; the zone of an IPv6 address as it stands.
     *
     * @param shown the URL, for messages
     */
    static String checked(String host, String shown, String example) throws WrongValue {
        if (host.isEmpty()) {
            throw new WrongValue(shown + " has no host, expected e.g. " + example);
        }
        if (host.startsWith("[")) {
            return ipv6(host, shown);
        }
        if (NUMBER_LAST.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw new WrongValue(
                    shown + " has no valid address, expected four numbers such as 192.168.1.20");
        }
        if (!NAME.matcher(host).matches() || host.length() > LONGEST) {
            throw new WrongValue(
                    shown
                            + " has no valid host and port, expected e.g. "
                            + ascii(host).orElse(example));
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private static String ipv6(String host, String shown) throws WrongValue {
        Matcher parts = IPV6.matcher(host);
        if (!parts.matches() || !isAddress(parts.group(1))) {
            throw new WrongValue(
                    shown
                            + " has no valid IPv6 address, expected one such as [::1] or [fe80::1%3]");
        }
        String address = parts.group(1).toLowerCase(Locale.ROOT);
        String zone = parts.group(2);
        if (zone == null) {
            return "[" + address + "]";
        }
        // RFC 6874: in a URL the percent sign is %25; written plainly it is as clear.
        String plain = zone.matches("25[A-Za-z_].*") ? zone.substring(2) : zone;
        if (!ZONE.matcher(plain).matches()) {
            throw new WrongValue(
                    shown
                            + " has a zone that a URL cannot have, expected letters and digits, or"
                            + " the interface's number (`ip link` shows it), such as [fe80::1%3]");
        }
        return "[" + address + "%" + plain + "]";
    }

    /** A literal in brackets is parsed, never looked up. */
    private static boolean isAddress(String text) {
        try {
            return InetAddress.getByName("[" + text + "]") != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** How name servers know a name with other letters; empty where none of it can be one. */
    private static Optional<String> ascii(String host) {
        try {
            String name = IDN.toASCII(host);
            return name.equals(host) || !NAME.matcher(name).matches()
                    ? Optional.empty()
                    : Optional.of(name);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
