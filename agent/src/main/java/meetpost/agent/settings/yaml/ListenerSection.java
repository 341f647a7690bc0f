package meetpost.agent.settings.yaml;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** {@code broker.listeners.<name>:}, one listener with what differs from the others. */
final class ListenerSection {

    /** Those that the broker can serve. */
    static final List<String> SCHEMES = List.of("mqtt", "mqtts", "ws", "wss");

    static final String LOOPBACK = "mqtt://127.0.0.1:1883";

    static final Key<URI> URL =
            Key.required(
                    "url",
                    Urls.listener(SCHEMES, LOOPBACK),
                    "`mqtt`, `mqtts`, `ws` or `wss`, an address of this machine and a port.");
    static final Key<Boolean> ALLOW_ANONYMOUS =
            Key.optional(
                    "allow-anonymous",
                    Scalars.FLAG,
                    "`false` with a `password-file` of its own, else as the broker has it",
                    "Lets clients without a user in here.");
    static final Key<Path> PASSWORD_FILE =
            Key.optional(
                    "password-file",
                    Scalars.path("lan-passwords"),
                    "as the broker has it",
                    "Users and hashed passwords of this listener.");
    static final Key<Path> CLIENT_CA_FILE =
            Key.optional(
                    "client-ca-file",
                    Scalars.path("client-ca.pem"),
                    "as the broker has it",
                    "Clients must show a certificate of this authority here.");
    static final Key<Path> CRL_FILE =
            Key.optional(
                    "crl-file",
                    Scalars.path("client-ca.crl"),
                    "as the broker has it",
                    "Certificates that this authority has revoked (PEM).");
    static final Key<List<Named.Entry>> ACL =
            Key.optional(
                    "acl",
                    AclSection.USERS,
                    "as the broker has it",
                    "What each user may do who comes in here, in the place of the broker's `acl`.");

    static final Group GROUP =
            new Group(
                    "broker.listeners.<name>",
                    List.of(URL, ALLOW_ANONYMOUS, PASSWORD_FILE, CLIENT_CA_FILE, CRL_FILE, ACL));

    private ListenerSection() {}
}
