package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets MQTT packets through to the library as long as they are small. Of a large PUBLISH the
 * payload is dropped as it comes in and a mark put in its place, so that its receiver can be told.
 * The library would allocate whatever length a packet claims, and its receiver dies of that. Keeps
 * each PINGRESP to itself: the library did not ask, and would close the connection.
 *
 * <p>Holds the end of the stream back until the library has written its first packet: one that ends
 * before its threads run leaves a thread behind that polls for ever.
 *
 * <p>Read by one thread.
 */
final class PacketGate extends InputStream {

    private static final int PUBLISH = 3;
    private static final int PINGRESP = 13;
    private static final int HOLD_SECONDS = 2;

    private final DataInputStream in;
    private final int max;
    private final byte[] mark;
    private final Runnable heard;
    private final CountDownLatch spoken = new CountDownLatch(1);

    private ByteBuffer ready = ByteBuffer.allocate(0);
    private int pass;
    private long drop;
    private volatile Optional<IOException> failure = Optional.empty();

    /**
     * @param max bytes that a packet may have after its fixed header
     * @param mark what stands for a payload that was too large
     * @param heard runs whenever bytes came in
     */
    PacketGate(InputStream in, int max, byte[] mark, Runnable heard) {
        this.in = new DataInputStream(in);
        this.max = max;
        this.mark = mark.clone();
        this.heard = requireNonNull(heard, "heard");
    }

    /** The library has begun to write. Any thread. */
    void spoken() {
        spoken.countDown();
    }

    /** Why the stream ended; empty while it has not, and when the peer closed it in order. */
    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int got = through(buffer, from, length);
            if (got < 0) {
                hold();
            }
            return got;
        } catch (IOException e) {
            failure = Optional.of(e);
            hold();
            throw e;
        }
    }

    @Override
    public int available() throws IOException {
        return ready.remaining() + Math.min(pass, in.available());
    }

    private int through(byte[] buffer, int from, int length) throws IOException {
        if (!ready.hasRemaining() && pass == 0 && !nextPacket()) {
            return -1;
        }
        if (ready.hasRemaining()) {
            int some = Math.min(length, ready.remaining());
            ready.get(buffer, from, some);
            return some;
        }
        int got = in.read(buffer, from, Math.min(length, pass));
        if (got < 0) {
            throw new EOFException("closed the connection in the middle of a packet");
        }
        heard.run();
        pass -= got;
        return got;
    }

    /**
     * MQTT 3.1.1 section 2.2: makes the fixed header ready whole, so that it is never torn apart.
     */
    private boolean nextPacket() throws IOException {
        dropRest();
        int first;
        int length;
        do {
            first = in.read();
            if (first < 0) {
                return false;
            }
            heard.run();
            length = remainingLength();
        } while (first >> 4 == PINGRESP && length == 0);
        boolean publish = first >> 4 == PUBLISH;
        if (publish && (first & 0x06) == 0x06) {
            throw new IOException("sent a PUBLISH with QoS 3");
        }
        if (length <= max) {
            ready = header(first, length, 0).flip();
            pass = length;
            return true;
        }
        if (!publish) {
            throw new IOException(
                    "sent a packet of type %s with %s bytes".formatted(first >> 4, length));
        }
        replacePayload(first, length);
        return true;
    }

    /** MQTT 3.1.1 section 3.3: topic, packet identifier if QoS is not 0, payload. */
    private void replacePayload(int first, int length) throws IOException {
        int topic = in.readUnsignedShort();
        int rest = topic + ((first & 0x06) == 0 ? 0 : 2);
        if (2 + rest > length) {
            throw new IOException("sent a PUBLISH whose topic is longer than the packet");
        }
        byte[] kept = new byte[rest];
        in.readFully(kept);
        ready = header(first, 2 + rest + mark.length, 2 + rest + mark.length);
        ready.putShort((short) topic).put(kept).put(mark).flip();
        drop = (long) length - 2 - rest;
    }

    private void dropRest() throws IOException {
        byte[] sink = new byte[(int) Math.min(drop, 4096)];
        while (drop > 0) {
            int got = in.read(sink, 0, (int) Math.min(drop, sink.length));
            if (got < 0) {
                throw new EOFException("closed the connection in the middle of a packet");
            }
            heard.run();
            drop -= got;
        }
    }

    /** MQTT 3.1.1 section 2.2.3. */
    private int remainingLength() throws IOException {
        int length = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return length;
            }
        }
        throw new IOException("sent a packet length of more than four bytes");
    }

    private static ByteBuffer header(int first, int length, int room) {
        ByteBuffer header = ByteBuffer.allocate(5 + room).put((byte) first);
        int left = length;
        while (left >= 0x80) {
            header.put((byte) ((left & 0x7F) | 0x80));
            left >>= 7;
        }
        return header.put((byte) left);
    }

    private void hold() {
        try {
            if (!spoken.await(HOLD_SECONDS, TimeUnit.SECONDS)) {
                spoken.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
