package meetpost.agent.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.http.ConnectionSlots.Stage;

/** One client. Never blocks. For the server's thread only. */
final class Connection implements ConnectionSlots.Guest, Closeable {

    /** From its first byte to its last. */
    static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

    static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    static final Duration LONGEST_IDLE = Duration.ofSeconds(20);

    /** What a client still sends after the last answer has to be read, or it does not get that. */
    static final Duration LONGEST_LEAVING = Duration.ofSeconds(2);

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final InetAddress from;
    private final RequestReader reader;

    /** From the start: whoever connects is about to ask. */
    private Stage stage = Stage.ASKING;

    private long since;
    private ByteBuffer[] answer = {};
    private boolean staysOpen;
    private boolean saidContinue;

    Connection(SocketChannel channel, SelectionKey key, InetAddress from, long now) {
        this.channel = channel;
        this.key = key;
        this.from = from;
        this.reader = new RequestReader(from);
        this.since = now;
    }

    @Override
    public InetAddress from() {
        return from;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public long since() {
        return since;
    }

    /** Bytes of an answer that are held for it. */
    long held() {
        long held = 0;
        for (ByteBuffer each : answer) {
            held += each.capacity();
        }
        return held;
    }

    boolean open() {
        return channel.isOpen();
    }

    /** When it is cut if nothing happens; empty while an answer is made. */
    Optional<Long> end() {
        Duration longest =
                switch (stage) {
                    case IDLE -> LONGEST_IDLE;
                    case LEAVING -> LONGEST_LEAVING;
                    case ASKING -> LONGEST_REQUEST;
                    case HEARING -> LONGEST_ANSWER;
                    case SERVED -> Duration.ZERO;
                };
        return stage == Stage.SERVED ? Optional.empty() : Optional.of(since + longest.toNanos());
    }

    /**
     * Reads what has come, into a buffer that is anybody's.
     *
     * @return a request that is whole
     */
    Optional<Request> read(ByteBuffer buffer, long now) throws IOException, BadRequestException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            close();
            return Optional.empty();
        }
        if (stage == Stage.LEAVING) {
            return Optional.empty();
        }
        reader.take(buffer.flip());
        return next(now);
    }

    private Optional<Request> next(long now) throws IOException, BadRequestException {
        Optional<Request> request = reader.next();
        if (request.isPresent()) {
            saidContinue = false;
            become(Stage.SERVED, now, 0);
        } else if (stage == Stage.HEARING && !reader.begun()) {
            become(Stage.IDLE, now, SelectionKey.OP_READ);
        } else {
            if (stage != Stage.ASKING) {
                become(Stage.ASKING, now, SelectionKey.OP_READ);
            }
            if (!saidContinue && reader.head().filter(Head::waitsToSend).isPresent()) {
                saidContinue = true;
                // 25 bytes: whoever has no room for them is not worth waiting for.
                if (channel.write(ByteBuffer.wrap(CONTINUE)) < CONTINUE.length) {
                    close();
                }
            }
        }
        return request;
    }

    /** Whether the connection stays after the answer to the request that is whole. */
    boolean wantsMore() {
        return reader.keepsOpen();
    }

    /** Sends an answer, as far as it can be done now. */
    Optional<Request> send(ByteBuffer[] bytes, boolean staysOpen, long now)
            throws IOException, BadRequestException {
        this.answer = bytes;
        this.staysOpen = staysOpen;
        become(Stage.HEARING, now, SelectionKey.OP_WRITE);
        return write(now);
    }

    /**
     * Goes on with that.
     *
     * @return the next request, if that came already
     */
    Optional<Request> write(long now) throws IOException, BadRequestException {
        channel.write(answer);
        if (answer[answer.length - 1].hasRemaining()) {
            return Optional.empty();
        }
        answer = new ByteBuffer[0];
        if (staysOpen) {
            return next(now);
        }
        channel.shutdownOutput();
        become(Stage.LEAVING, now, SelectionKey.OP_READ);
        return Optional.empty();
    }

    private void become(Stage next, long now, int interest) {
        stage = next;
        since = now;
        key.interestOps(interest);
    }

    @Override
    public void close() throws IOException {
        answer = new ByteBuffer[0];
        channel.close();
    }
}
