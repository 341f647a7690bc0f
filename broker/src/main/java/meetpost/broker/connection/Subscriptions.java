package meetpost.broker.connection;

import static meetpost.broker.message.ProtocolException.malformed;
import static meetpost.broker.message.ProtocolException.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.packet.AckWriter;
import meetpost.broker.packet.PacketReader;
import meetpost.broker.packet.Properties;
import meetpost.broker.routing.Subscription;
import meetpost.broker.session.ClientLink;
import meetpost.broker.session.Session;
import meetpost.broker.settings.Limit;

/** What one client subscribes to: SUBSCRIBE and UNSUBSCRIBE as they come in. */
final class Subscriptions {

    /** A packet may have so many times the filters that one client may have subscriptions. */
    private static final int TIMES_THE_MOST = 10;

    private final ConnectionContext context;
    private final AckWriter replies;

    Subscriptions(ConnectionContext context, AckWriter replies) {
        this.context = context;
        this.replies = replies;
    }

    /** The whole packet is checked before any of it is done. */
    void subscribe(PacketReader in, Session mine, boolean mqtt5, boolean bridge)
            throws ProtocolException {
        int id = in.packetId(Reason.MALFORMED);
        Properties properties = mqtt5 ? in.properties(Properties.OF_SUBSCRIBE) : Properties.NONE;
        int identifier = (int) properties.number(Properties.SUBSCRIPTION_ID, 0);
        int most = context.limits().count(Limit.SUBSCRIPTIONS);
        List<Subscription> wanted = new ArrayList<>();
        int filters = 0;
        for (; in.hasMore(); filters++) {
            requireFew(filters);
            TopicFilter filter = filter(in);
            Subscription one = subscription(mine, filter, in.u8(), identifier, mqtt5);
            if (filters < most) {
                wanted.add(bridge ? one.ofABridge() : one);
            }
        }
        if (wanted.isEmpty()) {
            throw malformed("SUBSCRIBE without a topic filter");
        }
        requireRoom(mine, filters);
        byte[] codes = new byte[filters];
        if (filters > most) {
            context.counters().reached(Limit.SUBSCRIPTIONS);
            context.event(
                    "client %s asks for %d subscriptions at once, those after the first %d are refused",
                    mine.clientId(), filters, most);
            int refusal = mqtt5 ? Reason.QUOTA_EXCEEDED : Reason.UNSPECIFIED;
            Arrays.fill(codes, most, filters, (byte) refusal);
        }
        boolean[] sends = new boolean[wanted.size()];
        for (int i = 0; i < sends.length; i++) {
            Subscription one = wanted.get(i);
            boolean isNew = !mine.subscriptions().containsKey(one.filter().toString());
            int code = context.register().subscribe(one);
            codes[i] = (byte) (mqtt5 || code < Reason.UNSPECIFIED ? code : Reason.UNSPECIFIED);
            sends[i] =
                    code < Reason.UNSPECIFIED
                            && (one.retainHandling() == 0 || (one.retainHandling() == 1 && isNew));
        }
        replies.suback(id, codes);
        for (int i = 0; i < sends.length; i++) {
            if (sends[i]) {
                context.register().sendRetained(wanted.get(i));
            }
        }
    }

    void unsubscribe(PacketReader in, Session mine, boolean mqtt5) throws ProtocolException {
        int id = in.packetId(Reason.MALFORMED);
        if (mqtt5) {
            in.properties(Properties.OF_UNSUBSCRIBE);
        }
        // Read twice, so that nothing of it is kept.
        int first = in.at();
        int filters = 0;
        for (; in.hasMore(); filters++) {
            requireFew(filters);
            TopicFilter unused = filter(in);
        }
        if (filters == 0) {
            throw malformed("UNSUBSCRIBE without a topic filter");
        }
        requireRoom(mine, filters);
        in.returnTo(first);
        byte[] codes = new byte[filters];
        for (int i = 0; i < filters; i++) {
            codes[i] = (byte) context.register().unsubscribe(mine, filter(in));
        }
        replies.unsuback(id, codes);
    }

    /** A packet has room for half a million, which would take seconds. */
    private void requireFew(int filters) throws ProtocolException {
        int most = TIMES_THE_MOST * context.limits().count(Limit.SUBSCRIPTIONS);
        if (filters >= most) {
            throw ProtocolException.reached(
                    Limit.SUBSCRIPTIONS,
                    Reason.QUOTA_EXCEEDED,
                    "a packet has more than %s filters".formatted(most));
        }
    }

    /** [MQTT-3.1.2-24]: the answer must be one that the client takes; else nothing is done. */
    private void requireRoom(Session mine, int filters) throws ProtocolException {
        ClientLink link = mine.link();
        if (link != null && AckWriter.subackSize(filters) > link.maximumPacketSize()) {
            throw new ProtocolException(
                    Reason.PACKET_TOO_LARGE,
                    "the answer to %s filters does not fit its maximum packet size of %s"
                            .formatted(filters, link.maximumPacketSize()));
        }
    }

    private TopicFilter filter(PacketReader in) throws ProtocolException {
        return TopicFilter.of(in.utf8(), context.limits().count(Limit.TOPIC_LEVELS));
    }

    private static Subscription subscription(
            Session mine, TopicFilter filter, int options, int identifier, boolean mqtt5)
            throws ProtocolException {
        int qos = options & 3;
        int retainHandling = options >> 4 & 3;
        if (qos == 3 || (options & (mqtt5 ? 0xC0 : 0xFC)) != 0 || retainHandling == 3) {
            throw malformed(String.format(Locale.ROOT, "subscription options 0x%02X", options));
        }
        boolean noLocal = (options & 4) != 0;
        if (noLocal && filter.shared()) {
            throw protocol("a shared subscription with 'no local'");
        }
        return new Subscription(
                mine, filter, qos, noLocal, (options & 8) != 0, retainHandling, identifier);
    }
}
