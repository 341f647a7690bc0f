package meetpost.agent.instance;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a {@link ControlServer} one thing. */
public final class ControlClient {

    private ControlClient() {}

    /**
     * Blocks for the answer, as long as the server takes. Its numbers keep the digits that the
     * server gave them: 18.50 stays 18.50.
     */
    public static JsonObject ask(Path socket, JsonObject request) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            String line = JsonWriter.string(request) + "\n";
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            var answer = new ByteArrayOutputStream();
            byte[] chunk = new byte[4096];
            int read = channel.read(ByteBuffer.wrap(chunk));
            while (read >= 0) {
                answer.write(chunk, 0, read);
                read = channel.read(ByteBuffer.wrap(chunk));
            }
            return JsonParser.object()
                    .withLazyNumbers()
                    .from(answer.toString(StandardCharsets.UTF_8));
        } catch (JsonParserException e) {
            throw new IOException("the running meetpost answered what is not JSON", e);
        }
    }
}
