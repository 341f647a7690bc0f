package meetpost.agent.p1;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.SampleListener;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.SerialPorts;

/** The smart meters of an agent. All methods are for any thread. */
public final class P1Meters {

    private final SerialPorts ports;
    private final SampleListener listener;
    private final Ticks ticks;
    private final Clock clock;
    private volatile Map<String, P1Watch> watches = Map.of();
    private boolean ended;

    /**
     * Opens nothing yet.
     *
     * @param ticks of the board
     */
    public P1Meters(SerialPorts ports, SampleListener listener, Ticks ticks, Clock clock) {
        this.ports = requireNonNull(ports, "ports");
        this.listener = requireNonNull(listener, "listener");
        this.ticks = requireNonNull(ticks, "ticks");
        this.clock = requireNonNull(clock, "clock");
    }

    /** How many threads read. */
    public static int threads(List<SensorSettings> sensors) {
        return (int) sensors.stream().filter(each -> each.wire() instanceof Wire.Serial).count();
    }

    /**
     * Reads these from now on, as far as they are meters, and no others. One whose settings are
     * what they were goes on undisturbed. Does not block.
     */
    public synchronized void run(List<SensorSettings> sensors) {
        if (ended) {
            return;
        }
        Map<String, P1Watch> next = new LinkedHashMap<>();
        watches.forEach(
                (name, watch) -> {
                    if (sensors.contains(watch.settings())) {
                        next.put(name, watch);
                    } else {
                        watch.end();
                    }
                });
        for (SensorSettings each : sensors) {
            if (each.wire() instanceof Wire.Serial wire && !next.containsKey(each.name())) {
                var watch = new P1Watch(each, wire, ports, listener, ticks, clock);
                next.put(each.name(), watch);
                watch.start();
            }
        }
        watches = Map.copyOf(next);
    }

    /** The newest sample of that meter; empty: there is none yet, or no such meter. */
    public Optional<Sample> last(String sensor) {
        return Optional.ofNullable(watches.get(sensor)).flatMap(P1Watch::last);
    }

    /** Reads no more. Blocks for {@code max} at most. */
    public void stop(Duration max) throws InterruptedException {
        synchronized (this) {
            ended = true;
        }
        watches.values().forEach(P1Watch::end);
        long end = Ticks.REAL.now() + max.toNanos();
        for (P1Watch each : watches.values()) {
            boolean unused = each.join(Ticks.REAL.real(end));
        }
    }
}
