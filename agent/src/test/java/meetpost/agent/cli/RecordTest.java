package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import meetpost.agent.announce.Place;
import meetpost.agent.instance.ControlServer;
import meetpost.agent.instance.Instance;
import meetpost.agent.instance.Instances;
import meetpost.agent.instance.RunningProcess;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import meetpost.agent.process.Version;
import meetpost.agent.watch.Watched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code record} beside an agent that runs. */
class RecordTest {

    private static final String READING =
            """
            {"sensor": "kast", "part": "ti,tmp102", "every": "100ms",
             "time": "2026-11-21T10:00:00.000Z",
             "values": {"temperatuur": 18.50}, "units": {"temperatuur": "°C"},
             "transcript": ["48 w 01 r 60 A0", "48 w 00 r 12 80"]}
            """;
    private static final String PARTIAL =
            """
            {"sensor": "kast", "part": "ti,tmp102", "every": "100ms",
             "time": "2026-11-21T10:00:00.050Z",
             "values": {"temperatuur": 18.50}, "units": {"temperatuur": "°C"},
             "failed": {"vochtigheid": "is 151.0, expected -5.0 to 110.0"},
             "transcript": ["48 w 00 r 12 80"]}
            """;
    private static final String FAULT =
            """
            {"sensor": "kast", "part": "ti,tmp102", "every": "100ms",
             "time": "2026-11-21T10:00:00.100Z",
             "error": "kast: nothing answers at 0x48 on bus 1", "kind": "no-answer",
             "transcript": ["48 w 01 r nak"]}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StopSignal stop = new StopSignal();

    @TempDir Path directory;

    @Test
    void writesReadingsAndFaultsWithTheirBytesUntilItIsStopped() throws Exception {
        assertEquals(0, record("kast", READING, PARTIAL, FAULT));

        assertEquals(
                """
                # ti,tmp102, recorded by meetpost %s

                # 2026-11-21T10:00:00.000Z kast: temperatuur 18.50 °C
                48 w 01 r 60 A0
                48 w 00 r 12 80

                # 2026-11-21T10:00:00.050Z kast: temperatuur 18.50 °C, vochtigheid: is 151.0, expected -5.0 to 110.0
                48 w 00 r 12 80

                # 2026-11-21T10:00:00.100Z kast: no-answer, kast: nothing answers at 0x48 on bus 1
                48 w 01 r nak
                """
                        .formatted(Version.number()),
                out.toString(UTF_8));
        assertEquals("", err.toString(UTF_8));
    }

    @Test
    void endsWhereThereIsNoSuchSensor() throws Exception {
        String answer = "{\"error\": \"there is no sensor kasst; did you mean kast?\"}";

        assertEquals(1, record("kasst", answer, READING));

        assertEquals("", out.toString(UTF_8));
        assertEquals(
                "meetpost: there is no sensor kasst; did you mean kast?\n", err.toString(UTF_8));
    }

    /** Beside an agent that gives these answers; it is stopped when it has had the last one. */
    private int record(String sensor, String... answers) throws Exception {
        var environment = Map.of("RUNTIME_DIRECTORY", directory.toString());
        var instances = new Instances(environment);
        Queue<String> left = new ArrayDeque<>(List.of(answers));
        ControlServer.Requests requests =
                request -> {
                    assertEquals(
                            JsonObject.builder().value("do", "read").value("sensor", sensor).done(),
                            request);
                    JsonObject answer = parsed(left.remove());
                    if (left.isEmpty()) {
                        stop.raise();
                    }
                    return answer;
                };
        try (var announced = instances.announce(instance());
                var server = ControlServer.start(announced, requests)) {
            var machine =
                    new Machine(
                            environment,
                            new PrintStream(out, true, UTF_8),
                            new PrintStream(err, true, UTF_8),
                            stop,
                            Clock.systemUTC());
            return CommandLineInterface.run(machine, "record", sensor);
        }
    }

    private static JsonObject parsed(String text) {
        try {
            return JsonParser.object().withLazyNumbers().from(text);
        } catch (JsonParserException e) {
            throw new AssertionError(text, e);
        }
    }

    private static Instance instance() {
        return new Instance(
                RunningProcess.current(),
                "run",
                "kelder-pi",
                "/home/pi/my.yaml",
                false,
                List.of(URI.create("mqtt://localhost:1883")),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of("kast", "ti,tmp102"),
                new Watched("", List.of()),
                Place.usual("kelder-pi"));
    }
}
