package meetpost.agent.counter;

import static meetpost.agent.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Edge;
import meetpost.drivers.bus.EdgePin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A water meter of a litre a pulse. */
class CountersTest {

    private static final Instant NOW = Instant.parse("2026-11-30T13:00:00Z");

    @TempDir Path state;

    private final FakeBoard board = new FakeBoard();
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private final List<String> gaps = new CopyOnWriteArrayList<>();
    private final Line line = new Line();
    private Optional<Counters> running = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        if (running.isPresent()) {
            running.get().stop(Duration.ofSeconds(5));
        }
    }

    @Test
    void countWhatComesOnTheirLine() throws Exception {
        board.edges(5, line);
        start();
        long now = Ticks.REAL.now();
        line.edges.add(new Edge(now, false, false));
        line.edges.add(new Edge(now + 1, true, false));
        line.edges.add(new Edge(now + 2, false, false));

        eventually("two litres", () -> total() == 10.002);
    }

    @Test
    void keepWhatTheyCountedWhenTheyStop() throws Exception {
        board.edges(5, line);
        start();
        line.edges.add(new Edge(Ticks.REAL.now(), false, false));
        eventually("a litre", () -> total() == 10.001);
        running.orElseThrow().stop(Duration.ofSeconds(5));

        assertTrue(kept().contains("pulses 1\n"), kept());
        assertTrue(kept().contains("stopped at 2026-11-30T13:00:00Z\n"), kept());
    }

    @Test
    void sayFromWhenToWhenNothingWasCounted() throws Exception {
        keep("2026-11-30T12:30:00Z");
        board.edges(5, line);
        start();

        eventually(
                "the gap is marked",
                () ->
                        gaps.equals(
                                List.of(
                                        "water: pulses between 2026-11-30T12:30:00Z and"
                                                + " 2026-11-30T13:00:00Z were not counted")));
        eventually("it goes on", () -> total() == 12.5);
    }

    @Test
    void takeWhatTheMeterShows() throws Exception {
        board.edges(5, line);
        start();
        eventually("it counts", () -> total() == 10);

        assertEquals(Optional.empty(), running.orElseThrow().set("water", 1240.1));

        assertTrue(kept().contains("base 1240.1\npulses 0\n"), kept());
        eventually("it is told", () -> total() == 1240.1);
    }

    @Test
    void nameThemselvesWhereSomebodyMeansAnother() throws Exception {
        start();

        assertEquals(
                Optional.of("there is no counter gas; there are water"),
                running.orElseThrow().set("gas", 1));
    }

    @Test
    void areFaultyWhileTheirLineCannotBeHad() throws Exception {
        start();

        eventually("a fault", () -> lastFault().isPresent());
        assertEquals(FaultKind.BUS, lastFault().orElseThrow().kind());
        board.edges(5, line);
        eventually("it counts", () -> total() == 10);
    }

    @Test
    void areFaultyWithADamagedFileUntilSomebodySaysTheTotal() throws Exception {
        Files.createDirectories(state.resolve("counters"));
        Files.writeString(state.resolve("counters/water"), "pulses 12");
        board.edges(5, line);
        start();

        eventually("a fault", () -> lastFault().isPresent());
        String message = lastFault().orElseThrow().message();
        assertTrue(message.contains("it is damaged"), message);
        assertTrue(message.contains("meetpost set-total water 1234.5"), message);

        assertEquals(Optional.empty(), running.orElseThrow().set("water", 50));
        eventually("it counts", () -> total() == 50);
    }

    private void start() throws Exception {
        var counters =
                new Counters(
                        state,
                        Duration.ofMinutes(1),
                        board,
                        (sensor, sample, tick) -> samples.add(sample),
                        (sensor, text) -> gaps.add(sensor + ": " + text),
                        Ticks.REAL,
                        Clock.fixed(NOW, ZoneOffset.UTC));
        running = Optional.of(counters);
        counters.run(settings());
    }

    private static List<SensorSettings> settings() throws Exception {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("x"), Optional.empty());
        return new SettingsReader(here)
                .read(
                        "meetpost.yaml",
                        "sensors: {water: {part: counter, gpio: 5, debounce: 0, measures: volume,"
                                + " per-pulse: 0.001, begin: 10, every: 100ms}}")
                .sensors();
    }

    private double total() {
        return running.orElseThrow()
                .last("water")
                .filter(Reading.class::isInstance)
                .map(sample -> ((Reading) sample).measurements().get(0).value())
                .orElse(-1.0);
    }

    private Optional<Fault> lastFault() {
        return running.orElseThrow()
                .last("water")
                .filter(Fault.class::isInstance)
                .map(Fault.class::cast);
    }

    private void keep(String time) throws IOException {
        Files.createDirectories(state.resolve("counters"));
        Files.writeString(
                state.resolve("counters/water"),
                new CounterRecord("volume m³", 12.5, 0, 0.001, Instant.parse(time), true).text());
    }

    private String kept() throws IOException {
        return Files.readString(state.resolve("counters/water"));
    }

    private static final class Line implements EdgePin {

        private final BlockingQueue<Edge> edges = new ArrayBlockingQueue<>(100);

        @Override
        public boolean high() {
            return true;
        }

        @Override
        public Optional<Edge> next(Duration bound) throws InterruptedException {
            return Optional.ofNullable(edges.poll(bound.toNanos(), TimeUnit.NANOSECONDS));
        }
    }
}
