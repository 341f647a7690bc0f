package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import meetpost.agent.time.Ticks;

/**
 * A TCP socket whose reads all end before one deadline, however slowly the peer drips: what a
 * handshake needs, where a time-out for each read bounds nothing.
 */
final class DeadlineSocket extends Socket {

    private final Ticks ticks;
    private final long deadline;
    private volatile boolean lifted;

    DeadlineSocket(Ticks ticks, long deadline) {
        super(Proxy.NO_PROXY);
        this.ticks = requireNonNull(ticks, "ticks");
        this.deadline = deadline;
    }

    /** From now on a read blocks until something comes or the socket is closed. */
    void lift() throws IOException {
        lifted = true;
        setSoTimeout(0);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {

            @Override
            public int read() throws IOException {
                bound();
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                bound();
                return super.read(buffer, from, length);
            }
        };
    }

    private void bound() throws IOException {
        if (lifted) {
            return;
        }
        Duration left = ticks.real(deadline);
        if (left.isZero()) {
            throw new SocketTimeoutException("handshake timed out");
        }
        setSoTimeout((int) Math.max(1, left.toMillis()));
    }
}
