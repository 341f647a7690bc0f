package meetpost.agent.worker;

/** What a {@link Worker} does. All of it runs on the worker's thread. */
public interface Work {

    /** Before the first turn. */
    default void begin() throws InterruptedException {}

    /** Again and again. May block, for about a second: the heartbeat is as old as that. */
    void turn() throws InterruptedException;

    /** At the end, whatever brought it: also where a turn has thrown. Must not block for long. */
    default void end() {}
}
