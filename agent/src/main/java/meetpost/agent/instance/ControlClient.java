package meetpost.agent.instance;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.time.DurationText;
import meetpost.agent.time.Ticks;

/** Asks a {@link ControlServer} one thing. */
public final class ControlClient {

    /**
     * One is answered after the other: a read waits 10 s for its sensor at the most, a scan of a
     * bus that is stuck takes some seconds.
     */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** The longest is of a scan: some hundred bytes for each address and each sensor. */
    private static final Limits ANSWER = new Limits(1_048_576, 16, 65_536);

    private static final String START_AGAIN =
            "; start it again (a service: sudo systemctl restart meetpost)";

    private ControlClient() {}

    /**
     * Blocks for the answer, 60 s at the most. Its numbers keep the digits that the server gave
     * them: 18.50 stays 18.50.
     *
     * @throws IOException if there is none within that time, or none that can be read
     */
    public static JsonObject ask(Path socket, JsonObject request) throws IOException {
        return ask(socket, request, LONGEST);
    }

    static JsonObject ask(Path socket, JsonObject request, Duration bound) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var selector = Selector.open()) {
            String line = JsonWriter.string(request) + "\n";
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return BoundedJson.object(answer(channel, selector, bound), ANSWER);
        } catch (JsonRefusedException e) {
            throw new IOException(
                    "the running meetpost (process %s) gave no answer that this one understands: it"
                                    .formatted(process(socket))
                            + " was started before this program was installed or built"
                            + START_AGAIN,
                    e);
        }
    }

    private static byte[] answer(SocketChannel channel, Selector selector, Duration bound)
            throws IOException {
        var answer = new ByteArrayOutputStream();
        var chunk = ByteBuffer.allocate(4096);
        long end = Ticks.REAL.now() + bound.toNanos();
        while (true) {
            int read = channel.read(chunk.clear());
            if (read < 0) {
                return answer.toByteArray();
            }
            answer.write(chunk.array(), 0, read);
            if (answer.size() > ANSWER.bytes()) {
                // One byte too many is refused as all of them would be.
                return answer.toByteArray();
            }
            Duration left = Ticks.REAL.real(end);
            if (left.isZero()) {
                var address = (UnixDomainSocketAddress) channel.getRemoteAddress();
                throw new IOException(
                        "the running meetpost (process %s) did not answer within %s"
                                        .formatted(
                                                process(address.getPath()), DurationText.of(bound))
                                + START_AGAIN);
            }
            if (read == 0) {
                // 0 would be for ever.
                selector.select(Math.max(1, left.toMillis()));
                selector.selectedKeys().clear();
            }
        }
    }

    /** A socket has the name of its process: {@code 4711.sock}. */
    private static String process(Path socket) {
        return socket.getFileName().toString().replace(".sock", "");
    }
}
