package meetpost.broker.connection;

import static meetpost.broker.message.ProtocolException.malformed;

import io.netty.buffer.ByteBuf;
import java.util.Locale;
import meetpost.broker.access.ClientIds;
import meetpost.broker.access.Identity;
import meetpost.broker.access.Permissions;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.packet.AckWriter;
import meetpost.broker.packet.Acknowledgements;
import meetpost.broker.packet.Connect;
import meetpost.broker.packet.PacketReader;
import meetpost.broker.packet.Properties;
import meetpost.broker.packet.Will;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/** CONNECT and CONNACK: who it is, in which version, and whether the client is let in. */
final class ConnectHandler {

    /** Of its bytes, in texts and what is made of them. */
    private static final int COPIES = 3;

    private final ConnectionContext context;
    private final Connection connection;
    private final ClientProtocol conversation;
    private final AckWriter replies;
    private int version;
    private boolean bridge;
    private boolean begun;
    private long held;

    ConnectHandler(
            ConnectionContext context,
            Connection connection,
            ClientProtocol conversation,
            AckWriter replies) {
        this.context = context;
        this.connection = connection;
        this.conversation = conversation;
        this.replies = replies;
    }

    /** 3, 4 or 5; 0 until it is known. */
    int version() {
        return version;
    }

    /** Whether the client is another broker's. */
    boolean bridge() {
        return bridge;
    }

    /** Whether CONNECT has come. */
    boolean begun() {
        return begun;
    }

    /** A CONNECT has come. */
    void connect(int header, PacketReader in) throws ProtocolException {
        begun = true;
        int level = Connect.readVersion(in);
        version = level & ~Connect.BRIDGE;
        bridge = level != version;
        if (header != 0x10 && version > 3) {
            throw malformed(String.format(Locale.ROOT, "CONNECT starts with 0x%02X", header));
        }
        replies.mqtt5(version == 5);
        Connect connect = Connect.read(in, version, context.now());
        if (connect.properties().has(Properties.AUTHENTICATION_METHOD)) {
            throw new ProtocolException(
                    Reason.BAD_AUTHENTICATION_METHOD, "enhanced authentication is not offered");
        }
        if (connect.clientId().isEmpty()
                && (version == 3 || (version == 4 && !connect.cleanStart()))) {
            throw new ProtocolException(
                    Reason.CLIENT_ID_NOT_VALID, "a persistent session needs a client identifier");
        }
        hold(in, connect);
        login(connect);
    }

    /** While the password is looked at, and of the will for as long as it may be needed. */
    private void hold(PacketReader in, Connect connect) throws ProtocolException {
        Will will = connect.will();
        long bytes = (long) COPIES * in.at();
        if (!connection.holding().take(Use.CONNECTING, bytes)) {
            throw ProtocolException.reached(
                    Limit.MEMORY_SIZE,
                    Reason.QUOTA_EXCEEDED,
                    "there is no memory for its CONNECT of %s bytes".formatted(in.at()));
        }
        held = bytes - (will == null ? 0 : will.message().cost());
    }

    /** The password may take a while: until then no further packet is taken. */
    private void login(Connect connect) throws ProtocolException {
        Identity identity =
                Identity.of(connection.door(), connection.certifiedUser(), connect.username());
        if (identity instanceof Identity.Known known) {
            conversation.accept(connect, known.user());
            return;
        }
        connection.await();
        if (identity instanceof Identity.Refused refused) {
            context.logins()
                    .refuse(
                            connection.host(),
                            () -> answered(connect, Reason.NOT_AUTHORIZED, refused.text()));
        } else if (identity instanceof Identity.Claimed claimed) {
            context.logins()
                    .check(
                            connection.host(),
                            claimed.file(),
                            claimed.user(),
                            connect.password(),
                            reason -> verified(connect, claimed.user(), reason));
        }
    }

    /** Unknown user or wrong password is "not authorised", as docs/decisions/0034 says. */
    private void verified(Connect connect, String user, int reason) {
        boolean wrong = reason == Reason.BAD_USER_OR_PASSWORD;
        String text = wrong ? "unknown, or a wrong password" : "the password could not be checked";
        answered(
                connect,
                wrong ? Reason.NOT_AUTHORIZED : reason,
                "user %s: %s".formatted(user, text));
    }

    private void answered(Connect connect, int reason, String text) {
        if (conversation.over()) {
            return;
        }
        try {
            if (reason != Reason.SUCCESS) {
                throw new ProtocolException(reason, text);
            }
            conversation.accept(connect, connect.username());
        } catch (ProtocolException e) {
            conversation.failed(e);
        }
        connection.proceed();
    }

