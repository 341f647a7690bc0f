package meetpost.broker.connection;

import static meetpost.broker.message.ProtocolException.malformed;
import static meetpost.broker.message.ProtocolException.protocol;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
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
        List<Subscription> wanted = new ArrayList<>();
        while (in.hasMore()) {
            TopicFilter filter = filter(in);
            Subscription one = subscription(mine, filter, in.u8(), identifier, mqtt5);
            wanted.add(bridge ? one.ofABridge() : one);
        }
        if (wanted.isEmpty()) {
            throw malformed("SUBSCRIBE without a topic filter");
        }
        requireRoom(mine, wanted.size());
        byte[] codes = new byte[wanted.size()];
        boolean[] sends = new boolean[wanted.size()];
        for (int i = 0; i < codes.length; i++) {
            Subscription one = wanted.get(i);
            boolean isNew = !mine.subscriptions().containsKey(one.filter().toString());
            int code = context.register().subscribe(one);
            codes[i] = (byte) (mqtt5 || code < Reason.UNSPECIFIED ? code : Reason.UNSPECIFIED);
            sends[i] =
                    code < Reason.UNSPECIFIED
                            && (one.retainHandling() == 0 || (one.retainHandling() == 1 && isNew));
        }
        replies.suback(id, codes);
        for (int i = 0; i < codes.length; i++) {
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
        List<TopicFilter> unwanted = new ArrayList<>();
        while (in.hasMore()) {
            unwanted.add(filter(in));
        }
        if (unwanted.isEmpty()) {
            throw malformed("UNSUBSCRIBE without a topic filter");
        }
        requireRoom(mine, unwanted.size());
        var codes = new ByteArrayOutputStream();
        for (TopicFilter filter : unwanted) {
            codes.write(context.register().unsubscribe(mine, filter));
        }
        replies.unsuback(id, codes.toByteArray());
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
