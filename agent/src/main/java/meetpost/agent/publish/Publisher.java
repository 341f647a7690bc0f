package meetpost.agent.publish;

/** Where the parts of the agent leave what others should know. Any thread; never blocks. */
public interface Publisher {

    /**
     * What is true now: retained, and published again on each connect. While the broker is away
     * only the newest payload of a topic is kept. An empty payload clears the topic.
     */
    void state(String topic, String payload, int qos);

    /** What happened once: not retained, QoS 1, and gone if the broker is away. */
    void event(String topic, String payload);

    /**
     * What came of a command, for its sender: not retained, QoS 1. While the session stands the
     * broker gets it, however many of them wait, after each state that was left here before.
     *
     * @param lost runs where the broker does not get it: the session is over, or memory is; on any
     *     thread, also before this returns, and must not block
     */
    void answer(String topic, String payload, Runnable lost);
}
