package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.time.DurationText;
import meetpost.agent.time.Ticks;

/** Asks a {@link ControlServer} one thing. */
public final class ControlClient {

    /** A read waits 10 s for its sensor at the most, a scan of a bus that is stuck some seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A scan that finds something at each address of each bus is less. */
    private static final Limits ANSWER = new Limits(4 << 20, 16, 400_000);

    private static final String START_AGAIN =
            "; start it again (a service: sudo systemctl restart meetpost)";

    private ControlClient() {}

    /**
     * Blocks for the answer, 60 s at the most. Its numbers keep the digits that the server gave
     * them: 18.50 stays 18.50.
     *
     * @throws IOException if there is none within that time, or none that can be read, or if who
     *     listens is neither root nor the service nor this user, who is told nothing then
     */
    public static JsonObject ask(Path socket, JsonObject request) throws IOException {
        return ask(socket, request, LONGEST, LocalUsers.here());
    }

    static JsonObject ask(Path socket, JsonObject request, Duration bound, LocalUsers users)
            throws IOException {
        long end = Ticks.REAL.now() + bound.toNanos();
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                var selector = Selector.open()) {
            channel.configureBlocking(false);
            // Fails at once where so many wait that the kernel takes no more.
            channel.connect(UnixDomainSocketAddress.of(socket));
            UserPrincipal server = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            if (!users.trust(server)) {
                throw new IOException(
                        "%s is %s's, whom this process does not trust"
                                .formatted(socket, server.getName()));
            }
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer line = UTF_8.encode(JsonWriter.string(request) + "\n");
            while (line.hasRemaining()) {
                if (channel.write(line) == 0) {
                    await(selector, socket, end, bound);
                }
            }
            key.interestOps(SelectionKey.OP_READ);
            return BoundedJson.object(answer(channel, selector, socket, end, bound), ANSWER);
        } catch (JsonRefusedException e) {
            throw new IOException(
                    "the running meetpost (process %s) gave no answer that this one understands: it"
                                    .formatted(process(socket))
                            + " was started before this program was installed or built"
                            + START_AGAIN,
                    e);
        }
    }

    private static byte[] answer(
            SocketChannel channel, Selector selector, Path socket, long end, Duration bound)
            throws IOException {
        var answer = new ByteArrayOutputStream();
        var chunk = ByteBuffer.allocate(4096);
        // One byte more than is allowed is enough to refuse it.
        while (answer.size() <= ANSWER.bytes()) {
            int read = channel.read(chunk.clear());
            if (read < 0) {
                break;
            }
            answer.write(chunk.array(), 0, read);
            if (read == 0) {
                await(selector, socket, end, bound);
            }
        }
        return answer.toByteArray();
    }

    private static void await(Selector selector, Path socket, long end, Duration bound)
            throws IOException {
        Duration left = Ticks.REAL.real(end);
        if (left.isZero()) {
            throw new IOException(
                    "the running meetpost (process %s) did not answer within %s"
                                    .formatted(process(socket), DurationText.of(bound))
                            + START_AGAIN);
        }
        // 0 would be for ever.
        selector.select(Math.max(1, left.toMillis()));
        selector.selectedKeys().clear();
    }

    /** A socket has the name of its process: {@code 4711.sock}. */
    private static String process(Path socket) {
        return socket.getFileName().toString().replace(".sock", "");
    }
}
