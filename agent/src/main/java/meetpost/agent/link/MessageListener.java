package meetpost.agent.link;

/**
 * Is given what arrives on the subscribed topics. Called on the MQTT library's thread, which reads
 * nothing else meanwhile: must only put it into a queue.
 */
public interface MessageListener {

    /**
     * A message came.
     *
     * @param qos at which the broker delivered it: 0 to 2, at most that of the subscription
     * @param retained whether it is the broker's stored copy, from before this session
     */
    void message(String topic, byte[] payload, int qos, boolean retained);

    /** A message came whose payload was too large to keep; it is gone. */
    void tooLarge(String topic, int qos, boolean retained);

    /**
     * Whether more should not come yet. What came at QoS 1 or 2 is not acknowledged meanwhile, so
     * that the broker stops when its window is full; what comes at QoS 0 nobody can stop. Is asked
     * again when the broker has acknowledged something of ours. Has no default: one that passes on
     * would forget to pass on this.
     */
    boolean isBehind();
}
