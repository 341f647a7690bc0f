package meetpost.agent;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.SampleListener;

/** Passes samples on, and knows when each sensor has given its first. Any thread. */
final class FirstRound implements SampleListener {

    private final SampleListener next;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    FirstRound(Set<String> sensors, SampleListener next) {
        this.next = requireNonNull(next, "next");
        missing.addAll(sensors);
    }

    @Override
    public void sampled(Sample sample, long tick) {
        next.sampled(sample, tick);
        missing.remove(sample.sensor());
    }

    /** Whether each sensor was tried. */
    boolean isOver() {
        return missing.isEmpty();
    }
}
