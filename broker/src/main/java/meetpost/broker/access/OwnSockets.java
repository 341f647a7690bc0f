package meetpost.broker.access;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections that this process makes to its own broker: it knows them by the port that they come
 * from, which is theirs for as long as they are open. What they make the broker hold is of the
 * highest rank, whatever user they are. Safe for use by several threads.
 */
public final class OwnSockets {

    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

    /** Before it connects. Must be bound. */
    public void add(Socket socket) {
        ports.add(socket.getLocalPort());
    }

    /** Before it is closed. */
    public void remove(Socket socket) {
        ports.remove(socket.getLocalPort());
    }

    /**
     * Whether a connection is of this process. One from elsewhere may have the same port, but not
     * the address that it connects to.
     *
     * @param to the broker's end of it
     */
    boolean has(InetSocketAddress from, InetSocketAddress to) {
        return from.getAddress().equals(to.getAddress()) && ports.contains(from.getPort());
    }
}
