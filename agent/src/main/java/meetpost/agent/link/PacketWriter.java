package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the library writes to a broker, and our own PINGREQs between two of its packets (MQTT 3.1.1
 * section 3.12). The library's own ping cannot be had before the keep-alive is over.
 *
 * <p>Written to by the library's thread; {@link #ping} is for another one. Both block while the
 * peer reads nothing.
 */
final class PacketWriter extends OutputStream {

    private static final byte[] PINGREQ = {(byte) 0xC0, 0};

    private final OutputStream out;
    private final Runnable writing;
    private final Runnable sent;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition edge = lock.newCondition();

    /** Bytes of the present packet that are still to come, once its header is known. */
    private long left;

    private boolean inLength;
    private int shift;
    private boolean broken;

    /**
     * @param writing runs before bytes go out
     * @param sent runs when they did
     */
    PacketWriter(OutputStream out, Runnable writing, Runnable sent) {
        this.out = requireNonNull(out, "out");
        this.writing = requireNonNull(writing, "writing");
        this.sent = requireNonNull(sent, "sent");
    }

    /**
     * Sends a PINGREQ as soon as no packet is half written.
     *
     * @throws IOException if the connection is broken
     */
    void ping() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!broken && (inLength || left > 0)) {
                edge.await();
            }
            if (broken) {
                throw new IOException("the connection is broken");
            }
            pass(PINGREQ, 0, PINGREQ.length);
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        lock.lock();
        try {
            pass(bytes, from, length);
            follow(bytes, from, length);
            edge.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() throws IOException {
        lock.lock();
        try {
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    private void pass(byte[] bytes, int from, int length) throws IOException {
        writing.run();
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            broken = true;
            edge.signalAll();
            throw e;
        }
        sent.run();
    }

    /** MQTT 3.1.1 section 2.2: a type, a length of one to four bytes, and so many bytes. */
    private void follow(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        while (at < end) {
            if (inLength) {
                int next = bytes[at++];
                left |= (long) (next & 0x7F) << shift;
                shift += 7;
                inLength = (next & 0x80) != 0;
            } else if (left > 0) {
                long some = Math.min(left, end - at);
                left -= some;
                at += (int) some;
            } else {
                at++;
                inLength = true;
                shift = 0;
            }
        }
    }
}
