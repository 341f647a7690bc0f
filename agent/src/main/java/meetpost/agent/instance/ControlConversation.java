package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * One question of a client of the {@link ControlServer}, and its answer. All by the server's thread
 * but {@link #say}.
 */
final class ControlConversation {

    static final int LONGEST_REQUEST = 4096;

    /** For a whole question, not for each of its bytes. */
    private static final Duration TO_ASK = Duration.ofSeconds(2);

    private static final Duration TO_LISTEN = Duration.ofSeconds(10);

    private final SocketChannel client;
    private final SelectionKey key;
    private final Ticks ticks;
    private final long began;
    private final ByteBuffer request = ByteBuffer.allocate(LONGEST_REQUEST);
    private volatile Stage stage;

    /** What it waits for. */
    private sealed interface Stage {

        /** For its client to ask. */
        record Asking(long until) implements Stage {}

        /** For us. */
        record Answering() implements Stage {}

        /** For its client to read. */
        record Listening(ByteBuffer answer, long until) implements Stage {}
    }

    ControlConversation(SocketChannel client, SelectionKey key, Ticks ticks) {
        this.client = requireNonNull(client, "client");
        this.key = requireNonNull(key, "key");
        this.ticks = requireNonNull(ticks, "ticks");
        this.began = ticks.now();
        this.stage = new Stage.Asking(began + TO_ASK.toNanos());
    }

    /** The tick. */
    long began() {
        return began;
    }

    boolean waitsForItsClient() {
        return !(stage instanceof Stage.Answering);
    }

    /** Takes what has come. Gives whether the question is complete, once. */
    boolean read() throws IOException {
        int count = client.read(request);
        if (count < 0 && request.position() == 0) {
            throw new IOException("a client asked nothing");
        }
        boolean complete = count < 0 || !request.hasRemaining() || hasLine();
        if (complete) {
            stage = new Stage.Answering();
            key.interestOps(0);
        }
        return complete;
    }

    private boolean hasLine() {
        int end = request.position();
        return end > 0 && request.get(end - 1) == '\n';
    }

    /** UTF-8, when it is complete. */
    byte[] request() {
        byte[] bytes = new byte[request.position()];
        request.get(0, bytes);
        return bytes;
    }

    /** Lets the server's thread write that; empty: nothing. Any thread. */
    void say(Optional<JsonObject> answer) {
        String line = answer.map(json -> JsonWriter.string(json) + "\n").orElse("");
        stage = new Stage.Listening(UTF_8.encode(line), ticks.now() + TO_LISTEN.toNanos());
        try {
            key.interestOps(SelectionKey.OP_WRITE);
            key.selector().wakeup();
        } catch (CancelledKeyException e) {
            // The server has been closed meanwhile.
            cut();
        }
    }

    void write() throws IOException {
        if (stage instanceof Stage.Listening now) {
            client.write(now.answer());
            if (!now.answer().hasRemaining()) {
                cut();
            }
        }
    }

    /** Who takes too long for its part keeps a place that another could have. */
    void cutIfSlow() {
        if (stage instanceof Stage.Asking asking) {
            cutAfter(asking.until());
        } else if (stage instanceof Stage.Listening listening) {
            cutAfter(listening.until());
        }
    }

    private void cutAfter(long tick) {
        if (ticks.now() - tick > 0) {
            cut();
        }
    }

    /** Hangs up. */
    void cut() {
        key.cancel();
        try {
            client.close();
        } catch (IOException e) {
            Logger.debug("control socket: {}", e.getMessage());
        }
    }
}
