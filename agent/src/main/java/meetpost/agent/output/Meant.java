package meetpost.agent.output;

/**
 * What an output is meant to be, whatever its line reads.
 *
 * @param pulse whether a pulse that runs will end it
 */
public record Meant(boolean on, boolean pulse) {}
