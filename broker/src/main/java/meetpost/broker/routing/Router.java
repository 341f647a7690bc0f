package meetpost.broker.routing;

import java.util.Collection;
import java.util.function.LongSupplier;
import meetpost.broker.budget.Share;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.Reason;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.metrics.EventLog;
import meetpost.broker.packet.Frames;
import meetpost.broker.retained.Retention;

/**
 * What happens to a message, whoever it comes from: permitted or not, retained, delivered to
 * whoever subscribes to its topic. Confined to the event loop.
 */
public final class Router {

    private final SubscriptionTree tree;
    private final Retention retention;
    private final RetainedDelivery retainedDelivery;
    private final Frames frames;
    private final EventLog events;
    private final LongSupplier ticks;

    private String lastDenied = "";

    /**
     * @param ticks monotonic nanoseconds
     */
    public Router(
            SubscriptionTree tree,
            Retention retention,
            RetainedDelivery retainedDelivery,
            Frames frames,
            EventLog events,
            LongSupplier ticks) {
        this.tree = tree;
        this.retention = retention;
        this.retainedDelivery = retainedDelivery;
        this.frames = frames;
        this.events = events;
        this.ticks = ticks;
    }

    /** Whether a client may publish this: {@link Reason#SUCCESS} or why not. */
    public int permits(Message message, Subscriber from) {
        String topic = message.topic().name();
        if ((topic.startsWith("$SYS/") && !isBridgeState(topic)) || topic.startsWith("$share/")) {
            return Reason.NOT_AUTHORIZED;
        }
        if (!from.permissions().publish(message.topic())) {
            denied(topic, from);
            return Reason.NOT_AUTHORIZED;
        }
        return Reason.SUCCESS;
    }

    /** Another broker that forwards to this one says here whether it does: Mosquitto's bridges. */
    private static boolean isBridgeState(String topic) {
        return topic.startsWith("$SYS/broker/connection/") && topic.endsWith("/state");
    }

    /** Retains a message if it says so, and delivers it. The reason is for an MQTT 5 PUBACK. */
    public int publish(Message message, Subscriber from) {
        int permitted = permits(message, from);
        if (permitted != Reason.SUCCESS) {
            return permitted;
        }
        boolean kept = !message.retain() || retention.retain(message, from.holding().share());
        int reason = deliver(message, from);
        return kept ? reason : Reason.QUOTA_EXCEEDED;
    }

    /** Once for a topic in a row, so that a publisher that goes on does not fill the log. */
    private void denied(String topic, Subscriber from) {
        String what = from.clientId() + " " + topic;
        if (!what.equals(lastDenied)) {
            lastDenied = what;
            events.event("client %s may not publish to %s", from.clientId(), topic);
        }
    }

    /**
     * Publishes what the broker itself has to say, retained; not for ever.
     *
     * @param own the broker's own share
     */
    public void publishOwn(Message message, Share own) {
        if (retention.retainOwn(message, own)) {
            deliver(message, null);
        }
    }

    /**
     * Delivers a message without retaining it. What a subscriber's queue has no room for is counted
     * as its loss, no publisher's.
     *
     * @param from who does not get it where it asked for that; none for the broker itself
     * @return the reason for an MQTT 5 PUBACK
     */
    public int deliver(Message message, @Nullable Subscriber from) {
        Route route = tree.route(message.topic());
        if (route.leadsNowhere()) {
            return Reason.NO_MATCHING_SUBSCRIBERS;
        }
        retainedDelivery.overtake(message);
        frames.of(message, message.expires() ? ticks.getAsLong() : 0);
        for (Route.Stop stop : route.stops()) {
            Route.Stop part = stop.subscriber() == from ? stop.echo() : stop;
            if (part != null) {
                hand(message, part);
            }
        }
        for (SharedGroup group : route.groups()) {
            hand(message, Route.stop(group.next(message)));
        }
        frames.clear();
        return Reason.SUCCESS;
    }

    private void hand(Message message, Route.Stop stop) {
        int qos = Math.min(message.qos(), stop.qos());
        boolean retain = message.retain() && stop.retainAsPublished();
        stop.subscriber().deliver(message, qos, retain, stop, frames);
    }

    /**
     * MQTT 5 section 4.8.2: what came to a session by a shared subscription and was not
     * acknowledged at the session's end goes to others of the group, but for what is half-way of
     * QoS 2.
     *
     * @param unacknowledged of the session
     */
    public void passOn(Collection<OutgoingMessage> unacknowledged) {
        for (OutgoingMessage one : unacknowledged) {
            TopicFilter share = one.share();
            boolean halfway = one.qos() == 2 && one.packetId() > 0;
            SharedGroup group = share == null || halfway ? null : tree.group(share);
            long now = ticks.getAsLong();
            if (group != null && !one.message().expired(now)) {
                frames.of(one.message(), now);
                hand(one.message(), Route.stop(group.next(one.message())));
                frames.clear();
            }
        }
    }
}
