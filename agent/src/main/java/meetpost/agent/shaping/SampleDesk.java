package meetpost.agent.shaping;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Partial;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.sampling.SampleListener;
import meetpost.agent.settings.SensorSettings;

/**
 * Where samples go: what is worth publishing into the outbox, how the sensors are to the {@link
 * HealthListener}, and a line in the log when a fault begins and when it ends. Safe for use by
 * several threads; does not block.
 */
public final class SampleDesk implements SampleListener {

    private final String session;
    private final Consumer<Reading> worth;
    private final HealthListener listener;
    private final MeasuredListener measured;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

    /** Of sensors that settings have or had: one that comes back does not begin at 1 again. */
    private final Map<String, Long> published = new HashMap<>();

    private volatile Map<String, SensorDesk> desks = Map.of();

    /**
     * Of no sensor yet.
     *
     * @param session of this start of the program, for each reading
     */
    public SampleDesk(String session, Consumer<Reading> worth, HealthListener listener) {
        this(session, worth, listener, MeasuredListener.NOBODY);
    }

    /** The same, with somebody who wants to know of each sample what was measured. */
    public SampleDesk(
            String session,
            Consumer<Reading> worth,
            HealthListener listener,
            MeasuredListener measured) {
        this.measured = requireNonNull(measured, "measured");
        this.session = requireNonNull(session, "session");
        this.worth = requireNonNull(worth, "worth");
        this.listener = requireNonNull(listener, "listener");
    }

    /**
     * From now on takes samples of these sensors and throws others away. One whose settings are
     * what they were keeps what it knows; one whose settings changed keeps its sequence numbers.
     */
    public synchronized void sensors(List<SensorSettings> sensors) {
        Map<String, SensorDesk> next = new HashMap<>();
        for (SensorSettings settings : sensors) {
            SensorDesk known = desks.get(settings.name());
            if (known != null && known.settings().equals(settings)) {
                next.put(settings.name(), known);
            }
        }
        desks.forEach(
                (name, desk) -> {
                    if (!next.containsKey(name)) {
                        published.put(name, desk.end());
                    }
                });
        for (SensorSettings settings : sensors) {
            next.computeIfAbsent(
                    settings.name(),
                    name ->
                            new SensorDesk(
                                    settings,
                                    session,
                                    worth,
                                    listener,
                                    measured,
                                    published.getOrDefault(name, 0L)));
        }
        desks = Map.copyOf(next);
    }

    @Override
    public void sampled(SensorSettings sensor, Sample sample, long tick) {
        SensorDesk desk = desks.get(sensor.name());
        if (desk == null || !desk.settings().equals(sensor)) {
            return;
        }
        Tally tally = tally(sensor.name());
        if (sample instanceof Reading reading) {
            count(tally, desk.read(reading, List.of(), tick));
        } else if (sample instanceof Partial partial) {
            count(tally, desk.read(partial.reading(), partial.failed(), tick));
        } else if (sample instanceof Fault fault) {
            desk.failed(fault, tick);
            tally.failed(fault.kind());
        }
    }

    private static void count(Tally tally, SensorDesk.Verdict verdict) {
        verdict.faults().forEach(tally::failed);
        if (verdict.believed()) {
            tally.read();
        }
    }

    /** Readings that were right since the start, whether or not they were published. */
    public long readings() {
        return tallies.values().stream().mapToLong(Tally::readings).sum();
    }

    /** What each sensor gave since the start. */
    public Map<String, Tally> tallies() {
        desks.keySet().forEach(this::tally);
        return Map.copyOf(tallies);
    }

    /** How each sensor is that has given a sample. */
    public Map<String, Health> health() {
        return ofEach(SensorDesk::health);
    }

    /** The last reading of each sensor that was worth publishing. */
    public Map<String, Reading> latest() {
        return ofEach(SensorDesk::latest);
    }

    private <T> Map<String, T> ofEach(Function<SensorDesk, Optional<T>> what) {
        Map<String, T> all = new HashMap<>();
        desks.forEach((name, desk) -> what.apply(desk).ifPresent(found -> all.put(name, found)));
        return all;
    }

    private Tally tally(String sensor) {
        return tallies.computeIfAbsent(sensor, any -> new Tally());
    }
}
