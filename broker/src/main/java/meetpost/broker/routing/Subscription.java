package meetpost.broker.routing;

import meetpost.broker.message.TopicFilter;
import meetpost.broker.storage.StoredSubscription;

/**
 * One subscription of one subscriber.
 *
 * @param qos the highest QoS that is delivered
 * @param noLocal own messages are not delivered, MQTT 5
 * @param retainAsPublished the retain flag is kept, MQTT 5
 * @param retainHandling 0 retained messages are sent, 1 only for a new subscription, 2 not; MQTT 5
 * @param identifier 0 for none, MQTT 5
 */
public record Subscription(
        Subscriber subscriber,
        TopicFilter filter,
        int qos,
        boolean noLocal,
        boolean retainAsPublished,
        int retainHandling,
        int identifier) {

    private static final int WEIGHT = 250;

    /** What one with this filter takes of the heap, beside levels that no other filter has. */
    static long weight(TopicFilter filter) {
        return WEIGHT + 3L * filter.text().length() + 2L * filter.group().length();
    }

    public StoredSubscription stored() {
        int options = qos | (noLocal ? 4 : 0) | (retainAsPublished ? 8 : 0) | (retainHandling << 4);
        return new StoredSubscription(filter.toString(), options, identifier);
    }

    /**
     * The same of another broker's client, which asks for this in its CONNECT. A shared one may be
     * of any broker's, so it does get what came from there.
     */
    public Subscription ofABridge() {
        return new Subscription(
                subscriber, filter, qos, !filter.shared(), true, retainHandling, identifier);
    }
}