    /**
     * The keep-alive that counts, in seconds; 0 for none. An older client than MQTT 5 cannot be
     * told of another than it asked for: it is refused, with the code that Mosquitto gives it.
     */
    int keepAlive(Connect connect) throws ProtocolException {
        int asked = connect.keepAliveSeconds();
        int most = (int) context.limits().time(Limit.KEEP_ALIVE).toSeconds();
        if (most >= Limits.LONGEST_KEEP_ALIVE_SECONDS || (asked > 0 && asked <= most)) {
            return asked;
        }
        if (version < 5) {
            throw ProtocolException.reached(
                    Limit.KEEP_ALIVE,
                    Reason.CLIENT_ID_NOT_VALID,
                    "a keep-alive of %s s, at most %s s is allowed (limits: keep-alive)"
                            .formatted(asked, most));
        }
        return most;
    }

    /**
     * The properties of CONNACK, in Mosquitto's order: suites of byte sequences compare them.
     *
     * @param keepAlive the one that counts
     * @param assignedId empty if the client brought its own
     * @param most that the client takes; a CONNACK that is larger does without our Maximum Packet
     *     Size
     */
    ByteBuf properties(Connect connect, int keepAlive, String assignedId, long most) {
        ByteBuf all = properties(connect, keepAlive, assignedId, true);
        if (AckWriter.connackSize(all) <= most) {
            return all;
        }
        all.release();
        return properties(connect, keepAlive, assignedId, false);
    }

    private ByteBuf properties(
            Connect connect, int keepAlive, String assignedId, boolean announced) {
        var properties = new AckWriter.ConnackProperties();
        if (keepAlive != connect.keepAliveSeconds()) {
            properties.u16(Properties.SERVER_KEEP_ALIVE, keepAlive);
        }
        long kept = context.sessions().granted(connect.expirySeconds());
        if (kept != connect.expirySeconds()) {
            properties.u32(Properties.SESSION_EXPIRY, kept);
        }
        properties.u16(Properties.TOPIC_ALIAS_MAXIMUM, PublishHandler.ALIASES);
        if (!assignedId.isEmpty()) {
            properties.text(Properties.ASSIGNED_CLIENT_ID, assignedId);
        }
        if (announced) {
            properties.u32(Properties.MAXIMUM_PACKET_SIZE, context.limits().of(Limit.PACKET_SIZE));
        }
        properties.u16(Properties.RECEIVE_MAXIMUM, context.limits().count(Limit.INFLIGHT));
        return properties.encoded();
    }

    /**
     * CONNACK's properties, as {@link #properties}.
     *
     * @throws ProtocolException where the client takes no packet that is so large
     */
    ByteBuf connack(Connect connect, int keepAlive, String assignedId, long most)
            throws ProtocolException {
        ByteBuf connack = properties(connect, keepAlive, assignedId, most);
        if (most < AckWriter.connackSize(connack)) {
            throw ProtocolException.unanswerable(
                    "its maximum packet size of %s has no room for a CONNACK".formatted(most));
        }
        return connack;
    }

    /** The will that CONNECT has; none if it has none. */
    static @Nullable Will permittedWill(Connect connect, Permissions permissions)
            throws ProtocolException {
        Will will = connect.will();
        if (will != null && !permissions.publish(will.message().topic())) {
            throw new ProtocolException(
                    Reason.NOT_AUTHORIZED,
                    "it may not publish its will on %s".formatted(will.message().topic()));
        }
        return will;
    }

    /** How many messages may be in flight to the client. */
    int receiveMaximum(Properties of) {
        int most = context.limits().count(Limit.INFLIGHT);
        return (int) Math.min(most, of.number(Properties.RECEIVE_MAXIMUM, 0xFFFF));
    }

    void requireClientId(String clientId, @Nullable String user) throws ProtocolException {
        if (!ClientIds.allow(connection.door().access(), clientId, user)) {
            throw new ProtocolException(
                    Reason.CLIENT_ID_NOT_VALID,
                    "user %s may not have this client identifier".formatted(user));
        }
    }

    /** Says yes: all of CONNECT but the will has been used. */
    void accepted(
            boolean present,
            ByteBuf properties,
            String name,
            int keepAlive,
            @Nullable String user) {
        connection.holding().give(Use.CONNECTIONS, Math.max(0, held));
        held = 0;
        // MQTT 3.1 has no flag for a session that is present.
        if (version < 5) {
            replies.connack(present && version > 3, 0);
        } else {
            replies.connack(present, Reason.SUCCESS, properties);
        }
        context.event(
                "client %s connected: MQTT %s, keep-alive %d s, %s session%s",
                name,
                version == 5 ? "5" : version == 4 ? "3.1.1" : "3.1",
                keepAlive,
                present ? "present" : "new",
                user == null ? "" : ", user " + user);
    }

    /** Says no, as far as there are words for it. */
    void refused(int reason) {
        context.counters().refused++;
        if (version == 5 && reason != Reason.SUCCESS) {
            replies.connack(false, reason, new AckWriter.ConnackProperties().encoded());
        } else if (version < 5 && Acknowledgements.returnCode(reason) > 0) {
            replies.connack(false, Acknowledgements.returnCode(reason));
        }
    }
}
