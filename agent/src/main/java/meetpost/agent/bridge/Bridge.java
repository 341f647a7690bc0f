package meetpost.agent.bridge;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A way to another broker. All methods are for any thread; only {@link #settle} and {@link #stop}
 * block.
 */
public interface Bridge {

    /** As settings name it. */
    String name();

    /** Begins to connect, at once. */
    void start();

    /** From now on commands are refused. */
    void refuse();

    /** Blocks until the far end has everything that goes there, or for {@code max}. */
    void settle(Duration max) throws InterruptedException;

    /**
     * Hands over what waits, says that it is gone, and ends. What could not be handed over is kept
     * for the next start, where it is kept at all. Blocks for {@code max} at most.
     */
    void stop(Duration max) throws InterruptedException;

    /** Whether there is a session at the far end, as far as we know. */
    boolean connected();

    /** What is wrong with it, in words; empty if nothing is. */
    Optional<String> problem();

    /** Sessions at the far end that followed another one. */
    long reconnects();

    /**
     * The tick at which all its threads were last seen at work: at most 60 s ago if all is well.
     */
    long turned();

    /** Messages that crossed it, by direction. */
    Map<String, Long> carried();

    /** Messages that wait for the far end. */
    int waiting();

    /** Messages dropped while they waited, for want of room or for age. */
    long dropped();

    /** What did not cross it, by reason. */
    Map<String, Long> refused();

    /** Bytes written to disk since the start. */
    long writtenBytes();
}
