package meetpost.agent.history;

import com.grack.nanojson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import meetpost.agent.settings.HistorySettings;
import meetpost.agent.settings.HistorySettings.Span;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.Boot;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/** A board with one sensor, {@code kas}, whose archive can be ended and begun again. */
final class TestArchive {

    static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

    static final List<Span> USUAL =
            List.of(
                    new Span(Duration.ofSeconds(10), Duration.ofHours(1)),
                    new Span(Duration.ofMinutes(1), Duration.ofDays(1)),
                    new Span(Duration.ofMinutes(15), Duration.ofDays(31)),
                    new Span(Duration.ofHours(1), Duration.ofDays(3650)));

    final ManualTicks ticks = new ManualTicks();
    final ManualClock clock;
    private final Boot boot = Boot.another();
    private final long origin = ticks.now();
    private final HistorySettings settings = new HistorySettings(USUAL, Set.of());
    private final Path directory;
    private final Settings board;
    Archive archive;

    TestArchive(Path directory) throws SettingsException {
        this(directory, START);
    }

    TestArchive(Path directory, Instant start) throws SettingsException {
        this.directory = directory;
        this.clock = new ManualClock(start, ticks);
        this.board =
                new SettingsReader(
                                new Surroundings(
                                        "pi",
                                        Optional.empty(),
                                        Optional.empty(),
                                        directory,
                                        Optional.empty()))
                        .read(
                                "test.yaml",
                                "sensors: {kas: {part: tmp102}}\nactuators: {pomp: {gpio: 17}}\n");
        begin();
    }

    /** Another process of the same boot: what the one before had not written is gone. */
    void begin() {
        archive =
                new Archive(
                        settings,
                        directory,
                        (sensor, quantity) -> quantity.decimals(),
                        new Clocks(boot, ticks, origin, clock));
    }

    Settings settings() {
        return board;
    }

    void measure(double value) {
        archive.measured("kas", List.of(new Measurement(Quantity.TEMPERATURE, value)), ticks.now());
    }

    /** A value every ten seconds, from that one on, each {@code by} more. */
    void measure(Duration length, double first, double by) {
        long count = length.toSeconds() / 10;
        for (int i = 0; i < count; i++) {
            measure(first + i * by);
            ticks.advance(Duration.ofSeconds(10));
            if (i % 60 == 59) {
                archive.write(false);
            }
        }
    }

    JsonObject ask(String... words) throws InterruptedException {
        Map<String, String> all = new TreeMap<>();
        all.put("sensor", "kas");
        for (int i = 0; i < words.length; i += 2) {
            if (words[i].equals("output")) {
                all.remove("sensor");
            }
            all.put(words[i], words[i + 1]);
        }
        Query query = Query.of(all, clock.millis());
        return new HistoryText(
                        archive.past(query, List.of(Quantity.TEMPERATURE)).orElseThrow(),
                        Quantity::dutch)
                .json();
    }

    List<Object> temperatures(String which, String... words) throws InterruptedException {
        return List.copyOf(ask(words).getObject("values").getObject("temperatuur").getArray(which));
    }
}
