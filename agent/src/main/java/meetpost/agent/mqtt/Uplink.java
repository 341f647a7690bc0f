package meetpost.agent.mqtt;

/** The way to the broker, for as long as one session stands. */
public interface Uplink {

    /**
     * Hands a message to the broker. Any thread; does not block.
     *
     * @param acked runs when the broker has it (QoS 0: when it was written), never if the session
     *     ends first; on the library's thread, so it must only put something into a queue
     * @throws IllegalArgumentException if the topic is none
     * @return false if that is not possible now: the session has ended, or too much is on its way
     */
    boolean publish(Message message, Runnable acked);
}
