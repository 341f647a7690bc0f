package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.link.NoSessionException.Reason;
import meetpost.agent.time.Ticks;
import meetpost.broker.access.OwnSockets;

/** Makes sessions, one at a time. {@link #hangUp} is for any thread, the rest for one. */
final class Dialler {

    private static final Duration NAME = Duration.ofSeconds(10);
    private static final Duration WIRE = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /**
     * What a broker says that has never heard of bridges: their protocol level is unknown to it.
     */
    private static final Set<Reason> NO_BRIDGES = Set.of(Reason.PROTOCOL, Reason.CLOSED);

    private final Tls tls;
    private final Optional<OwnSockets> own;
    private final Ticks ticks;
    private final Resolver resolver = new Resolver();
    private final Object lock = new Object();
    private Optional<Wire> wire = Optional.empty();
    private boolean hungUp;

    /**
     * @param own by which a broker in this process knows us
     */
    Dialler(Tls tls, Optional<OwnSockets> own, Ticks ticks) {
        this.tls = requireNonNull(tls, "tls");
        this.own = requireNonNull(own, "own");
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /**
     * Blocks until there is a session or none, 30 s at most; for a bridge twice that where the
     * broker knows none.
     *
     * @param changed runs when the session ended
     * @throws IOException which {@link LinkProblem} puts into words
     */
    Session dial(
            BrokerTarget target, ConnectOptions hello, MessageListener listener, Runnable changed)
            throws IOException {
        try {
            return dialOnce(target, hello, listener, changed);
        } catch (NoSessionException e) {
            if (!hello.bridge() || !NO_BRIDGES.contains(e.reason())) {
                throw e;
            }
            return dialOnce(target, hello.plain(), listener, changed);
        }
    }

    private Session dialOnce(
            BrokerTarget target, ConnectOptions hello, MessageListener listener, Runnable changed)
            throws IOException {
        List<InetAddress> addresses = resolver.find(target.host(), NAME);
        var opening = new Wire(target, tls, own, ticks, WIRE);
        synchronized (lock) {
            if (hungUp) {
                throw new IOException("stopping");
            }
            wire = Optional.of(opening);
        }
        opening.open(addresses);
        Session session = session(opening, hello, listener, changed);
        LinkThreads.begins();
        try {
            session.open(ANSWER);
            return session;
        } catch (IOException e) {
            session.close();
            throw e;
        } finally {
            LinkThreads.ends();
        }
    }

    private Session session(
            Wire opened, ConnectOptions hello, MessageListener listener, Runnable changed)
            throws IOException {
        try {
            return new Session(opened, hello, listener, changed, ticks);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** Breaks the present wire and refuses any other. Does not block. */
    void hangUp() {
        synchronized (lock) {
            hungUp = true;
            wire.ifPresent(Wire::close);
        }
    }
}
