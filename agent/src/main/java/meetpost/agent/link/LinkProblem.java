package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import meetpost.agent.advice.MosquittoConfig;
import meetpost.agent.advice.MosquittoRemedies;
import meetpost.agent.advice.Remedy;
import meetpost.broker.settings.Authority;

/**
 * Why there is no session, in words that a person can act on.
 *
 * @param sentence one line
 * @param advice what to think of; often none
 * @param remedies lines to type, one of them is enough; often none
 */
public record LinkProblem(String sentence, List<String> advice, List<Remedy> remedies) {

    /** What a user of Mosquitto's needs in our settings. */
    private static final List<String> AFTERWARDS =
            List.of(
                    "With a user, also in the settings, under mqtt:  username: meetpost  and"
                            + "  password-file: mqtt-password",
                    "and that password in the file mqtt-password beside the settings; for the"
                            + " service: sudo install -m 640 -g meetpost /dev/stdin"
                            + " /etc/meetpost/mqtt-password    # type it, Enter, Ctrl-D");

    /** As Java says it, of a certificate that is asked for an address. */
    static final String NO_NAMES = "No subject alternative names present";

    /** Of a broker that ends the connection instead of saying why. */
    static final String HUNG_UP =
            "does it speak TLS on this port, and trust the certificate of"
                    + " client-certificate-file, if it wants one?";

    /** Alerts by which a broker refuses a client's certificate (RFC 8446, section 6.2). */
    private static final Pattern REFUSED_CERTIFICATE =
            Pattern.compile(
                    "unknown_ca|(?:bad|unsupported|revoked|expired|unknown)_certificate|certificate_(?:unknown|required|expired|revoked)|decrypt_error");

    public LinkProblem {
        requireNonNull(sentence, "sentence");
        advice = List.copyOf(advice);
        remedies = List.copyOf(remedies);
    }

    LinkProblem(String sentence, List<String> advice) {
        this(sentence, advice, List.of());
    }

    /** What stands below the sentence. */
    public List<String> below() {
        return Stream.concat(Remedy.text(remedies).stream(), advice.stream()).toList();
    }

    /** What {@code cause} means for one who wants to reach {@code target}. */
    static LinkProblem of(BrokerTarget target, Optional<String> username, IOException cause) {
        if (cause instanceof NoSessionException refusal) {
            return refused(target, username, refusal.reason());
        }
        if (cause instanceof UnknownHostException) {
            return new LinkProblem(
                    target.host() + " is unknown: no address is found for this name",
                    List.of("getent hosts " + target.host()));
        }
        if (cause instanceof SSLException) {
            return tls(target, cause);
        }
        if (cause instanceof SocketTimeoutException) {
            return new LinkProblem(
                    target.address() + " does not answer",
                    List.of("is it on, and does no firewall stop us? ping -c 3 " + target.host()));
        }
        if (cause instanceof NoRouteToHostException) {
            return plain("there is no way to " + target.address() + ": " + cause.getMessage());
        }
        if (cause instanceof ConnectException) {
            return unreachable(target, cause);
        }
        if (cause instanceof SocketException && target.scheme().tls()) {
            return plain(
                    "TLS with "
                            + target.address()
                            + " failed: it hangs up ("
                            + cause.getMessage()
                            + "); "
                            + HUNG_UP);
        }
        return plain(target.address() + ": " + cause.getMessage());
    }

    private static LinkProblem unreachable(BrokerTarget target, IOException cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (!text.contains("refused")) {
            return plain(target.address() + " cannot be reached: " + cause.getMessage());
        }
        return new LinkProblem(
                "nothing listens on " + target.address() + " (connection refused)",
                List.of(
                        "is the broker running? Mosquitto without a `listener` line listens on its"
                                + " own machine only"));
    }

