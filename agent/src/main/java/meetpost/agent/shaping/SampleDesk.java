package meetpost.agent.shaping;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.sampling.SampleListener;
import meetpost.agent.settings.SensorSettings;

/**
 * Where samples go: what is worth publishing into the outbox, how the sensors are to the {@link
 * HealthListener}, and a line in the log when a fault begins and when it ends. Safe for use by
 * several threads; does not block.
 */
public final class SampleDesk implements SampleListener {

    private final Consumer<Reading> worth;
    private final HealthListener listener;
    private final Map<FaultKind, LongAdder> faults = new ConcurrentHashMap<>();
    private final LongAdder readings = new LongAdder();
    private volatile Map<String, SensorDesk> desks = Map.of();

    public SampleDesk(Consumer<Reading> worth, HealthListener listener) {
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
            if (known == null) {
                next.put(settings.name(), new SensorDesk(settings, worth, listener, 0));
            } else if (!known.settings().equals(settings)) {
                next.put(
                        settings.name(),
                        new SensorDesk(settings, worth, listener, known.published()));
            } else {
                next.put(settings.name(), known);
            }
        }
        desks = Map.copyOf(next);
    }

    @Override
    public void sampled(Sample sample, long tick) {
        SensorDesk desk = desks.get(sample.sensor());
        if (desk == null) {
            return;
        }
        if (sample instanceof Reading reading) {
            desk.read(reading, tick).ifPresentOrElse(this::count, readings::increment);
        } else if (sample instanceof Fault fault) {
            desk.failed(fault, tick);
            count(fault.kind());
        }
    }

    /** Readings that were right since the start, whether or not they were published. */
    public long readings() {
        return readings.sum();
    }

    /** Faults of a kind since the start. */
    public long faults(FaultKind kind) {
        LongAdder count = faults.get(kind);
        return count == null ? 0 : count.sum();
    }

    private void count(FaultKind kind) {
        faults.computeIfAbsent(kind, any -> new LongAdder()).increment();
    }
}
