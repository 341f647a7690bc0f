package meetpost.agent.sampling;

/**
 * Is given every sample. Called for one sensor at a time, on that sensor's thread or, while that
 * hangs, on the watch's; must not block.
 */
@FunctionalInterface
public interface SampleListener {

    /**
     * The sensor was asked.
     *
     * @param tick when, on the clock of the sampler
     */
    void sampled(Sample sample, long tick);
}
