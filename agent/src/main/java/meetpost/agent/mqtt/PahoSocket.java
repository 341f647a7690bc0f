package meetpost.agent.mqtt;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
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
    private final boolean bridge;
    private final Runnable sent;

    /**
     * @param bridge whether the CONNECT asks to be treated as a bridge
     * @param sent runs whenever bytes went out
     */
    PahoSocket(Wire wire, PacketGate gate, boolean bridge, Runnable sent) {
        this.wire = requireNonNull(wire, "wire");
        this.gate = requireNonNull(gate, "gate");
        this.bridge = bridge;
        this.sent = requireNonNull(sent, "sent");
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
        OutputStream out = bridge ? new BridgeBit(wire.out()) : wire.out();
        return new OutputStream() {

            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                gate.spoken();
                out.write(bytes, from, length);
                sent.run();
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }

    @Override
    public synchronized void close() {
        wire.close();
    }
}
