package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import meetpost.agent.bridge.Bridges;
import meetpost.agent.http.Handler;
import meetpost.agent.metrics.HealthCheck;
import meetpost.agent.metrics.Metrics;
import meetpost.agent.outbox.DiskWriter;
import meetpost.agent.process.Version;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.sampling.Sample.Reading;

/**
 * How it is: whether its threads live, what is wrong, and what it counts. Any thread.
 *
 * @param health all reasons why it is not well
 */
record SelfReport(
        LivenessCheck liveness, HealthCheck health, Metrics metrics, Optional<LocalBroker> broker) {

    SelfReport {
        requireNonNull(liveness, "liveness");
        requireNonNull(health, "health");
        requireNonNull(metrics, "metrics");
        requireNonNull(broker, "broker");
    }

    static SelfReport of(
            Sampling sampling,
            Pins pins,
            AgentLink link,
            Bridges bridges,
            DiskWriter<Reading> outbox,
            Past past,
            Optional<LocalBroker> broker,
            Network network) {
        var liveness =
                LivenessCheck.of(sampling.sampler(), pins.commands(), link, network.patience());
        var health =
                new HealthCheck(
                        sampling.desk()::health,
                        link::complaint,
                        bridges::problems,
                        () -> problem(liveness, broker),
                        pins::problems,
                        link::conflicts,
                        () ->
                                Stream.concat(
                                                LocalBroker.diskTroubles(
                                                        outbox.problem(), past.problem(), broker)
                                                        .stream(),
                                                sampling.counters().problems().stream())
                                        .toList());
        var metrics =
                Metrics.of(
                        Version.number(),
                        sampling.desk(),
                        sampling.sampler(),
                        link,
                        outbox.outbox(),
                        past::writtenBytes,
                        bridges.all(),
                        pins.commands(),
                        pins.memory(),
                        liveness::silences,
                        () -> broker.flatMap(LocalBroker::current));
        return new SelfReport(liveness, health, metrics, broker);
    }

    /** Gives what is to be served, by its path. */
    void serve(BiConsumer<String, Handler> server) {
        server.accept("/health", health);
        server.accept("/metrics", metrics);
    }

    /** Which thread hangs, in words; empty: none. Blocks for a few seconds at most. */
    Optional<String> problem() {
        return problem(liveness, broker);
    }

    private static Optional<String> problem(LivenessCheck liveness, Optional<LocalBroker> broker) {
        return liveness.problem().or(() -> broker.flatMap(LocalBroker::problem));
    }
}
