package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import meetpost.agent.time.Ticks;
import meetpost.broker.access.OwnSockets;
import meetpost.broker.pem.CertifiedKey;

/**
 * The bytes to and from a broker: TCP, and TLS and WebSocket above it where the target asks for
 * them. Opened by one thread; may be closed by any, at any time.
 *
 * <p>The MQTT library is not given this work: its TLS and WebSocket modules read with a time-out of
 * 1 s that tears records and frames apart, know no WebSocket ping, and leave threads behind.
 */
final class Wire implements Closeable {

    private static final Duration ADDRESS = Duration.ofSeconds(5);

    private final BrokerTarget target;
    private final Tls tls;
    private final Optional<OwnSockets> own;
    private final Ticks ticks;
    private final long deadline;
    private final Object lock = new Object();
    private Socket current = new Socket();
    private boolean closed;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    /**
     * @param own by which a broker in this process knows us
     * @param max from now until {@link #open} has succeeded or failed
     */
    Wire(BrokerTarget target, Tls tls, Optional<OwnSockets> own, Ticks ticks, Duration max) {
        this.target = requireNonNull(target, "target");
        this.tls = requireNonNull(tls, "tls");
        this.own = requireNonNull(own, "own");
        this.ticks = requireNonNull(ticks, "ticks");
        this.deadline = ticks.now() + max.toNanos();
    }

    /**
     * Connects.
     *
     * @param addresses of the target's host: each is tried in turn
     * @throws IOException with the cause: of the last address where there are several
     */
    void open(List<InetAddress> addresses) throws IOException {
        try {
            handshake(connect(addresses));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /**
     * Whether bytes have come in that nobody has read. Any thread; looks below TLS, so that what
     * the reader holds of a record does not count.
     */
    boolean hasUnread() {
        try {
            synchronized (lock) {
                return !closed && current.getInputStream().available() > 0;
            }
        } catch (IOException e) {
            // Closed: nothing will be read.
            return false;
        }
    }

    /**
     * Ends every read and write at once. Does not block: TLS would, on a peer that reads nothing.
     */
    @Override
    public void close() {
        Socket doomed;
        synchronized (lock) {
            closed = true;
            doomed = current;
        }
        own.ifPresent(sockets -> sockets.remove(doomed));
        try {
            doomed.close();
        } catch (IOException e) {
            // Closed it is; there is nobody to whom the failure to say so would matter.
            return;
        }
    }

    private DeadlineSocket connect(List<InetAddress> addresses) throws IOException {
        IOException failure = new IOException(target.host() + " has no address");
        for (InetAddress address : addresses) {
            var socket = new DeadlineSocket(ticks, deadline);
            hold(socket);
            try {
                // Else a state that follows an acknowledgement waits 40 ms for the next one.
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                bind(socket);
                socket.connect(new InetSocketAddress(address, target.port()), untilNextAddress());
                return socket;
            } catch (IOException e) {
                failure = e;
                own.ifPresent(sockets -> sockets.remove(socket));
                socket.close();
            }
        }
        throw failure;
    }

    private void bind(Socket socket) throws IOException {
        if (own.isPresent()) {
            socket.bind(new InetSocketAddress(0));
            own.get().add(socket);
        }
    }

    private int untilNextAddress() {
        long left = ticks.real(deadline).toMillis();
        return (int) Math.max(1, Math.min(left, ADDRESS.toMillis()));
    }

    private void handshake(DeadlineSocket raw) throws IOException {
        Socket socket = target.scheme().tls() ? secure(raw) : raw;
        InputStream received = new BufferedInputStream(socket.getInputStream());
        OutputStream sent = socket.getOutputStream();
        if (target.scheme().webSocket()) {
            WebSocket webSocket = upgrade(received, sent);
            received = webSocket.in();
            sent = webSocket.out();
        }
        raw.lift();
        in = received;
        out = sent;
    }

    private Socket secure(DeadlineSocket raw) throws IOException {
        SSLSocketFactory factory = tls.factory();
        try {
            var socket = (SSLSocket) factory.createSocket(raw, target.name(), target.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            // RFC 2818: the certificate must be for the host that we asked for.
            if (!isUnderscored()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            checkNames(socket.getSession());
            return socket;
        } catch (SocketException e) {
            // Its reason, an alert, is lost where it hangs up while we still write.
            throw new SSLException(e.getMessage() + "; " + LinkProblem.HUNG_UP, e);
        }
    }

    /** Java takes the common name instead, which RFC 9525 (section 2) has put an end to. */
    private void checkNames(SSLSession session) throws SSLException {
        if (!(session.getPeerCertificates()[0] instanceof X509Certificate certificate)
                || !CertifiedKey.hasNames(certificate)) {
            throw new SSLPeerUnverifiedException(LinkProblem.NO_NAMES);
        }
        if (isUnderscored() && !CertifiedKey.names(certificate, target.name())) {
            throw new SSLPeerUnverifiedException("No name matching " + target.name() + " found");
        }
    }

    /** Java compares no name with an underscore with a certificate: it throws. */
    private boolean isUnderscored() {
        return target.name().contains("_");
    }

    private WebSocket upgrade(InputStream received, OutputStream sent) throws IOException {
        try {
            var webSocket = new WebSocket(received, sent);
            webSocket.handshake(target);
            return webSocket;
        } catch (SocketException e) {
            throw new IOException(e.getMessage() + "; does it speak WebSocket on this port?", e);
        }
    }

    private void hold(Socket socket) throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("given up");
            }
            current = socket;
        }
    }
}
