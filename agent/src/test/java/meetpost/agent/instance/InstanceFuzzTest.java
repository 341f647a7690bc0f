package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import meetpost.agent.fuzz.Mutations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that say who runs, and what is asked on a control socket, cost themselves at most. */
class InstanceFuzzTest {

    @TempDir Path directory;

    @Test
    void aFileIsAnInstanceOrNone() throws Exception {
        new Mutations("instance").feed(6, input -> Instance.ofJson(new String(input, UTF_8)));
    }

    @Test
    void everyRequestIsAnsweredOrCutAndTheNextOneIsAnswered() throws Exception {
        Path socket = directory.resolve("1.sock");
        ControlServer.Requests requests =
                request -> JsonObject.builder().value("did", request.getString("do", "")).done();

        try (var server = ControlServer.start(socket, TestUsers.here(), requests)) {
            new Mutations("control").feed(1, input -> ask(socket, input));

            var read = JsonObject.builder().value("do", "read").done();
            assertEquals("read", ControlClient.ask(socket, read).getString("did"));
        }
    }

    private static void ask(Path socket, byte[] request) throws IOException {
        try (var client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            client.write(ByteBuffer.wrap(request));
            client.shutdownOutput();
            while (client.read(ByteBuffer.allocate(4096)) >= 0) {
                // Until the server closes.
            }
        } catch (IOException e) {
            // It was cut while it was still talking: a request has 4096 bytes at most.
            if (request.length <= 4096) {
                throw e;
            }
        }
    }
}
