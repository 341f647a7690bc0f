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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A smart meter at a simulated port, from its telegrams to the values. */
class P1SimulationTest {

    @TempDir Path directory;

    @Test
    void isThereForTheJob() throws IOException {
        List<String> told = run(Path.of("../config/jobs/p1.yaml"));

        assertEquals(3, told.size(), told.toString());
        assertTrue(
                told.get(2)
                        .matches(
                                "00:00:21 meter 1234.571 kWh 2345.678 kWh 12.345 kWh 67.890 kWh"
                                        + " [67][0-9]{2} W 789.013 m³"),
                told.get(2));
    }

    /** Each age of meter has another form, and nothing is connected to. */
    @ParameterizedTest
    @ValueSource(strings = {"port: /dev/ttyAMA0, dsmr: 2", "port: 'tcp://p1.invalid:23', dsmr: 4"})
    void isThereInEachForm(String keys) throws IOException {
        Path settings =
                Files.writeString(
                        directory.resolve("p1.yaml"),
                        """
                        broker: {listeners: ["mqtt://127.0.0.1:0"]}
                        mqtt: {url: "mqtt://localhost:1883"}
                        sensors: {meter: {part: p1, %s, channel: [afname-2, water, gas]}}
                        """
                                .formatted(keys));

        assertEquals("00:00:01 meter 2345.678 kWh 321.098 m³ 789.012 m³", run(settings).get(0));
    }

    private static List<String> run(Path settings) {
        var out = new ByteArrayOutputStream();
        var machine =
                new Machine(
                        Map.of("MEETPOST_COMMAND", "./meetpost"),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(out, true, UTF_8),
                        new StopSignal(),
                        Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC));
        int code =
                CommandLineInterface.run(
                        machine,
                        "simulate --port 0 --ws-port 0 --http-port 0 --speed 20 --seed 7 --for 30s --config %s"
                                .formatted(settings)
                                .split(" "));
        assertEquals(0, code, out.toString(UTF_8));
        return out.toString(UTF_8)
                .lines()
                .filter(line -> line.matches("[0-9:]{8}  meter .*"))
                .map(line -> line.replaceAll(" +", " "))
                .toList();
    }
}
