package meetpost.agent.dashboard;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/**
 * The last hour of each sensor, so that a page that is opened now has a past. In memory: 6 kB for a
 * sensor of one quantity, and 3 kB for each further one. Told in seconds ago, not in times of day:
 * a Pi's clock may be wrong and is set while it runs. Safe for use by several threads.
 */
final class History implements Handler {

    private final Supplier<Settings> current;
    private final Topics topics;
    private final Ticks ticks;
    private final Map<String, Track> tracks = new HashMap<>();

    History(Supplier<Settings> current, Topics topics, Ticks ticks) {
        this.current = requireNonNull(current, "current");
        this.topics = requireNonNull(topics, "topics");
        this.ticks = requireNonNull(ticks, "ticks");
    }

    synchronized void add(Reading reading) {
        List<Quantity> quantities =
                reading.measurements().stream().map(Measurement::quantity).toList();
        Track track = tracks.get(reading.sensor());
        // One of several quantities may be missing for a while.
        if (track == null || !track.quantities().containsAll(quantities)) {
            tracks.keySet().retainAll(names());
            track =
                    new Track(
                            all(reading.sensor())
                                    .filter(each -> each.containsAll(quantities))
                                    .orElse(quantities));
            tracks.put(reading.sensor(), track);
        }
        track.add(reading.measurements(), ticks.now());
    }

    @Override
    public Response answer(Request request) {
        return Response.json(JsonWriter.string(json()) + "\n");
    }

    /** {@code {"speed":1.0,"sensors":{"kas":{…}}}}. */
    synchronized JsonObject json() {
        long now = ticks.now();
        var sensors = new JsonObject();
        for (SensorSettings sensor : current.get().sensors()) {
            Track track = tracks.get(sensor.name());
            if (track != null) {
                sensors.put(sensor.name(), track.json(now, topics::name));
            }
        }
        return JsonObject.builder().value("speed", speed()).value("sensors", sensors).done();
    }

    /** How much faster than life a simulation is, which cannot be told from its readings. */
    private double speed() {
        Duration minute = Duration.ofMinutes(1);
        long real = ticks.real(ticks.now() + minute.toNanos()).toNanos();
        return real == 0 ? 1 : Math.round(100.0 * minute.toNanos() / real) / 100.0;
    }

    private Optional<List<Quantity>> all(String sensor) {
        return current.get().sensors().stream()
                .filter(each -> each.name().equals(sensor))
                .findFirst()
                .map(each -> each.quantities());
    }

    private Set<String> names() {
        return current.get().sensors().stream()
                .map(SensorSettings::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