    private static LinkProblem refused(
            BrokerTarget target, Optional<String> username, NoSessionException.Reason reason) {
        String address = target.address();
        return switch (reason) {
            case PROTOCOL -> plain(address + " speaks no MQTT 3.1.1");
            case CLIENT_ID -> plain(address + " does not accept our client id");
            case UNAVAILABLE -> plain(address + " says that it is not available now");
            case CREDENTIALS, NOT_AUTHORISED -> notAuthorised(target, username);
            case SILENT ->
                    plain(address + " accepts connections and says nothing: is it an MQTT broker?");
            case CLOSED ->
                    plain(
                            address
                                    + " closes the connection without an answer: is it an MQTT"
                                    + " broker, and does "
                                    + target
                                    + " name the right port?"
                                    + (target.scheme().tls() ? " And " + HUNG_UP : ""));
        };
    }

    private static LinkProblem notAuthorised(BrokerTarget target, Optional<String> username) {
        String address = target.address();
        boolean here = new Authority(target.host(), target.port()).isLoopback();
        var mosquitto =
                new MosquittoRemedies(
                        here ? MosquittoConfig.read(MosquittoConfig.MAIN) : Optional.empty(),
                        target.port());
        return username.map(
                        user ->
                                new LinkProblem(
                                        address
                                                + " refuses user "
                                                + user
                                                + ": wrong name or password (not authorised)",
                                        List.of(),
                                        List.of(mosquitto.user(user))))
                .orElseGet(
                        () ->
                                new LinkProblem(
                                        address
                                                + " refuses us, as we give no user name (not"
                                                + " authorised)",
                                        AFTERWARDS,
                                        List.of(
                                                mosquitto.everybody(),
                                                mosquitto.user("meetpost"))));
    }

    private static LinkProblem tls(BrokerTarget target, IOException cause) {
        String start = "TLS with " + target.address() + " failed: ";
        Throwable root = root(cause);
        if (root instanceof CertificateNotYetValidException) {
            return new LinkProblem(
                    start + "its certificate is not valid yet, by this board's clock",
                    List.of("a Pi has no clock battery; is the time set? timedatectl"));
        }
        if (root instanceof CertificateExpiredException) {
            return new LinkProblem(
                    start + "its certificate has expired, by this board's clock",
                    List.of("is the time right? timedatectl. If so, renew it at the broker"));
        }
        String text = String.valueOf(root.getMessage());
        if (text.contains(NO_NAMES)) {
            return new LinkProblem(
                    start
                            + "its certificate has no subject alternative name, where the names are"
                            + " that it is for",
                    List.of(
                            "make one with, where the broker is: " + certificateFor(target.name()),
                            "then copy broker.pem to this board, and in the settings: ca-file:"
                                    + " broker.pem"));
        }
        if (text.contains("subject alternative") || text.contains("No name matching")) {
            return new LinkProblem(
                    start + "its certificate is for another name (" + text + ")",
                    List.of(
                            "url in the settings must name the broker as its certificate does: openssl s_client"
                                    + " -connect "
                                    + target.address()
                                    + " </dev/null | openssl x509 -noout -ext subjectAltName"));
        }
        if (text.contains("valid certification path")
                || text.contains("Path does not chain")
                || root instanceof CertificateException) {
            return new LinkProblem(
                    start + "its certificate is signed by nobody whom we trust",
                    List.of(
                            "ca-file in the settings names the certificates (PEM) of those whom we trust"));
        }
        if (text.contains("plaintext connection") || text.contains("unrecognized SSL message")) {
            return plain(start + "it does not speak TLS on this port");
        }
        if (REFUSED_CERTIFICATE.matcher(text).find()) {
            return new LinkProblem(
                    start + "it refuses the certificate that we show, or wants one (" + text + ")",
                    List.of(
                            "client-certificate-file and client-key-file in the settings name ours;"
                                    + " who signed it must be known to the broker (Mosquitto:"
                                    + " cafile)"));
        }
        return plain(start + (root instanceof SSLException ? text : cause.getMessage()));
    }

    /** One that signs itself: whoever has it trusts it. */
    private static String certificateFor(String host) {
        String name = host.replaceAll("[\\[\\]]", "");
        String kind = name.matches("[0-9.]+|.*:.*") ? "IP" : "DNS";
        return "openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=broker -addext"
                + " subjectAltName=%s:%s -keyout broker.key -out broker.pem".formatted(kind, name);
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static LinkProblem plain(String sentence) {
        return new LinkProblem(sentence, List.of());
    }
}
