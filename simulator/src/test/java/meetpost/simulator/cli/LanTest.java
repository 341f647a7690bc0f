package meetpost.simulator.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.cli.CommandLineInterface;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate --lan}: who is let in. */
class LanTest {

    private static final byte[] REFUSED = {0x20, 2, 0, 5};
    private static final byte[] ACCEPTED = {0x20, 2, 0, 0};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StopSignal stop = new StopSignal();
    private CompletableFuture<Integer> running = CompletableFuture.completedFuture(0);

    @TempDir Path directory;

    @AfterEach
    void end() throws Exception {
        stop.raise();
        running.get(20, TimeUnit.SECONDS);
    }

    @Test
    void letsInWhoHasThePasswordThatItPrintsAndNobodyElse() throws Exception {
        running =
                CompletableFuture.supplyAsync(
                        () -> run("simulate --lan --port 0 --ws-port 0 --http-port 0"));
        int port = Integer.parseInt(printed("MQTT +mqtt://[0-9.]+:([0-9]+)"));
        String password = printed("password +([a-z]+)");
        printed("(00:00:00)  kas ");
        printed("mosquitto_pub .*-u meetpost -P " + password + " -t (actuatoren)");

        assertArrayEquals(REFUSED, answer(port, "00044d5154540402003c000174"));
        assertArrayEquals(
                REFUSED,
                answer(port, "00044d51545404c2003c000174" + text("meetpost") + text("guess")));
        assertArrayEquals(
                ACCEPTED,
                answer(port, "00044d51545404c2003c000174" + text("meetpost") + text(password)));
    }

    @Test
    void makesUpAnotherPasswordEachTimeAndOnlyItsOwnerCanReadIt() throws IOException {
        NetworkLogin one =
                NetworkLogin.any(Files.createDirectory(directory.resolve("1")), new Random(1));
        NetworkLogin other =
                NetworkLogin.any(Files.createDirectory(directory.resolve("2")), new Random(2));

        assertNotEquals(one.password(), other.password());
        assertTrue(one.password().matches("([bdfghjkmnprstvwz][aeiou]){6}"), one.password());
        assertEquals(one.password() + "\n", Files.readString(one.plain()));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(one.plain())));
    }

    @Test
    void isForOurOwnBrokerOnly() {
        assertEquals(2, run("simulate --lan --broker mqtt://localhost"));

        assertTrue(err.toString(UTF_8).contains("leave one of them out"), err.toString(UTF_8));
    }

    private int run(String line) {
        var machine =
                new Machine(
                        Map.of(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        stop,
                        Clock.systemUTC());
        return CommandLineInterface.run(machine, line.split(" "));
    }

    /** Waits for a line, 20 s at most, and gives what its group found. */
    private String printed(String line) throws InterruptedException {
        long end = Ticks.REAL.now() + 20_000_000_000L;
        while (Ticks.REAL.now() < end) {
            Matcher matcher = Pattern.compile(line).matcher(out.toString(UTF_8));
            if (matcher.find()) {
                return matcher.group(1);
            }
            Ticks.REAL.until(Ticks.REAL.now() + 20_000_000);
        }
        throw new AssertionError("no " + line + " in " + out.toString(UTF_8) + err.toString(UTF_8));
    }

    /** What a CONNECT with this variable header and payload, in hex, is answered with. */
    private static byte[] answer(int port, String connect) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            byte[] body = java.util.HexFormat.of().parseHex(connect);
            var packet = new ByteArrayOutputStream();
            packet.write(0x10);
            packet.write(body.length);
            packet.writeBytes(body);
            socket.getOutputStream().write(packet.toByteArray());
            return socket.getInputStream().readNBytes(4);
        }
    }

    /** A string of MQTT in hex: its length in two bytes, then itself. */
    private static String text(String value) {
        return "%04x".formatted(value.length())
                + java.util.HexFormat.of().formatHex(value.getBytes(US_ASCII));
    }
}
