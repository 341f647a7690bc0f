package meetpost.simulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import meetpost.agent.cli.CommandLineInterface;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code watch} of a simulation that runs: without a terminal it writes lines. */
class WatchTest {

    private final StopSignal stop = new StopSignal();
    private final ByteArrayOutputStream simulated = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private CompletableFuture<Integer> simulation = CompletableFuture.completedFuture(0);
    private CompletableFuture<Integer> watch = CompletableFuture.completedFuture(0);

    @TempDir Path runtime;

    @BeforeEach
    void simulate() throws InterruptedException {
        simulation = start("simulate --lan --port 0 --ws-port 0", simulated);
        await(simulated, "00:00:00  kas ");
    }

    @AfterEach
    void stop() throws Exception {
        stop.raise();
        assertEquals(0, simulation.get(20, TimeUnit.SECONDS));
    }

    @Test
    void showsWhatTheInstanceThatRunsMeasures() throws Exception {
        watch = start("watch", out);

        await(out, "\\d\\d:\\d\\d:\\d\\d  sensoren/kas/luchtdruk  1\\d\\d\\d\\.\\d\\d hPa\n");
        await(out, "sensoren/kast  \\d\\d\\.\\d\\d °C\n");
        await(out, "sensoren/kast/status  online\n");
        await(out, "actuatoren/pomp  OFF\n");

        stop.raise();
        assertEquals(0, watch.get(20, TimeUnit.SECONDS));
        assertTrue(err.toString(UTF_8).isEmpty(), err.toString(UTF_8));
    }

    @Test
    void showsOneSensorByItsName() throws Exception {
        watch = start("watch kas", out);

        await(out, "(?s)luchtdruk.*luchtdruk");

        assertEquals(-1, out.toString(UTF_8).indexOf("sensoren/kast"), out.toString(UTF_8));
    }

    @Test
    void namesTheNearestWhenThereIsNoSuchName() {
        assertEquals(2, run("watch kasst", out));

        assertTrue(err.toString(UTF_8).contains("did you mean kast?"), err.toString(UTF_8));
    }

    private CompletableFuture<Integer> start(String line, ByteArrayOutputStream to) {
        return CompletableFuture.supplyAsync(() -> run(line, to));
    }

    private int run(String line, ByteArrayOutputStream to) {
        var machine =
                new Machine(
                        Map.of("RUNTIME_DIRECTORY", runtime.toString()),
                        new PrintStream(to, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        stop,
                        Clock.systemUTC());
        return CommandLineInterface.run(machine, line.split(" "));
    }

    private void await(ByteArrayOutputStream said, String line) throws InterruptedException {
        long end = Ticks.REAL.now() + 20_000_000_000L;
        while (!Pattern.compile(line).matcher(said.toString(UTF_8)).find()) {
            assertTrue(Ticks.REAL.now() < end, line + " not in " + said.toString(UTF_8));
            Ticks.REAL.until(Ticks.REAL.now() + 20_000_000);
        }
    }
}
