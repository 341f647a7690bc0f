package meetpost.agent.mosquitto;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.mosquitto.file.ConfLine;

/**
 * A listener of Mosquitto's as one of ours.
 *
 * @param start the line that opens it; empty for the one that nobody asked for
 * @param port 0 if it is none, which was reported
 * @param own who is let in here; empty: as the whole broker has it
 * @param authority whose certificates clients must show
 */
record ListenerPart(
        Optional<ConfLine> start,
        String scheme,
        String host,
        int port,
        Optional<AccessPart> own,
        Optional<ConfLine> certificate,
        Optional<ConfLine> key,
        Optional<ConfLine> authority,
        Optional<ConfLine> revoked) {

    private static final Set<String> USED =
            Set.of("protocol", "socket_domain", "certfile", "keyfile");

    /**
     * @param value port and address
     * @param all who is let in by all listeners; empty: each says it
     * @param local whether it is there because nobody asked for another one
     */
    static ListenerPart of(
            Conf.Part part,
            Optional<ConfLine> start,
            String value,
            Optional<AccessPart> all,
            boolean local,
            Findings findings)
            throws IOException {
        String[] words = value.strip().split("\\s+");
        int port = port(words[0]);
        boolean secure = part.find("certfile").isPresent();
        boolean web =
                part.find("protocol").filter(line -> line.value().equals("websockets")).isPresent();
        boolean certificates = secure && part.says("require_certificate", false);
        Optional<AccessPart> own =
                all.isPresent()
                        ? Optional.empty()
                        : Optional.of(AccessPart.of(part, local, findings));
        AccessPart access = own.or(() -> all).orElseThrow();
        Optional<ConfLine> authority = part.find("cafile").filter(line -> certificates);
        var listener =
                new ListenerPart(
                        start,
                        (web ? "ws" : "mqtt") + (secure ? "s" : ""),
                        words.length > 1 ? host(words[1]) : anywhere(part),
                        port,
                        own,
                        part.find("certfile"),
                        part.find("keyfile"),
                        authority,
                        part.find("crlfile").filter(line -> certificates));
        start.filter(line -> port == 0)
                .ifPresent(
                        line ->
                                findings.problem(
                                        line,
                                        "\"" + words[0] + "\" is no port, expected 1 to 65535"));
        start.ifPresent(line -> listener.guarded(line, access, findings));
        part.lines().stream()
                .filter(line -> !USED.contains(line.key()) && !AccessPart.KEYS.contains(line.key()))
                .filter(line -> !(authority.isPresent() && isOfCertificates(line)))
                .forEach(line -> findings.note(line, Reasons.of(line.key())));
        return listener;
    }

    private static boolean isOfCertificates(ConfLine line) {
        boolean identity = line.is("use_identity_as_username") && line.isTrue();
        return identity || Set.of("cafile", "crlfile", "require_certificate").contains(line.key());
    }

    /** Mosquitto lets nobody in, or believes any name: our broker does neither. */
    private void guarded(ConfLine line, AccessPart access, Findings findings) {
        boolean asks = access.passwords().isPresent() || authority.isPresent();
        if (!asks && !access.anonymous()) {
            findings.problem(
                    line,
                    "nobody can come in here, expected password_file, allow_anonymous true or"
                            + " require_certificate true");
        }
        if (!asks && access.namesUsers()) {
            findings.problem(
                    line,
                    "acl_file names users, and any client may say such a name here; expected a"
                            + " password_file");
        }
    }

    private static int port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        return port <= 65_535 ? port : 0;
    }

    private static String anywhere(Conf.Part part) {
        boolean ipv6 =
                part.find("socket_domain").filter(line -> line.value().equals("ipv6")).isPresent();
        return ipv6 ? "[::]" : "0.0.0.0";
    }

    private static String host(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    void write(YamlText to) {
        to.section(2, scheme + "-" + port);
        to.text(3, "url", scheme + "://" + host + ":" + port);
        own.ifPresent(access -> access.write(3, to));
        authority.ifPresent(line -> to.text(3, "client-ca-file", line.path().toString()));
        revoked.ifPresent(line -> to.text(3, "crl-file", line.path().toString()));
    }
}
