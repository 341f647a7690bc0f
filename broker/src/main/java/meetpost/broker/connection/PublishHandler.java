package meetpost.broker.connection;

import static meetpost.broker.message.ProtocolException.malformed;
import static meetpost.broker.message.ProtocolException.protocol;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.message.Topic;
import meetpost.broker.packet.AckWriter;
import meetpost.broker.packet.Connect;
import meetpost.broker.packet.PacketReader;
import meetpost.broker.packet.PacketType;
import meetpost.broker.packet.Properties;
import meetpost.broker.session.DeferredWrites;
import meetpost.broker.session.Session;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/** What one client publishes: PUBLISH and PUBREL as they come in. */
final class PublishHandler {

    /** How many topic aliases a client may use. */
    static final int ALIASES = 10;

    private static final Topic[] NONE = {};

    private final ConnectionContext context;
    private final AckWriter replies;
    private final Holding holding;
    private final Set<Integer> repeated = new HashSet<>(0);
    private Topic[] aliases = NONE;

    PublishHandler(ConnectionContext context, AckWriter replies, Holding holding) {
        this.context = context;
        this.holding = holding;
        this.replies = replies;
    }

    void publish(int header, PacketReader in, Session mine, boolean mqtt5)
            throws ProtocolException {
        int qos = header >> 1 & 3;
        boolean again = (header & 8) != 0;
        if (qos == 3 || (qos == 0 && again)) {
            throw malformed(String.format(Locale.ROOT, "PUBLISH with header 0x%02X", header));
        }
        Topic topic = in.topic();
        int id = qos == 0 ? 0 : in.packetId();
        Properties properties = mqtt5 ? in.properties(Properties.OF_PUBLISH) : Properties.NONE;
        if (properties.has(Properties.TOPIC_ALIAS)) {
            topic = alias((int) properties.number(Properties.TOPIC_ALIAS, 0), topic);
        } else if (topic.name().isEmpty()) {
            throw malformed("PUBLISH without a topic");
        }
        var message =
                new Message(
                        topic,
                        in.rest(),
                        qos,
                        (header & 1) != 0,
                        properties.handedOn(),
                        Connect.expiresAt(properties, context.now()));
        context.counters().publishReceived++;
        switch (qos) {
            case 0 -> context.router().publish(message, mine);
            case 1 -> publishAtLeastOnce(id, message, mine);
            default -> receive(id, message, mine, mqtt5);
        }
    }

    /** PUBACK follows when the message is safe, {@link DeferredWrites}. */
    private void publishAtLeastOnce(int id, Message message, Session mine) {
        DeferredWrites deferred = context.deferred();
        deferred.begin(mine);
        int reason;
        try {
            reason = context.router().publish(message, mine);
        } finally {
            deferred.end();
        }
        deferred.acknowledge(replies, id, reason);
    }

    /** QoS 2 is handed on at PUBREL; until then the identifier tells a repetition. */
    private void receive(int id, Message message, Session mine, boolean mqtt5)
            throws ProtocolException {
        int reason = Reason.SUCCESS;
        if (mine.held().contains(id)) {
            requireNew(id);
        } else {
            reason = context.router().permits(message, mine);
            if (reason == Reason.SUCCESS) {
                requireRoom(message, mine, mqtt5);
                reason = hold(id, message, mine, mqtt5);
            } else if (!mqtt5) {
                // 3.1.1 cannot refuse: the exchange goes on, the message goes nowhere.
                reason = Reason.SUCCESS;
            }
        }
        replies.acknowledge(PacketType.PUBREC, id, reason);
    }

    /** 3.1.1 has no word for a message that is not taken. */
    private int hold(int id, Message message, Session mine, boolean mqtt5)
            throws ProtocolException {
        if (mine.held().receive(id, message)) {
            return Reason.SUCCESS;
        }
        if (!mqtt5) {
            throw ProtocolException.reached(
                    Limit.MEMORY_SIZE,
                    Reason.QUOTA_EXCEEDED,
                    "there is no room for another QoS 2 message");
        }
        context.counters().reached(Limit.MEMORY_SIZE);
        return Reason.QUOTA_EXCEEDED;
    }

    /**
     * A client repeats a message once it is connected again, at no other time (MQTT 5, 4.4). Once
     * is forgiven; the second time it does not understand PUBREC and would go on for ever.
     */
    private void requireNew(int id) throws ProtocolException {
        if (!repeated.add(id)) {
            throw protocol("packet identifier %s of QoS 2 came three times".formatted(id));
        }
    }

    private void requireRoom(Message message, Session mine, boolean mqtt5)
            throws ProtocolException {
        Limits limits = context.limits();
        Limit most = mqtt5 ? Limit.INFLIGHT : Limit.QUEUE_MESSAGES;
        boolean large = mine.held().bytes() + message.cost() > limits.of(Limit.QUEUE_SIZE);
        if (large || mine.held().size() >= limits.of(most)) {
            throw ProtocolException.reached(
                    large ? Limit.QUEUE_SIZE : most,
                    Reason.RECEIVE_MAXIMUM_EXCEEDED,
                    "%s QoS 2 messages wait for their PUBREL".formatted(mine.held().size()));
        }
    }

    void complete(int id, Session mine) {
        if (!repeated.isEmpty()) {
            repeated.remove(id);
        }
        Message message = mine.held().complete(id);
        if (message != null) {
            context.router().publish(message, mine);
        }
        // One that is unknown has been completed before: this is how a client recovers.
        replies.acknowledge(PacketType.PUBCOMP, id, Reason.SUCCESS);
    }

    private Topic alias(int alias, Topic topic) throws ProtocolException {
        if (alias > ALIASES) {
            throw new ProtocolException(
                    Reason.TOPIC_ALIAS_INVALID,
                    "topic alias %s, at most %s are taken".formatted(alias, ALIASES));
        }
        if (aliases.length == 0) {
            aliases = new Topic[ALIASES + 1];
        }
        if (!topic.name().isEmpty()) {
            take(topic, aliases[alias]);
            aliases[alias] = topic;
            return topic;
        }
        Topic known = aliases[alias];
        if (known == null) {
            throw protocol("topic alias %s stands for nothing yet".formatted(alias));
        }
        return known;
    }

    private void take(Topic topic, @Nullable Topic before) throws ProtocolException {
        int less = before == null ? 0 : before.weight();
        if (!holding.take(Use.CONNECTIONS, topic.weight())) {
            throw ProtocolException.reached(
                    Limit.MEMORY_SIZE,
                    Reason.QUOTA_EXCEEDED,
                    "there is no room for a topic behind an alias");
        }
        holding.give(Use.CONNECTIONS, less);
    }
}
