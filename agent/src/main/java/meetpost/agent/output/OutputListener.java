package meetpost.agent.output;

/** Is told what outputs are. Called by whoever switched, one call at a time; must not block. */
@FunctionalInterface
public interface OutputListener {

    /**
     * After each start, switch and stop.
     *
     * @param on as read back from the line
     */
    void state(String output, boolean on);
}
