package meetpost.agent.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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

        try (var server = ControlServer.start(socket, TestUsers.here(), requests)) {
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
                            () ->
                                    ControlClient.ask(
                                            socket, READ, Duration.ofMillis(50), TestUsers.here()));

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

        try (var server = ControlServer.start(socket, TestUsers.here(), gone)) {
            var thrown = assertThrows(IOException.class, () -> ControlClient.ask(socket, READ));

            assertEquals(
                    "the running meetpost (process 4711) gave no answer that this one understands:"
                            + " it was started before this program was installed or built; start it"
                            + " again (a service: sudo systemctl restart meetpost)",
                    thrown.getMessage());
        }
    }

    /** The kernel says whose the socket is; its name and its directory say nothing. */
    @Test
    void tellsNothingToAServerThatItDoesNotTrust() throws Exception {
        Path socket = directory.resolve("4711.sock");
        ControlServer.Requests never =
                request -> {
                    throw new AssertionError("nothing is asked");
                };

        try (var server = ControlServer.start(socket, TestUsers.here(), never)) {
            var thrown =
                    assertThrows(
                            IOException.class,
                            () ->
                                    ControlClient.ask(
                                            socket,
                                            READ,
                                            Duration.ofSeconds(30),
                                            TestUsers.ofAStranger()));

            assertTrue(
                    thrown.getMessage().endsWith("'s, whom this process does not trust"),
                    thrown.getMessage());
        }
    }

    @Test
    void answersNobodyButItsOwnUserAndRootWhereItsDirectoryIsShut() throws Exception {
        Path socket = directory.resolve("4711.sock");
        ControlServer.Requests answers = request -> JsonObject.builder().value("a", 1).done();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

        try (var server = ControlServer.start(socket, TestUsers.ofAStranger(), answers)) {
            assertThrows(IOException.class, () -> ControlClient.ask(socket, READ));

            // As systemd makes it: the kernel has let in whoever comes.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));

            assertEquals("{\"a\":1}", JsonWriter.string(ControlClient.ask(socket, READ)));
        }
    }

    @Test
    void whoSaysNothingOrReadsNothingKeepsNobodyWaiting() throws Exception {
        Path socket = directory.resolve("1.sock");
        String much = "x".repeat(1 << 20);
        ControlServer.Requests requests =
                request ->
                        JsonObject.builder()
                                .value("a", request.getString("do").equals("much") ? much : "b")
                                .done();
        List<SocketChannel> silent = new ArrayList<>();

        try (var server = ControlServer.start(socket, TestUsers.here(), requests)) {
            for (int i = 0; i < 100; i++) {
                var client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                silent.add(client);
                String begun = i % 2 == 0 ? "{\"do\":" : "{\"do\":\"much\"}\n";
                try {
                    client.write(ByteBuffer.wrap(begun.getBytes(UTF_8)));
                } catch (IOException e) {
                    // It was cut for another one already.
                    assertTrue(i > 0);
                }

                assertEquals("{\"a\":\"b\"}", JsonWriter.string(ControlClient.ask(socket, READ)));
            }
        } finally {
            for (SocketChannel client : silent) {
                client.close();
            }
        }
    }

    @Test
    void aSlowAnswerHoldsUpNoOther() throws Exception {
        Path socket = directory.resolve("1.sock");
        var hold = new CountDownLatch(1);
        ControlServer.Requests requests =
                request -> {
                    if (request.getString("do").equals("scan")) {
                        hold.await();
                    }
                    return JsonObject.builder().value("a", request.getString("do")).done();
                };
        var scan = JsonObject.builder().value("do", "scan").done();

        try (var server = ControlServer.start(socket, TestUsers.here(), requests)) {
            var slow =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return ControlClient.ask(socket, scan);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });

            assertEquals("{\"a\":\"read\"}", JsonWriter.string(ControlClient.ask(socket, READ)));
            hold.countDown();
            assertEquals("{\"a\":\"scan\"}", JsonWriter.string(slow.get(30, TimeUnit.SECONDS)));
        }
    }

    @Test
    void whatCannotBeReadCostsItsAskerOnly() throws Exception {
        Path socket = directory.resolve("1.sock");
        ControlServer.Requests requests =
                request -> {
                    if (request.getString("do", "").equals("deep")) {
                        throw new StackOverflowError();
                    }
                    return JsonObject.builder().value("a", 1).done();
                };

        try (var server = ControlServer.start(socket, TestUsers.here(), requests)) {
            for (String hostile :
                    List.of(
                            "[".repeat(4096),
                            "{\"do\":\"deep\"}\n",
                            "\n",
                            "\0\0\n",
                            "x".repeat(9000))) {
                try (var client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                    client.write(ByteBuffer.wrap(hostile.getBytes(UTF_8)));
                } catch (IOException e) {
                    // It hung up while we were still talking.
                    assertEquals(9000, hostile.length());
                }
            }

            assertEquals("{\"a\":1}", JsonWriter.string(ControlClient.ask(socket, READ)));
        }
    }
}
