package meetpost.simulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import meetpost.agent.cli.CommandLineInterface;
import meetpost.agent.instance.PortHolder;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import meetpost.drivers.bus.Pause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateTest {

    private static final String QUICKLY = "simulate --port 0 --ws-port 0 --http-port 0 ";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StopSignal stop = new StopSignal();

    @TempDir Path directory;

    @Test
    void saysTheSameToTheDigitWithTheSameSeed() {
        String arguments =
                "simulate --port 0 --ws-port 0 --http-port 0 --speed 600 --for 10m --seed ";

        assertEquals(0, run(arguments + 7));
        List<String> first = readings();
        assertEquals(0, run(arguments + 7));
        List<String> second = readings();
        assertEquals(0, run(arguments + 8));

        assertEquals(first, second);
        assertNotEquals(first, readings());
        assertEquals(900, first.size());
        assertTrue(first.get(0).startsWith("00:00:00  kas "), first.get(0));
        assertTrue(first.get(899).startsWith("00:09:58  temperatuur "), first.get(899));
    }

    /** Outputs too; why they are as they are is said with the time of day, and so by the log. */
    @Test
    void printsNothingThatIsAnotherWithTheSameSeed() {
        String arguments =
                "simulate --port 0 --ws-port 0 --http-port 0 --speed 100 --for 20s --seed 7";

        run(arguments);
        List<String> first = printed();
        run(arguments);

        assertEquals(first, printed());
        assertTrue(first.contains("00:00:00  actuatoren/pomp         OFF"), first.toString());
        assertEquals(List.of(), first.stream().filter(line -> line.contains("2026-")).toList());
    }

    @Test
    void writesItsTransactionsAsTheDriversTestsHaveThem() throws IOException {
        Path trace = directory.resolve("trace");

        run(
                "simulate --port 0 --ws-port 0 --http-port 0 --quiet --speed 100 --for 10s --trace "
                        + trace);

        List<String> lines = Files.readAllLines(trace);
        assertTrue(lines.contains("76 w D0 r 60"), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("28-")), lines.toString());
        assertEquals(List.of(), readings());
    }

    @Test
    void stopsAtOnceWhenItIsAsked() {
        stop.raise();

        assertEquals(0, run("simulate --port 0 --ws-port 0 --http-port 0"));
    }

    @Test
    void leavesNothingBehind() throws IOException {
        List<Path> before = states();

        run("simulate --port 0 --ws-port 0 --http-port 0 --speed 100 --for 10s");

        assertEquals(before, states());
    }

    @Test
    void keepsWhatAnAgentKeepsWhereItIsAsked() throws IOException {
        Path kept = directory.resolve("kept");

        run("simulate --port 0 --ws-port 0 --speed 100 --for 10s --state " + kept);

        assertTrue(Files.isDirectory(kept.resolve("outbox")), kept.toString());
    }

    @Test
    void namesWhoHoldsItsPortAndTheLineToTypeInstead() throws IOException {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = holder.getLocalPort();

            assertEquals(1, run("simulate --seed 7 --ws-port 0 --port " + port + " --for 1m"));

            long self = ProcessHandle.current().pid();
            assertTrue(errors().contains("port " + port + " is taken by "), errors());
            assertTrue(errors().contains("process " + self), errors());
            assertTrue(
                    errors().contains("./meetpost simulate --seed 7 --ws-port 0 --for 1m --port "),
                    errors());
            assertFalse(errors().contains("--port " + port + " "), errors());
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertEquals(2, run("simulate --speed 0"));
        assertEquals(2, run("simulate --for ever"));
        assertEquals(2, run("simulate --broker localhost"));
        assertEquals(2, run("simulate --broker mqtt://localhost,localhost"));
        assertEquals(2, run("simulate --username me"));
        assertEquals(2, run("simulate --broker mqtt://jan:geheim@localhost"));
        assertTrue(errors().contains("--username and --password-file"), errors());
        assertFalse(errors().contains("geheim"), errors());
        assertFalse(errors().contains("Exception"), errors());
    }

    @Test
    void listensWhereItsSettingsSay() throws IOException {
        int port = PortHolder.anyFree();
        Path file = directory.resolve("own.yaml");
        Files.writeString(
                file,
                """
                broker:
                  listeners:
                    here: {url: "mqtt://127.0.0.1:%d", allow-anonymous: true}
                    page: {url: "ws://127.0.0.1:%d", allow-anonymous: true}
                """
                        .formatted(port, PortHolder.anyFree()));

        assertEquals(0, run("simulate --http-port 0 --speed 100 --for 10s --config " + file));

        assertTrue(out.toString(UTF_8).contains("mqtt://127.0.0.1:" + port), out.toString(UTF_8));
        assertFalse(out.toString(UTF_8).contains("listeners"), out.toString(UTF_8));
    }

    /** As README has it for a telephone, but for the ports. */
    @Test
    void servesATelephoneAsReadmeSays() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String after = readme.substring(readme.indexOf("To see it on a telephone"));
        String yaml = after.substring(after.indexOf("```yaml\n") + 8, after.indexOf("\n```\n"));
        int page = PortHolder.anyFree();
        int web = PortHolder.anyFree();
        Path file = directory.resolve("telephone.yaml");
        Files.writeString(
                file,
                yaml.replace(":8080", ":" + page)
                        .replace(":1883", ":" + PortHolder.anyFree())
                        .replace(":9001", ":" + web));
        String password = "telephone:$7$1000$c2FsdHNhbHRzYWx0$" + "A".repeat(86) + "==\n";
        Files.writeString(directory.resolve("broker-passwords"), password);

        assertEquals(0, run("simulate --speed 100 --for 10s --config " + file), errors());

        assertTrue(
                out.toString(UTF_8).contains("dashboard  http://localhost:" + page),
                out.toString(UTF_8));
        assertTrue(out.toString(UTF_8).contains("ws://0.0.0.0:" + web), out.toString(UTF_8));
    }

    @Test
    void namesWhoHoldsAPortOfItsSettings() throws IOException {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = directory.resolve("own.yaml");
            Files.writeString(
                    file,
                    "broker: {listeners: [\"mqtt://127.0.0.1:" + holder.getLocalPort() + "\"]}\n");

            assertEquals(1, run("simulate --http-port 0 --for 1s --config " + file));

            assertTrue(errors().contains("port " + holder.getLocalPort() + " is taken"), errors());
        }
    }

    @Test
    void saysThatTheCommandLineStandsAboveTheListenersOfItsSettings() throws IOException {
        Path file = directory.resolve("own.yaml");
        Files.writeString(file, "broker: {listeners: [\"mqtt://127.0.0.1:1\"]}\n");

        assertEquals(0, run(QUICKLY + "--speed 100 --for 1s --config " + file));

        assertTrue(
                out.toString(UTF_8)
                        .contains(
                                "listeners  not those of "
                                        + file
                                        + ": --port, --ws-port or --lan says where"),
                out.toString(UTF_8));
    }

    @Test
    void saysWhereItsPageIs() {
        run("simulate --port 0 --ws-port 0 --http-port 0 --speed 100 --for 1s");

        assertTrue(
                out.toString(UTF_8).matches("(?s).*dashboard +http://localhost:[0-9]+\n.*"),
                out.toString(UTF_8));
    }

    @Test
    void tellsEveryProblemOfItsSettings() throws IOException {
        Path file = directory.resolve("wrong.yaml");
        Files.writeString(file, "sensors: {a: {part: x}, b: {part: y}}\n");

        assertEquals(78, run("simulate --config " + file));

        assertEquals(2, errors().lines().filter(line -> line.contains("wrong.yaml:1:")).count());
    }

    @Test
    void runsWithSettingsOfOnesOwn() throws IOException {
        Path file = directory.resolve("own.yaml");
        Files.writeString(
                file, "sensors: {buiten: {part: \"ti,tmp102\", address: 0x49, every: 10s}}\n");

        assertEquals(
                0,
                run(
                        "simulate --port 0 --ws-port 0 --http-port 0 --speed 600 --for 1m --config "
                                + file));

        assertEquals(6, readings().size());
    }

    /** Somebody stands for those whose sensors the settings hear, and nobody waits for them. */
    @Test
    void hearsTheSensorsOfOthers() throws Exception {
        Path file = directory.resolve("others.yaml");
        Files.writeString(
                file,
                """
                sensors:
                  tuin: {part: mqtt, topic: zigbee2mqtt/tuin, values: {temperatuur: temperature}, republish: true}
                  kwh: {part: mqtt, topic: esp/kwh, values: energie, republish: true}
                """);
        var simulation = CompletableFuture.supplyAsync(() -> run(QUICKLY + "--config " + file));

        awaitPrinted("(?s).*\\d\\d:\\d\\d  kwh .*");
        awaitPrinted("(?s).*\\d\\d:\\d\\d  tuin .*");
        stop.raise();
        assertEquals(0, simulation.get(60, TimeUnit.SECONDS));
    }

    /** Everything that can be slow is, for a minute of two. */
    @Test
    void asksSlowSensorsHalfAsOften() throws IOException {
        Path scene = directory.resolve("scene.yaml");
        Files.writeString(
                scene,
                """
                rooms: {kamer: {heat-capacity: 1000}}
                faults:
                  a: {sensor: kast, fault: slow, at: 1m}
                  b: {sensor: temperatuur, fault: slow, at: 1m}
                """);

        assertEquals(0, run(QUICKLY + "--seed 7 --speed 600 --for 2m --scene " + scene));

        for (String sensor : List.of("kast", "temperatuur")) {
            List<String> lines =
                    readings().stream().filter(line -> line.contains("  " + sensor)).toList();
            assertEquals(
                    30, lines.stream().filter(line -> line.startsWith("00:00")).count(), sensor);
            assertEquals(
                    15, lines.stream().filter(line -> line.startsWith("00:01")).count(), sensor);
        }
    }

    /** Faster than any machine is: time is stretched, and nothing is invented. */
    @Test
    void isExactAtASpeedThatNoMachineReaches() throws IOException {
        Path scene = directory.resolve("scene.yaml");
        Files.writeString(
                scene,
                """
                rooms: {kamer: {heat-capacity: 1000}}
                doors: {deur: {gpio: 27, room: kamer, first: 1m, every: 5m, for: 30s}}
                """);

        assertEquals(0, run(QUICKLY + "--seed 7 --speed 100000 --for 15m --scene " + scene));

        assertEquals(3 * 450, readings().size());
        assertEquals(
                List.of(
                        "00:00:00  OFF",
                        "00:01:00  ON",
                        "00:01:30  OFF",
                        "00:06:00  ON",
                        "00:06:30  OFF",
                        "00:11:00  ON",
                        "00:11:30  OFF"),
                printed().stream()
                        .filter(line -> line.contains("ingangen/deur"))
                        .map(line -> line.replaceAll(" +ingangen/deur +", "  "))
                        .toList());
    }

    @Test
    void endsWhatAnOutputMayDoToTheTick() throws IOException {
        Path file = directory.resolve("own.yaml");
        Files.writeString(
                file,
                """
                sensors: {buiten: {part: "ti,tmp102", address: 0x49, every: 1m}}
                actuators: {pomp: {gpio: 17, at-start: on, at-stop: off, max-on: 10m}}
                """);

        assertEquals(0, run(QUICKLY + "--speed 3600 --for 15m --config " + file));

        assertTrue(
                printed().contains("00:10:00  actuatoren/pomp         OFF"), printed()::toString);
    }

    /** Off for 20 s: three planned instants, of which back-off leaves out one. */
    @Test
    void hasFaultsOnATimetable() throws IOException {
        Path scene = directory.resolve("scene.yaml");
        Files.writeString(
                scene,
                """
                rooms: {kamer: {heat-capacity: 1000}}
                faults: {wire: {sensor: kast, fault: off, at: 10s, for: 20s}}
                """);

        run(
                "simulate --port 0 --ws-port 0 --http-port 0 --seed 7 --speed 100 --for 1m --scene "
                        + scene);

        List<String> kast = readings().stream().filter(line -> line.contains("kast")).toList();
        assertTrue(kast.get(4).startsWith("00:00:08"), kast.toString());
        assertTrue(kast.get(5).compareTo("00:00:30") >= 0, kast.toString());
    }

    @Test
    void tellsEveryProblemOfItsScene() throws IOException {
        Path scene = directory.resolve("wrong-scene.yaml");
        Files.writeString(scene, "rooms: {a: {}}\nheaters: {h: {room: a}}\n");

        assertEquals(78, run("simulate --port 0 --ws-port 0 --http-port 0 --scene " + scene));

        assertTrue(errors().contains("wrong-scene.yaml:1:"), errors());
        assertTrue(errors().contains("wrong-scene.yaml:2:"), errors());
    }

    private void awaitPrinted(String pattern) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!out.toString(UTF_8).matches(pattern)) {
            assertTrue(System.nanoTime() - end < 0, out.toString(UTF_8));
            Pause.REAL.of(Duration.ofMillis(20));
        }
    }

    private int run(String line) {
        out.reset();
        err.reset();
        var machine =
                new Machine(
                        Map.of("MEETPOST_COMMAND", "./meetpost"),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        stop,
                        Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC));
        return CommandLineInterface.run(machine, line.split(" "));
    }

    private List<String> readings() {
        return out.toString(UTF_8).lines().filter(line -> line.contains(" °C")).toList();
    }

    /** What is counted from the start, and not the log. */
    private List<String> printed() {
        return out.toString(UTF_8)
                .lines()
                .filter(line -> line.matches("[0-9:]{8}  .*"))
                .sorted()
                .toList();
    }

    private String errors() {
        return err.toString(UTF_8);
    }

    private static List<Path> states() throws IOException {
        String own = "meetpost-simulate-" + ProcessHandle.current().pid();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(each -> each.getFileName().toString().startsWith(own)).toList();
        }
    }
}
