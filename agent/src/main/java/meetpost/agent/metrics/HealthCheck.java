package meetpost.agent.metrics;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.publish.Payload;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.Health.Ill;
import meetpost.agent.sampling.Health.Partial;

/**
 * {@code /health}: 200 if all is well, else 503 and why.
 *
 * @param sensors how each is that has given a sample
 * @param link why there is no session with the broker
 * @param bridges what is wrong with ways to other brokers
 * @param threads which of them hangs
 * @param outputs which lines are not where they should be
 * @param conflicts which other boards claim topics of this one
 * @param disk what cannot be kept on it, and why
 */
public record HealthCheck(
        Supplier<Map<String, Health>> sensors,
        Supplier<Optional<String>> link,
        Supplier<List<String>> bridges,
        Supplier<Optional<String>> threads,
        Supplier<List<String>> outputs,
        Supplier<List<String>> conflicts,
        Supplier<List<String>> disk)
        implements Handler {

    private static final int UNAVAILABLE = 503;

    public HealthCheck {
        requireNonNull(sensors, "sensors");
        requireNonNull(link, "link");
        requireNonNull(bridges, "bridges");
        requireNonNull(threads, "threads");
        requireNonNull(outputs, "outputs");
        requireNonNull(conflicts, "conflicts");
        requireNonNull(disk, "disk");
    }

    /** What is wrong now, in words. Any thread; blocks for a few seconds where a thread hangs. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        threads.get().ifPresent(reasons::add);
        link.get().ifPresent(reasons::add);
        reasons.addAll(bridges.get());
        reasons.addAll(outputs.get());
        reasons.addAll(conflicts.get());
        reasons.addAll(disk.get());
        new TreeMap<>(sensors.get())
                .values()
                .forEach(
                        health -> {
                            Optional<Ill> fault =
                                    health instanceof Partial partial
                                            ? Optional.of(partial.fault())
                                            : Optional.of(health)
                                                    .filter(Ill.class::isInstance)
                                                    .map(Ill.class::cast);
                            if (fault.isPresent()) {
                                Ill ill = fault.get();
                                reasons.add(
                                        "%s (%s since %s)"
                                                .formatted(
                                                        ill.message(),
                                                        ill.kind().text(),
                                                        Payload.time(ill.since())));
                            }
                        });
        return reasons;
    }

    @Override
    public Response answer(Request request) {
        return answer(reasons());
    }

    static Response answer(List<String> reasons) {
        JsonStringWriter json =
                JsonWriter.string()
                        .object()
                        .value("status", reasons.isEmpty() ? "ok" : "failing")
                        .array("reasons", reasons)
                        .end();
        return Response.of(
                reasons.isEmpty() ? 200 : UNAVAILABLE, "application/json", json.done() + "\n");
    }
}
