package meetpost.broker;

/**
 * What a client wants said when it is lost.
 *
 * @param delaySeconds MQTT 5 section 3.1.3.2.2; 0 at once
 */
record Will(Message message, long delaySeconds) {}
