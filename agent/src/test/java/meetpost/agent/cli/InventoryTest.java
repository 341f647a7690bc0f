package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sessions} and {@code retained} against a {@code meetpost broker} that runs. */
class InventoryTest {

    private static final String NEW = "20020000";

    @TempDir Path directory;

    private final StopSignal stop = new StopSignal();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private CompletableFuture<Integer> ended;
    private Path config;
    private int port;

    @BeforeEach
    void aBrokerRuns() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        config = directory.resolve("broker.yaml");
        Files.writeString(
                config,
                "broker:\n  listeners: [\"mqtt://127.0.0.1:%d\"]\n  data: %s\n"
                        .formatted(port, directory.resolve("data")));
        var machine = machine(new ByteArrayOutputStream());
        ended =
                CompletableFuture.supplyAsync(
                        () ->
                                BrokerCommand.plain(
                                                machine,
                                                List.of("broker", "--config", config.toString()))
                                        .orElseThrow()
                                        .run());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (meetpost("sessions") != 0) {
            assertTrue(System.nanoTime() < end, "nobody answers: " + err.toString(UTF_8));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @AfterEach
    void itStops() throws Exception {
        stop.raise();
        assertEquals(0, ended.get(60, TimeUnit.SECONDS));
    }

    @Test
    void theLargestSessionComesFirstAndNoNameMovesTheCursor() throws Exception {
        connect("6b656c646572", "82060001000123" + "01").close();
        connect("e280ae5b324a", "").close();
        try (var publisher = connect("70", "32060001610001" + "78")) {
            assertEquals("40020001", read(publisher, 4));

            assertEquals(0, meetpost("sessions"));

            List<String> lines = out.toString(UTF_8).lines().toList();
            assertEquals("3 sessions, 1 connected, 243 B wait", lines.get(0));
            assertEquals(
                    "  QUEUE      SIZE    LOST  AWAY                USER OR ADDRESS         CLIENT",
                    lines.get(1));
            assertTrue(
                    lines.get(2)
                            .matches(
                                    " {6}1 {5}243 B {7}0  \\ds, kept for (59|60)d    127\\.0\\.0\\.1 {15}kelder"),
                    lines.get(2));
            assertTrue(lines.stream().anyMatch(line -> line.endsWith("  ?[2J")), lines.toString());
            assertTrue(lines.stream().anyMatch(line -> line.matches(".*0  connected +127.*p")));
        }
    }

    @Test
    void whoIsDroppedIsGoneAndWhoeverWasConnectedHearsIt() throws Exception {
        try (var connected = connect("70", "")) {
            assertEquals(0, meetpost("sessions", "--drop", "p"));
            assertEquals("", read(connected, 1));
        }
        assertEquals(
                "dropped: p, nothing waited for it; its client was connected, and has been cut off\n",
                out.toString(UTF_8));

        assertEquals(1, meetpost("sessions", "--drop", "p"));
        assertEquals("meetpost: there is no session of a client p\n", err.toString(UTF_8));
    }

    /** As a terminal shows it: nobody can type the other one. */
    @Test
    void aNameThatNobodyCanTypeIsTakenAsItIsShown() throws Exception {
        connect("e280ae5b324a", "").close();

        assertEquals(0, meetpost("sessions", "--drop", "?[2J"));

        assertEquals(
                "dropped: ?[2J, nothing waited for it\n",
                out.toString(UTF_8).replaceAll(";.*", ""));
    }

    @Test
    void programsGetItAsJson() throws Exception {
        connect("6b656c646572", "82060001000123" + "01").close();

        assertEquals(0, meetpost("sessions", "--json"));

        assertTrue(
                out.toString(UTF_8)
                        .matches(
                                "\\{\"sessions\":\\[\\{\"id\":\"kelder\",\"address\":\"127.0.0.1(:\\d+)?\","
                                        + "\"connected\":(true|false),\"messages\":0,\"bytes\":0,"
                                        + "\"subscriptions\":1,\"lost\":0,(\"absentSeconds\":\\d,)?"
                                        + "\"expirySeconds\":5184000}]}\n"),
                out.toString(UTF_8));
    }

    @Test
    void allPagesOfRetainedMessagesAreShownByTheirTopics() throws Exception {
        try (var publisher = connect("70", "")) {
            for (int i = 0; i < 1_200; i++) {
                publish(publisher, "a/%04d".formatted(i));
            }
            publish(publisher, "b");
            publisher.getOutputStream().write(HexFormat.of().parseHex("c000"));
            assertEquals("d000", read(publisher, 2));

            assertEquals(0, meetpost("retained", "a/#"));

            List<String> lines = out.toString(UTF_8).lines().toList();
            assertEquals(1_200, lines.size());
            assertEquals("      1 B  a/0000", lines.get(0));
            assertEquals("      1 B  a/1199", lines.get(1_199));
            assertEquals("meetpost: 1200 retained messages, 1.2 kB\n", err.toString(UTF_8));

            assertEquals(0, meetpost("retained", "a/#", "--clear", "--yes"));
            assertEquals("cleared: 1200 retained messages\n", out.toString(UTF_8));
            assertEquals(0, meetpost("retained"));
            assertEquals("      1 B  b\n", out.toString(UTF_8));
        }
    }

    @Test
    void nothingIsClearedThatNobodyWasAskedAbout() throws Exception {
        try (var publisher = connect("70", "")) {
            publish(publisher, "a");
            publisher.getOutputStream().write(HexFormat.of().parseHex("c000"));
            assertEquals("d000", read(publisher, 2));

            assertEquals(2, meetpost("retained", "--clear", "--yes"));
            assertEquals(
                    "meetpost: --clear needs a FILTER; '#' is all of them\n", err.toString(UTF_8));
            assertEquals(1, meetpost("retained", "a#", "--clear", "--yes"));
            assertEquals(
                    "meetpost: 'a#' is not a topic filter, expected one such as sensoren/# or"
                            + " sensoren/+/status\n",
                    err.toString(UTF_8));
            assertEquals(0, meetpost("retained"));
            assertEquals("      1 B  a\n", out.toString(UTF_8));
        }
    }

    private int meetpost(String... args) {
        out.reset();
        err.reset();
        String[] all =
                Stream.concat(Stream.of(args), Stream.of("--config", config.toString()))
                        .toArray(String[]::new);
        return CommandLineInterface.run(machine(out), all);
    }

    private Machine machine(ByteArrayOutputStream to) {
        try {
            Path run = directory.resolve("run");
            if (!Files.exists(run)) {
                Files.createDirectory(
                        run,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Machine(
                Map.of("RUNTIME_DIRECTORY", directory.resolve("run").toString()),
                new PrintStream(to, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                stop,
                Clock.systemUTC());
    }

    private static void publish(Socket publisher, String topic) throws IOException {
        publisher
                .getOutputStream()
                .write(
                        HexFormat.of()
                                .parseHex(
                                        "31%02x%04x%sff"
                                                .formatted(
                                                        topic.length() + 3,
                                                        topic.length(),
                                                        HexFormat.of()
                                                                .formatHex(
                                                                        topic.getBytes(UTF_8)))));
    }

    /** MQTT 3.1.1, a session that is kept; then those bytes. */
    private Socket connect(String id, String then) throws IOException {
        int length = id.length() / 2;
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        String connect = "10%02x00044d51545404000000%04x%s".formatted(12 + length, length, id);
        socket.getOutputStream().write(HexFormat.of().parseHex(connect + then));
        assertEquals(NEW, read(socket, 4));
        return socket;
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return HexFormat.of().formatHex(socket.getInputStream().readNBytes(bytes));
    }
}
