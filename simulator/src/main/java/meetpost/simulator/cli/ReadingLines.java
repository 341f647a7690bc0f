package meetpost.simulator.cli;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.agent.log.LineLimit;
import meetpost.agent.publish.Payload;
import meetpost.agent.run.AgentListener;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;

/**
 * One line for each reading, and for each thing that a pin or a command led to; of those on one
 * topic so many in a simulated minute ({@link LineLimit}), for others decide how many there are.
 * Any thread.
 */
final class ReadingLines implements AgentListener {

    private final PrintStream out;
    private final Instant start;
    private final Ticks ticks;
    private final LineLimit limit = new LineLimit();
    private final Map<String, SensorSettings> sensors = new ConcurrentHashMap<>();

    /** Times are counted from {@code start}, so that two runs can be compared line by line. */
    ReadingLines(PrintStream out, Settings settings, Instant start, Ticks ticks) {
        this.out = requireNonNull(out, "out");
        this.start = requireNonNull(start, "start");
        this.ticks = requireNonNull(ticks, "ticks");
        learn(settings);
    }

    /** Settings were read anew: there may be sensors that were not there before. */
    void learn(Settings settings) {
        settings.sensors().forEach(sensor -> sensors.putIfAbsent(sensor.name(), sensor));
    }

    @Override
    public void reading(Reading reading) {
        synchronized (this) {
            sayMore(limit.due(ticks.now()));
        }
        SensorSettings sensor = sensors.get(reading.sensor());
        if (sensor != null) {
            String values =
                    reading.measurements().stream()
                            .map(each -> Payload.value(sensor, each) + " " + each.quantity().unit())
                            .collect(joining("  "));
            line(Duration.between(start, reading.time()), sensor.name(), values);
        }
    }

    /** The log says in words why an output moved; its topic has the time of day. */
    @Override
    public synchronized void published(String topic, String payload) {
        if (Topics.isCause(topic)) {
            return;
        }
        long now = ticks.now();
        sayMore(limit.due(now));
        if (limit.admits(topic, payload, now)) {
            line(Duration.ofNanos(now), topic, payload);
        }
    }

    /** Says what was not printed, since there will be nothing more. */
    synchronized void end() {
        sayMore(limit.rest());
    }

    private void sayMore(List<LineLimit.Summary> summaries) {
        summaries.forEach(each -> line(Duration.ofNanos(ticks.now()), each.kind(), each.text()));
    }

    private void line(Duration at, String what, String value) {
        // In one piece: the log goes to the same terminal.
        out.println(
                String.format(
                        Locale.ROOT,
                        "%02d:%02d:%02d  %-22s  %s",
                        at.toHours(),
                        at.toMinutesPart(),
                        at.toSecondsPart(),
                        what,
                        value));
    }
}
