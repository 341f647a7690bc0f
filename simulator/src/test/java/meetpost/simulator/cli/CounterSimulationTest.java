package meetpost.simulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import meetpost.agent.cli.CommandLineInterface;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A counter on a simulated board, from the contact to the total that outlives the program. */
class CounterSimulationTest {

    private static final String SCENE =
            """
            rooms: {hal: {heat-capacity: 100000}}
            sensors: {water: {room: hal, pulses: %s}}
            """;

    private static final String SETTINGS =
            """
            broker: {listeners: ["mqtt://127.0.0.1:0"]}
            mqtt: {url: "mqtt://localhost:1883"}
            sensors:
              water: {part: counter, gpio: 5, %s, measures: volume, per-pulse: 0.001, begin: 10, every: 2s}
            """;

    @TempDir Path directory;

    /** Each begins at a whole millisecond: those of the last one are the end's. */
    @Test
    void losesNoneOfAThousandASecond() throws IOException {
        List<String> told = run("debounce: 0", "1000/s", 10, "2026-11-30T12:00:00Z");

        assertEquals(
                List.of(
                        "00:00:00  water 10.000 m³  0.0 L/min",
                        "00:00:02  water 12.000 m³  60000.0 L/min",
                        "00:00:04  water 14.000 m³  60000.0 L/min",
                        "00:00:06  water 16.000 m³  60000.0 L/min",
                        "00:00:08  water 18.000 m³  60000.0 L/min"),
                told);
        assertTrue(kept().contains("pulses 9999\n"), kept());
    }

    @Test
    void goesOnWhereItEnded() throws IOException {
        run("debounce: 20ms", "1/s", 10, "2026-11-30T12:00:00Z");
        assertTrue(kept().contains("base 10.0\npulses 9\n"), kept());

        List<String> told = run("debounce: 20ms", "1/s", 10, "2026-11-30T13:00:00Z");

        assertEquals("00:00:00  water 10.009 m³  0.0 L/min", told.get(0));
        assertTrue(kept().contains("base 10.0\npulses 18\n"), kept());
    }

    private List<String> run(String debounce, String pulses, int seconds, String now)
            throws IOException {
        Path scene = Files.writeString(directory.resolve("scene.yaml"), SCENE.formatted(pulses));
        Path settings =
                Files.writeString(directory.resolve("water.yaml"), SETTINGS.formatted(debounce));
        var out = new ByteArrayOutputStream();
        var machine =
                new Machine(
                        Map.of("MEETPOST_COMMAND", "./meetpost"),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(out, true, UTF_8),
                        new StopSignal(),
                        Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
        int code =
                CommandLineInterface.run(
                        machine,
                        "simulate --port 0 --ws-port 0 --http-port 0 --speed 5 --config %s --scene %s --state %s --for %ss"
                                .formatted(settings, scene, directory.resolve("state"), seconds)
                                .split(" "));
        assertEquals(0, code, out.toString(UTF_8));
        return out.toString(UTF_8)
                .lines()
                .filter(line -> line.matches("[0-9:]{8}  water .*"))
                .map(line -> line.replaceAll("water +", "water "))
                .toList();
    }

    private String kept() throws IOException {
        return Files.readString(directory.resolve("state/counters/water"));
    }
}
