package meetpost.agent.settings.yaml;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.broker.access.PasswordFile;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.ListenerAccess;
import meetpost.broker.settings.TlsSettings;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Whom our own broker lets in, in all and at each listener: what a listener does not say itself.
 */
final class Guards {

    private final Section broker;
    private final SecretFiles files;
    private final ProblemReport report;
    private final Access access;
    private final Optional<TlsFiles.Pair> identity;
    private final Optional<Path> authority;
    private final Optional<Path> revoked;

    Guards(Section broker, SecretFiles files, ProblemReport report) {
        this.broker = broker;
        this.files = files;
        this.report = report;
        this.access =
                new Access(
                        broker.find(BrokerSection.ALLOW_ANONYMOUS)
                                .orElse(!broker.has(BrokerSection.PASSWORD_FILE)),
                        passwords(broker, BrokerSection.PASSWORD_FILE),
                        broker.find(BrokerSection.ACL).map(AclSection::read).orElse(Map.of()),
                        broker.find(BrokerSection.ORIGINS).orElse(List.of()));
        var pem = new TlsFiles(broker, files, report);
        this.authority = pem.authorities(BrokerSection.CLIENT_CA_FILE);
        this.identity = pem.ofABroker(BrokerSection.CERTIFICATE_FILE, BrokerSection.KEY_FILE);
        this.revoked = pem.revocations(BrokerSection.CRL_FILE);
    }

    /** Of the broker in all. */
    Access access() {
        return access;
    }

    /** Of the broker in all. */
    Optional<TlsSettings> tls(List<URI> listeners) {
        Optional<URI> secure = listeners.stream().filter(BrokerSection::isSecure).findFirst();
        if (secure.isPresent() && !broker.has(BrokerSection.CERTIFICATE_FILE)) {
            report.at(
                    broker.at(BrokerSection.LISTENERS),
                    secure.get() + " needs a certificate, expected \"certificate-file\" beside it");
        }
        return tls(authority, revoked);
    }

    private Optional<TlsSettings> tls(Optional<Path> clients, Optional<Path> lists) {
        return identity.map(
                own ->
                        new TlsSettings(
                                own.certificate(),
                                own.key(),
                                clients,
                                clients.flatMap(c -> lists)));
    }

    /** Of one listener. */
    ListenerAccess of(ListenersType.Listen listener) {
        Optional<Section> own = listener.own();
        boolean passwords = has(own, ListenerSection.PASSWORD_FILE);
        boolean certifies =
                BrokerSection.isSecure(listener.url())
                        && (has(own, ListenerSection.CLIENT_CA_FILE)
                                || broker.has(BrokerSection.CLIENT_CA_FILE));
        Optional<Boolean> said =
                own.flatMap(section -> section.find(ListenerSection.ALLOW_ANONYMOUS));
        boolean open =
                said.orElse(!passwords && broker.find(BrokerSection.ALLOW_ANONYMOUS).orElse(false));
        boolean asks = passwords || broker.has(BrokerSection.PASSWORD_FILE) || certifies;
        boolean local = BrokerSection.isLoopback(listener.url());
        Access here =
                new Access(
                        said.orElse(!passwords && access.anonymous()),
                        own.flatMap(s -> passwords(s, ListenerSection.PASSWORD_FILE))
                                .or(access::passwordFile),
                        own.flatMap(section -> section.find(ListenerSection.ACL))
                                .map(AclSection::read)
                                .orElse(access.rules()),
                        access.origins());
        if (!local && !open && !asks) {
            letsEverybodyIn(listener);
        }
        if (!local && !asks && here.rules().keySet().stream().anyMatch(Guards::isAUser)) {
            report.at(
                    at(listener),
                    listener.url()
                            + " believes any user name of \"acl\", expected \"password-file\""
                            + (BrokerSection.isSecure(listener.url())
                                    ? " or \"client-ca-file\""
                                    : "")
                            + " beside it, or rules for \"*\" only");
        }
        boolean known = own.isEmpty() || own.get().find(ListenerSection.URL).isPresent();
        unused(own, certifies || !known, listener.url());
        return new ListenerAccess(
                here,
                tls(
                        own.flatMap(
                                        s ->
                                                new TlsFiles(s, files, report)
                                                        .authorities(
                                                                ListenerSection.CLIENT_CA_FILE))
                                .or(() -> authority),
                        own.flatMap(
                                        s ->
                                                new TlsFiles(s, files, report)
                                                        .revocations(ListenerSection.CRL_FILE))
                                .or(() -> revoked)));
    }

    private static boolean isAUser(String name) {
        return !name.equals(Access.EVERYBODY);
    }

    private void letsEverybodyIn(ListenersType.Listen listener) {
        report.at(
                at(listener),
                listener.url()
                        + " lets everybody in from the network, expected \"password-file\""
                        + (BrokerSection.isSecure(listener.url()) ? ", \"client-ca-file\"" : "")
                        + " beside it, or \"allow-anonymous: true\"");
    }

    /** Keys that guard nothing where they stand. */
    private void unused(Optional<Section> own, boolean certifies, URI url) {
        if (own.isEmpty() || certifies) {
            return;
        }
        for (Key<Path> each : List.of(ListenerSection.CLIENT_CA_FILE, ListenerSection.CRL_FILE)) {
            if (own.get().has(each)) {
                report.at(
                        own.get().at(each),
                        "\"%s\" is of no use at %s, expected mqtts or wss%s"
                                .formatted(
                                        each.name(),
                                        url,
                                        each == ListenerSection.CRL_FILE
                                                ? " with \"client-ca-file\""
                                                : ""));
            }
        }
    }

    private Node at(ListenersType.Listen listener) {
        return listener.own()
                .map(section -> section.at(ListenerSection.URL))
                .orElse(broker.at(BrokerSection.LISTENERS));
    }

    private static boolean has(Optional<Section> own, Key<?> key) {
        return own.filter(section -> section.has(key)).isPresent();
    }

    /** Reads every line of it, which the broker does only when somebody logs in. */
    private Optional<Path> passwords(Section section, Key<Path> key) {
        Optional<Path> file = files.file(section, key, report);
        if (file.isEmpty()) {
            return file;
        }
        Node at = section.at(key);
        files.warnOfReaders(file.get(), at, report);
        try {
            if (new PasswordFile(file.get()).users().isEmpty()) {
                report.warn(
                        at,
                        "%s has no user in it, and nobody can log in: meetpost passwd %s USER makes one"
                                .formatted(file.get(), file.get()));
            }
        } catch (MalformedInputException e) {
            report.at(at, file.get() + " is not UTF-8 text, expected what `meetpost passwd` makes");
        } catch (IOException e) {
            report.at(at, String.valueOf(e.getMessage()));
        }
        return file;
    }
}
