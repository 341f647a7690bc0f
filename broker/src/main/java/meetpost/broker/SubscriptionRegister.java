package meetpost.broker;

import java.util.List;
import meetpost.broker.budget.Use;

/** Who has subscribed to what, and what a new subscription brings. Confined to the event loop. */
final class SubscriptionRegister {

    private final Engine engine;
    private final Limits limits;
    private final RetainedDelivery delivery;
    private final SysTopics sysTopics;
    private final SubscriptionTree tree = new SubscriptionTree();

    SubscriptionRegister(Engine engine, RetainedDelivery delivery, SysTopics sysTopics) {
        this.engine = engine;
        this.limits = engine.limits();
        this.delivery = delivery;
        this.sysTopics = sysTopics;
    }

    SubscriptionTree tree() {
        return tree;
    }

    /** The granted QoS, or the reason for a refusal. */
    int subscribe(Subscription wanted) {
        Session session = wanted.session();
        String filter = wanted.filter().toString();
        Subscription before = session.subscriptions().get(filter);
        if (!session.permissions().subscribe(wanted.filter())) {
            engine.event("client %s may not subscribe to %s", session.clientId(), filter);
            return Reason.NOT_AUTHORIZED;
        }
        int most = limits.count(Limit.SUBSCRIPTIONS);
        if (before == null && session.subscriptions().size() >= most) {
            engine.counters().reached(Limit.SUBSCRIPTIONS);
            engine.event(
                    "client %s has %d subscriptions, a further one is refused",
                    session.clientId(), most);
            return Reason.QUOTA_EXCEEDED;
        }
        if (before == null && !takes(session, wanted.filter())) {
            engine.counters().reached(Limit.MEMORY_SIZE);
            engine.event(
                    "client %s has %d subscriptions, there is no memory for a further one",
                    session.clientId(), session.subscriptions().size());
            return Reason.QUOTA_EXCEEDED;
        }
        sysTopics.wanted(wanted.filter());
        session.subscriptions().put(filter, wanted);
        tree.put(wanted, before == null);
        if (session.persistent()) {
            engine.store().subscribed(wanted);
        }
        return wanted.qos();
    }

    private boolean takes(Session session, TopicFilter filter) {
        long weight = Subscription.weight(filter);
        long levels = tree.weight(filter);
        if (!session.holding().take(Use.SESSIONS, weight + levels)) {
            return false;
        }
        // The tree takes what is of its levels.
        session.holding().give(Use.SESSIONS, levels);
        return true;
    }

    /** [MQTT-3.3.1-6]: what is retained on the topics of a new subscription. */
    void sendRetained(Subscription to) {
        if (!to.filter().shared()) {
            delivery.begin(to);
        }
    }

    /** The reason for an MQTT 5 UNSUBACK. */
    int unsubscribe(Session session, TopicFilter filter) {
        Subscription before = session.subscriptions().remove(filter.toString());
        if (before == null) {
            return Reason.NO_SUBSCRIPTION_EXISTED;
        }
        tree.remove(before);
        session.holding().give(Use.SESSIONS, Subscription.weight(filter));
        if (session.persistent()) {
            engine.store().unsubscribed(session.clientId(), filter);
        }
        return Reason.SUCCESS;
    }

    /**
     * What a client may do from now on. What it, or another user before it, subscribed to in this
     * session under other rules ends.
     */
    void permit(Session session, Permissions granted) {
        if (session.permissions().denySome() || granted.denySome()) {
            tree.rulesChanged();
        }
        session.permissions(granted);
        for (Subscription one : List.copyOf(session.subscriptions().values())) {
            if (!granted.subscribe(one.filter())) {
                engine.event(
                        "client %s may not be subscribed to %s any more",
                        session.clientId(), one.filter());
                unsubscribe(session, one.filter());
            }
        }
    }

    /** A session is at its end. */
    void forget(Session session) {
        for (Subscription one : session.subscriptions().values()) {
            tree.remove(one);
            session.holding().give(Use.SESSIONS, Subscription.weight(one.filter()));
        }
        session.subscriptions().clear();
        delivery.forget(session);
    }

    /** A subscription as the store kept it; {@code options} as in MQTT 5. */
    void restore(Session session, String filter, int options, int identifier) {
        try {
            var subscription =
                    new Subscription(
                            session,
                            TopicFilter.of(filter, limits.count(Limit.TOPIC_LEVELS)),
                            options & 3,
                            (options & 4) != 0,
                            (options & 8) != 0,
                            options >> 4 & 3,
                            identifier);
            long weight = Subscription.weight(subscription.filter());
            session.holding().force(Use.SESSIONS, weight, weight);
            session.subscriptions().put(filter, subscription);
            tree.put(subscription, true);
        } catch (ProtocolException e) {
            engine.event("subscription of %s is not restored: %s", session.clientId(), e.text());
        }
    }
}
