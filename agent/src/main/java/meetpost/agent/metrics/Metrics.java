package meetpost.agent.metrics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.bridge.Bridge;
import meetpost.agent.command.CommandDesk;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.outbox.DiskOutbox;
import meetpost.agent.output.OutputMemory;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.sampling.Sampler;
import meetpost.agent.shaping.SampleDesk;
import meetpost.agent.time.Ticks;
import meetpost.broker.Broker;
import meetpost.broker.BrokerMetrics;

/** {@code /metrics}: what the agent has counted since it started, for Prometheus. */
public final class Metrics implements Handler {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final List<Source> sources;

    /**
     * Of an agent.
     *
     * @param version of the program
     * @param silences of the threads that everything hangs on, by name
     * @param broker our own, once it has started
     */
    public static Metrics of(
            String version,
            SampleDesk samples,
            Sampler sampler,
            AgentLink link,
            DiskOutbox<Reading> outbox,
            Supplier<Optional<Long>> history,
            List<Bridge> bridges,
            CommandDesk commands,
            OutputMemory outputs,
            Supplier<Map<String, Duration>> silences,
            Supplier<Optional<Broker>> broker) {
        return new Metrics(
                List.of(
                        ProcessMetrics.of(version),
                        new SensorMetrics(samples, sampler::missed, link.topics()),
                        new LinkMetrics(link, outbox),
                        new BridgeMetrics(bridges),
                        new CommandMetrics(commands),
                        text -> defects(text, link, commands),
                        new DiskMetrics(
                                () ->
                                        written(
                                                outbox,
                                                history.get(),
                                                bridges,
                                                outputs,
                                                broker.get())),
                        new LoopMetrics(() -> lags(sampler, broker.get()), silences),
                        new BrokerCounts(() -> counts(broker.get()))));
    }

    private static void defects(Exposition text, AgentLink link, CommandDesk commands) {
        text.counter(
                        "meetpost_defects_total",
                        "Messages that made something fail that nobody foresaw, which cost them.")
                .sample(commands.defects(), "where", "commands")
                .sample(link.defects(), "where", "link");
    }

    private static Map<String, Long> written(
            DiskOutbox<Reading> outbox,
            Optional<Long> history,
            List<Bridge> bridges,
            OutputMemory outputs,
            Optional<Broker> broker) {
        Map<String, Long> written = new HashMap<>();
        bridges.forEach(each -> written.put("bridge-" + each.name(), each.writtenBytes()));
        written.put("outbox", outbox.writtenBytes());
        history.ifPresent(bytes -> written.put("history", bytes));
        written.put("output-states", outputs.writtenBytes());
        counts(broker).ifPresent(now -> written.put("broker", now.bytesWritten()));
        return written;
    }

    private static Map<String, Duration> lags(Sampler sampler, Optional<Broker> broker) {
        Map<String, Duration> lags = new HashMap<>();
        sampler.lags().forEach((sensor, lag) -> lags.put("sensor-" + sensor, lag));
        broker.ifPresent(own -> lags.put("broker", answerTime(own)));
        return lags;
    }

    /** As much as it waits at most where it hangs. */
    private static Duration answerTime(Broker broker) {
        long asked = Ticks.REAL.now();
        var unused = broker.answers();
        return Duration.ofNanos(Ticks.REAL.now() - asked);
    }

    private static Optional<BrokerMetrics> counts(Optional<Broker> broker) {
        try {
            return broker.map(Broker::metrics);
        } catch (IllegalStateException hangs) {
            // As /health says. The rest is worth knowing all the more.
            return Optional.empty();
        }
    }

    Metrics(List<Source> sources) {
        this.sources = List.copyOf(requireNonNull(sources, "sources"));
    }

    /** All of it, as it is now. Any thread; blocks for a few seconds where a thread hangs. */
    public String text() {
        var text = new Exposition();
        sources.forEach(source -> source.write(text));
        return text.toString();
    }

    @Override
    public Response answer(Request request) {
        return Response.of(200, TYPE, text());
    }
}
