package meetpost.agent.metrics;

/** A part of the agent that counts. Any thread. */
@FunctionalInterface
interface Source {

    /** Writes its families, as they are now. May block for a few seconds. */
    void write(Exposition text);
}
