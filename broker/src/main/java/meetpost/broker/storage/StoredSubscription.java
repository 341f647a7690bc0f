package meetpost.broker.storage;

/**
 * A subscription as the store keeps it.
 *
 * @param filter as the client wrote it
 * @param options as in a SUBSCRIBE of MQTT 5, section 3.8.3.1
 * @param identifier 0 for none
 */
public record StoredSubscription(String filter, int options, int identifier) {}
