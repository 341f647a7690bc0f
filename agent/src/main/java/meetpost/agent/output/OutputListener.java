package meetpost.agent.output;

/** Is told what outputs are. Called by whoever switched, one call at a time; must not block. */
@FunctionalInterface
public interface OutputListener {

    /** After each start, switch and stop, and when a line is found to be another than was set. */
    void state(String output, OutputState state);

    /** Each time that somebody looks whether something is due. */
    default void turn() {}
}
