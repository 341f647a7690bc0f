package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** What the MQTT library takes for a TCP socket: a wire that is open already, behind its gate. */
final class PahoSocket extends Socket {

    private final Wire wire;
    private final PacketGate gate;
    private final PacketWriter out;

    PahoSocket(Wire wire, PacketGate gate, PacketWriter out) {
        this.wire = requireNonNull(wire, "wire");
        this.gate = requireNonNull(gate, "gate");
        this.out = requireNonNull(out, "out");
    }

    /** A factory of this one socket. */
    SocketFactory factory() {
        return new SocketFactory() {

            @Override
            public Socket createSocket() {
                return PahoSocket.this;
            }

            @Override
            public Socket createSocket(String host, int port) {
                return PahoSocket.this;
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
                return PahoSocket.this;
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                return PahoSocket.this;
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
                return PahoSocket.this;
            }
        };
    }

    /** It is connected. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        // Wire has done so, with every address of the host and within one deadline.
    }

    /** No read times out: the library's would tear what it reads apart. */
    @Override
    public synchronized void setSoTimeout(int timeout) {
        // The link watches for silence, and closes the wire.
    }

    @Override
    public InputStream getInputStream() {
        return gate;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public synchronized void close() {
        wire.close();
    }
}
