package meetpost.agent.sampling;

import meetpost.agent.settings.SensorSettings;

/**
 * Is given every sample. Called for one sensor at a time, on that sensor's thread or, while that
 * hangs, on the watch's; must not block.
 */
@FunctionalInterface
public interface SampleListener {

    /**
     * The sensor was asked.
     *
     * @param sensor as it was asked: by the time that it answers, settings may name another part
     *     for it
     * @param tick when, on the clock of the sampler
     */
    void sampled(SensorSettings sensor, Sample sample, long tick);
}
