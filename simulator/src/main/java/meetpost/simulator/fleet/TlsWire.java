package meetpost.simulator.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * A socket in TLS. The handshake goes on whenever somebody reads or writes; until it is done
 * nothing is taken and nothing comes.
 */
final class TlsWire implements Wire {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;

    /** All three are written to; what is in them stands before the position. */
    private final ByteBuffer encrypted;

    private final ByteBuffer plain;
    private final ByteBuffer unsent;
    private boolean ended;

    TlsWire(SocketChannel channel, SSLEngine engine) throws IOException {
        this.channel = channel;
        this.engine = engine;
        engine.setUseClientMode(true);
        int packet = engine.getSession().getPacketBufferSize();
        this.encrypted = ByteBuffer.allocate(packet);
        this.unsent = ByteBuffer.allocate(packet);
        this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        engine.beginHandshake();
    }

    @Override
    public boolean full() {
        return unsent.position() > 0;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        drain();
        goOn();
        plain.flip();
        int count = Math.min(plain.remaining(), to.remaining());
        to.put(plain.slice().limit(count));
        plain.position(plain.position() + count);
        plain.compact();
        return count == 0 && ended ? -1 : count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int before = from.remaining();
        drain();
        goOn();
        while (from.hasRemaining()
                && !full()
                && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && wrap(from)) {
            // As much as the socket takes.
        }
        return before - from.remaining();
    }

    /** Takes every step that needs nobody else. */
    private void goOn() throws IOException {
        boolean more = true;
        while (more) {
            more =
                    switch (engine.getHandshakeStatus()) {
                        case NEED_TASK -> task();
                        case NEED_WRAP -> !full() && wrap(NOTHING);
                        case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> unwrap();
                    };
        }
    }

    private boolean task() {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
        return true;
    }

    private boolean wrap(ByteBuffer from) throws IOException {
        SSLEngineResult result = engine.wrap(from, unsent);
        drain();
        return result.getStatus() == Status.OK;
    }

    /** Whether anything came of it. */
    private boolean unwrap() throws IOException {
        if (!ended && channel.read(encrypted) < 0) {
            ended = true;
        }
        encrypted.flip();
        SSLEngineResult result = engine.unwrap(encrypted, plain);
        encrypted.compact();
        ended |= result.getStatus() == Status.CLOSED;
        return result.getStatus() == Status.OK && result.bytesConsumed() > 0;
    }

    private void drain() throws IOException {
        unsent.flip();
        channel.write(unsent);
        unsent.compact();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** As a board that is switched off: without a word. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
