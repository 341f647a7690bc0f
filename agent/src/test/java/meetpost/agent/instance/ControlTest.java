package meetpost.agent.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {

    private static final JsonObject READ = JsonObject.builder().value("do", "read").done();

    @TempDir Path directory;

    @Test
    void numbersKeepTheDigitsThatTheyWereGiven() throws Exception {
        Path socket = directory.resolve("1.sock");
        ControlServer.Requests requests =
                request ->
                        JsonObject.builder()
                                .value("kast", new BigDecimal("18.50"))
                                .value("asked", request.getString("do"))
                                .done();

        try (var server = ControlServer.start(socket, requests)) {
            JsonObject answer = ControlClient.ask(socket, READ);

            assertEquals("18.50", String.valueOf(answer.get("kast")));
            assertEquals("{\"kast\":18.50,\"asked\":\"read\"}", JsonWriter.string(answer));
        }
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForForEver() throws Exception {
        Path socket = directory.resolve("4711.sock");

        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));

            var thrown =
                    assertThrows(
                            IOException.class,
                            () -> ControlClient.ask(socket, READ, Duration.ofMillis(50)));

            assertEquals(
                    "the running meetpost (process 4711) did not answer within 50ms; start it again"
                            + " (a service: sudo systemctl restart meetpost)",
                    thrown.getMessage());
        }
    }

    @Test
    void ofAnotherBuildItSaysWhatToDo() throws Exception {
        Path socket = directory.resolve("4711.sock");
        ControlServer.Requests gone =
                request -> {
                    throw new IllegalStateException("as of a class that was replaced");
                };

        try (var server = ControlServer.start(socket, gone)) {
            var thrown = assertThrows(IOException.class, () -> ControlClient.ask(socket, READ));

            assertEquals(
                    "the running meetpost (process 4711) gave no answer that this one understands:"
                            + " it was started before this program was installed or built; start it"
                            + " again (a service: sudo systemctl restart meetpost)",
                    thrown.getMessage());
        }
    }
}
