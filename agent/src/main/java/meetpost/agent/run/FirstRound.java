package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.SampleListener;
import meetpost.agent.settings.SensorSettings;

/** Passes samples on, and knows when each sensor has given its first. Any thread. */
final class FirstRound implements SampleListener {

    private final SampleListener next;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    FirstRound(List<SensorSettings> sensors, SampleListener next) {
        this.next = requireNonNull(next, "next");
        sensors.forEach(sensor -> missing.add(sensor.name()));
    }

    @Override
    public void sampled(SensorSettings sensor, Sample sample, long tick) {
        next.sampled(sensor, sample, tick);
        missing.remove(sample.sensor());
    }

    /** Whether each sensor was tried. */
    boolean isOver() {
        return missing.isEmpty();
    }
}
