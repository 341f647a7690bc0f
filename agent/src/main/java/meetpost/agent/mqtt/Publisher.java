package meetpost.agent.mqtt;

/** Where the parts of the agent leave what others should know. Any thread; never blocks. */
public interface Publisher {

    /**
     * What is true now: retained, and published again on each connect. While the broker is away
     * only the newest payload of a topic is kept. An empty payload clears the topic.
     */
    void state(String topic, String payload, int qos);

    /** What happened once: not retained, QoS 1, and gone if the broker is away. */
    void event(String topic, String payload);
}
