package meetpost.broker.packet;

import meetpost.broker.message.Message;

/**
 * What a client wants said when it is lost.
 *
 * @param delaySeconds MQTT 5 section 3.1.3.2.2; 0 at once
 */
public record Will(Message message, long delaySeconds) {}
