package meetpost.simulator.chip;

/**
 * A physical quantity as it changes in time, in its usual unit. Safe for use by several threads.
 */
@FunctionalInterface
public interface Signal {

    /**
     * What it is at {@code instant}, in nanoseconds since the bus's origin: the same for the same
     * instant, whoever asks and however often.
     */
    double at(long instant);

    /** Always the same. */
    static Signal constant(double value) {
        return instant -> value;
    }
}
