package meetpost.broker.routing;

import java.util.List;
import java.util.function.Consumer;
import meetpost.broker.access.Permissions;
import meetpost.broker.budget.Use;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.metrics.Counters;
import meetpost.broker.metrics.EventLog;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import meetpost.broker.storage.Store;
import meetpost.broker.storage.StoredSubscription;

/** Who has subscribed to what, and what a new subscription brings. Confined to the event loop. */
public final class SubscriptionRegister {

    private final Limits limits;
    private final Counters counters;
    private final EventLog events;
    private final Store store;
    private final RetainedDelivery delivery;
    private final Consumer<TopicFilter> asked;
    private final SubscriptionTree tree = new SubscriptionTree();

    /**
     * @param asked hears each filter before the first messages of its topics go out
     */
    public SubscriptionRegister(
            Limits limits,
            Counters counters,
            EventLog events,
            Store store,
            RetainedDelivery delivery,
            Consumer<TopicFilter> asked) {
        this.limits = limits;
        this.counters = counters;
        this.events = events;
        this.store = store;
        this.delivery = delivery;
        this.asked = asked;
    }

    public SubscriptionTree tree() {
        return tree;
    }

    /** The granted QoS, or the reason for a refusal. */
    public int subscribe(Subscription wanted) {
        Subscriber subscriber = wanted.subscriber();
        String filter = wanted.filter().toString();
        Subscription before = subscriber.subscriptions().get(filter);
        if (!subscriber.permissions().subscribe(wanted.filter())) {
            events.event("client %s may not subscribe to %s", subscriber.clientId(), filter);
            return Reason.NOT_AUTHORIZED;
        }
        int most = limits.count(Limit.SUBSCRIPTIONS);
        if (before == null && subscriber.subscriptions().size() >= most) {
            counters.reached(Limit.SUBSCRIPTIONS);
            events.event(
                    "client %s has %d subscriptions, a further one is refused",
                    subscriber.clientId(), most);
            return Reason.QUOTA_EXCEEDED;
        }
        if (before == null && !takes(subscriber, wanted.filter())) {
            counters.reached(Limit.MEMORY_SIZE);
            events.event(
                    "client %s has %d subscriptions, there is no memory for a further one",
                    subscriber.clientId(), subscriber.subscriptions().size());
            return Reason.QUOTA_EXCEEDED;
        }
        asked.accept(wanted.filter());
        subscriber.subscriptions().put(filter, wanted);
        tree.put(wanted, before == null);
        if (subscriber.persistent()) {
            store.subscribed(subscriber.clientId(), wanted.stored());
        }
        return wanted.qos();
    }

    private boolean takes(Subscriber subscriber, TopicFilter filter) {
        long weight = Subscription.weight(filter);
        long levels = tree.weight(filter);
        if (!subscriber.holding().take(Use.SESSIONS, weight + levels)) {
            return false;
        }
        // The tree takes what is of its levels.
        subscriber.holding().give(Use.SESSIONS, levels);
        return true;
    }

    /** [MQTT-3.3.1-6]: what is retained on the topics of a new subscription. */
    public void sendRetained(Subscription to) {
        if (!to.filter().shared()) {
            delivery.begin(to);
        }
    }

    /** The reason for an MQTT 5 UNSUBACK. */
    public int unsubscribe(Subscriber subscriber, TopicFilter filter) {
        Subscription before = subscriber.subscriptions().remove(filter.toString());
        if (before == null) {
            return Reason.NO_SUBSCRIPTION_EXISTED;
        }
        tree.remove(before);
        subscriber.holding().give(Use.SESSIONS, Subscription.weight(filter));
        if (subscriber.persistent()) {
            store.unsubscribed(subscriber.clientId(), filter);
        }
        return Reason.SUCCESS;
    }

    /**
     * What a client may do from now on. What it, or another user before it, subscribed to in this
     * session under other rules ends.
     */
    public void permit(Subscriber subscriber, Permissions granted) {
        if (subscriber.permissions().denySome() || granted.denySome()) {
            tree.rulesChanged();
        }
        subscriber.permissions(granted);
        for (Subscription one : List.copyOf(subscriber.subscriptions().values())) {
            if (!granted.subscribe(one.filter())) {
                events.event(
                        "client %s may not be subscribed to %s any more",
                        subscriber.clientId(), one.filter());
                unsubscribe(subscriber, one.filter());
            }
        }
    }

    /** A session is at its end. */
    public void forget(Subscriber subscriber) {
        for (Subscription one : subscriber.subscriptions().values()) {
            tree.remove(one);
            subscriber.holding().give(Use.SESSIONS, Subscription.weight(one.filter()));
        }
        subscriber.subscriptions().clear();
        delivery.forget(subscriber);
    }

    /** A subscription as the store kept it. */
    public void restore(Subscriber subscriber, StoredSubscription kept) {
        int options = kept.options();
        try {
            var subscription =
                    new Subscription(
                            subscriber,
                            TopicFilter.of(kept.filter(), limits.count(Limit.TOPIC_LEVELS)),
                            options & 3,
                            (options & 4) != 0,
                            (options & 8) != 0,
                            options >> 4 & 3,
                            kept.identifier());
            long weight = Subscription.weight(subscription.filter());
            subscriber.holding().force(Use.SESSIONS, weight, weight);
            subscriber.subscriptions().put(kept.filter(), subscription);
            tree.put(subscription, true);
        } catch (ProtocolException e) {
            events.event("subscription of %s is not restored: %s", subscriber.clientId(), e.text());
        }
    }
}
