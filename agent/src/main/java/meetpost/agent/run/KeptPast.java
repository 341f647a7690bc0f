package meetpost.agent.run;

import com.grack.nanojson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import meetpost.agent.history.Archive;
import meetpost.agent.history.Change.Kind;
import meetpost.agent.history.HistoryRequests;
import meetpost.agent.http.Handler;
import meetpost.agent.output.OutputListener;
import meetpost.agent.output.OutputState;
import meetpost.agent.publish.Publisher;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.Health.Ill;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.shaping.MeasuredListener;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Quantity;
import org.tinylog.Logger;

/** The past in an archive below the state directory. */
final class KeptPast implements Past {

    private final Archive archive;
    private final HistoryRequests requests;

    /**
     * Starts nothing yet.
     *
     * @param current settings whose history is on
     * @param name of a quantity in topics
     * @param ticks of the board
     */
    KeptPast(
            Supplier<Settings> current, Function<Quantity, String> name, Ticks ticks, Clock clock) {
        Settings settings = current.get();
        archive =
                new Archive(
                        settings.history(),
                        settings.state().resolve("history"),
                        (sensor, quantity) -> decimals(current.get(), sensor, quantity),
                        ticks,
                        clock);
        requests = new HistoryRequests(archive, current, name);
    }

    @Override
    public void start() {
        archive.changed(Kind.PROGRAM, "", "start", "");
        archive.start();
    }

    @Override
    public void close(Duration max) throws InterruptedException {
        archive.changed(Kind.PROGRAM, "", "stop", "");
        if (!archive.close(max)) {
            Logger.warn("history: the disk is too slow, the last minutes may be lost");
        }
    }

    @Override
    public void settings(Settings fresh) {
        archive.leaveOut(fresh.history().leftOut());
    }

    @Override
    public MeasuredListener measured(MeasuredListener listener) {
        return (sensor, good, tick) -> {
            archive.measured(sensor, good, tick);
            listener.measured(sensor, good, tick);
        };
    }

    /** How many digits of it are published. */
    private static int decimals(Settings settings, String sensor, Quantity quantity) {
        return settings.sensors().stream()
                .filter(each -> each.name().equals(sensor))
                .flatMap(each -> Optional.ofNullable(each.shaping().get(quantity)).stream())
                .mapToInt(ShapingSettings::decimals)
                .findFirst()
                .orElse(quantity.decimals());
    }

    @Override
    public HealthListener health(HealthListener listener) {
        Map<String, String> known = new ConcurrentHashMap<>();
        return (sensor, health) -> {
            Optional<Ill> ill = ill(health);
            String kind = ill.map(each -> each.kind().text()).orElse("");
            if (!kind.equals(known.put(sensor, kind))) {
                archive.changed(Kind.SENSOR, sensor, kind, ill.map(Ill::message).orElse(""));
            }
            listener.changed(sensor, health);
        };
    }

    @Override
    public void gap(String sensor, String text) {
        archive.changed(Kind.SENSOR, sensor, "gap", text);
    }

    private static Optional<Ill> ill(Health health) {
        if (health instanceof Ill ill) {
            return Optional.of(ill);
        }
        return health instanceof Health.Partial partial
                ? Optional.of(partial.fault())
                : Optional.empty();
    }

    @Override
    public OutputListener outputs(OutputListener listener) {
        Map<String, Boolean> known = new ConcurrentHashMap<>();
        return new OutputListener() {
            @Override
            public void state(String output, OutputState state) {
                Boolean before = known.put(output, state.on());
                if (before == null || before != state.on()) {
                    archive.changed(
                            Kind.OUTPUT,
                            output,
                            state.on() ? "ON" : "OFF",
                            state.origin().cause().text());
                }
                listener.state(output, state);
            }

            @Override
            public void turn() {
                listener.turn();
            }
        };
    }

    @Override
    public Publisher input(String name, Publisher publisher) {
        return new Publisher() {
            @Override
            public void state(String topic, String payload, int qos) {
                archive.changed(Kind.INPUT, name, payload, "");
                publisher.state(topic, payload, qos);
            }

            @Override
            public void event(String topic, String payload) {
                publisher.event(topic, payload);
            }

            @Override
            public void answer(String topic, String payload, Runnable lost) {
                publisher.answer(topic, payload, lost);
            }
        };
    }

    @Override
    public Optional<String> problem() {
        return archive.problem();
    }

    @Override
    public Optional<Long> writtenBytes() {
        return Optional.of(archive.writtenBytes());
    }

    @Override
    public void serve(BiConsumer<String, Handler> server) {
        server.accept(HistoryRequests.PATH, requests);
    }

    @Override
    public JsonObject answer(JsonObject request) throws InterruptedException {
        return requests.answer(request);
    }
}
