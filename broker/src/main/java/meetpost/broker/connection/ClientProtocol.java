package meetpost.broker.connection;

import static meetpost.broker.message.ProtocolException.protocol;

import io.netty.buffer.ByteBuf;
import meetpost.broker.access.ClientIds;
import meetpost.broker.access.Permissions;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.packet.AckWriter;
import meetpost.broker.packet.Acknowledgements;
import meetpost.broker.packet.Connect;
import meetpost.broker.packet.FixedHeader;
import meetpost.broker.packet.Frame;
import meetpost.broker.packet.PacketReader;
import meetpost.broker.packet.PacketType;
import meetpost.broker.packet.Properties;
import meetpost.broker.packet.TopicAliases;
import meetpost.broker.packet.Will;
import meetpost.broker.session.ClientLink;
import meetpost.broker.session.Session;
import meetpost.broker.session.Sessions;

/**
 * What one client and the broker say to each other, from CONNECT to the end. Understands packets of
 * all versions; what they do is the {@link Session}'s and the router's.
 */
final class ClientProtocol implements ClientLink {

    private final ConnectionContext context;
    private final Connection connection;
    private final AckWriter replies;
    private final PublishHandler publications;
    private final AckHandler answers;
    private final Subscriptions subscriptions;
    private final ConnectHandler greeting;
    private final KeepAlive keepAlive;

    private boolean over;
    private @Nullable Session session;
    private @Nullable Will will;
    private int receiveMaximum;
    private long maximumPacketSize = Long.MAX_VALUE;
    private TopicAliases aliases;
    private String name;
    private String clientId = "";
    private @Nullable String user;
    private SessionOwner owner = SessionOwner.UNKNOWN;

    ClientProtocol(ConnectionContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
        this.replies = new AckWriter(connection);
        this.publications = new PublishHandler(context, replies, connection.holding());
        this.answers = new AckHandler(publications, replies);
        this.subscriptions = new Subscriptions(context, replies);
        this.greeting = new ConnectHandler(context, connection, this, replies);
        this.keepAlive = new KeepAlive(context, connection, this);
        this.name = connection.address();
        this.aliases = new TopicAliases(connection, connection.holding(), 0, maximumPacketSize);
    }

    /** A connection is there; its CONNECT has to follow. */
    void opened() {
        keepAlive.opened();
    }

    boolean over() {
        return over;
    }

    boolean established() {
        return session != null;
    }

    /** Checks a packet's first byte, before the rest has come. */
    void requireExpected(int header) throws ProtocolException {
        if (session == null) {
            FixedHeader.requireConnect(header);
        } else {
            FixedHeader.requireExpected(header, greeting.version());
        }
    }

    void packet(ByteBuf in, int start, int body, int end) throws ProtocolException {
        context.counters().messagesReceived++;
        PacketReader reader = context.reader();
        reader.open(in, body, end);
        try {
            Session mine = session;
            if (mine == null) {
                keepAlive.cancel();
                greeting.connect(in.getUnsignedByte(start), reader);
            } else {
                packet(in.getUnsignedByte(start), reader, mine);
            }
        } finally {
            reader.close();
        }
    }

    private void packet(int header, PacketReader in, Session mine) throws ProtocolException {
        int type = header >> 4;
        switch (type) {
            case 3 -> publications.publish(header, in, mine, mqtt5());
            case PacketType.PUBACK, PacketType.PUBREC, PacketType.PUBREL, PacketType.PUBCOMP ->
                    answers.acknowledgement(type, in, mine, mqtt5());
            case 8 -> subscriptions.subscribe(in, mine, mqtt5(), greeting.bridge());
            case 10 -> subscriptions.unsubscribe(in, mine, mqtt5());
            case 12, 13 -> ping(type, in);
            case 14 -> disconnect(in, mine);
            default -> throw protocol("AUTH without an authentication method");
        }
    }

    @Override
    public String address() {
        return connection.address();
    }

    @Override
    public Permissions permissions() {
        return connection.door().permissions(clientId, user);
    }

    @Override
    public SessionOwner owner() {
        return owner;
    }

    @Override
    public void cut() {
        connection.cut();
    }

    /** The client is let in, as {@code user}. */
    void accept(Connect connect, @Nullable String user) throws ProtocolException {
        boolean assigned = connect.clientId().isEmpty();
        String clientId = assigned ? ClientIds.assigned() : connect.clientId();
        name = clientId + " (" + connection.address() + ")";
        Properties properties = connect.properties();
        receiveMaximum = greeting.receiveMaximum(properties);
        maximumPacketSize = properties.number(Properties.MAXIMUM_PACKET_SIZE, Long.MAX_VALUE);
        long most = properties.number(Properties.TOPIC_ALIAS_MAXIMUM, 0);
        aliases = new TopicAliases(connection, connection.holding(), most, maximumPacketSize);
        int seconds = greeting.keepAlive(connect);
        ByteBuf connack =
                greeting.connack(connect, seconds, assigned ? clientId : "", maximumPacketSize);
        this.user = user;
        owner = SessionOwner.of(connection.door(), user, connection.host()).own(connection.own());
        context.admission().letIn(connection, context.shares().of(owner));
        this.clientId = clientId;
        if (!assigned) {
            greeting.requireClientId(clientId, user);
        }
        Permissions permissions = permissions();
        will = ConnectHandler.permittedWill(connect, permissions);

        Sessions.Opened opened = context.sessions().open(clientId, connect, owner);
        session = opened.session();
        context.register().permit(opened.session(), permissions);
        keepAlive.keepAlive(seconds);
        greeting.accepted(opened.present(), connack, name, seconds, user);
        context.sessions().attach(opened.session(), this);
    }

    private void ping(int type, PacketReader in) throws ProtocolException {
        if (in.hasMore()) {
            throw ProtocolException.unanswerable("a ping is longer than two bytes");
        }
        if (type == PacketType.PINGRESP) {
            throw protocol("a client does not send PINGRESP");
        }
        replies.pingresp();
    }

    private void disconnect(PacketReader in, Session mine) throws ProtocolException {
        int reason = Reason.SUCCESS;
        if (mqtt5() && in.hasMore()) {
            reason = Acknowledgements.disconnectReason(in.u8());
            if (in.hasMore()) {
                Properties properties = in.properties(Properties.OF_DISCONNECT);
                long expiry = properties.number(Properties.SESSION_EXPIRY, mine.expirySeconds());
                if (expiry > 0 && !mine.persistent()) {
                    throw protocol("DISCONNECT gives a session an expiry that CONNECT did not");
                }
                context.sessions().expiry(mine, expiry, owner);
            }
        }
        in.requireEnd();
        if (reason == Reason.SUCCESS) {
            will = null;
        }
        leave("disconnected", "");
        connection.close();
    }

    /** A packet broke a rule. */
    void failed(ProtocolException e) {
        if (e.bound() != null) {
            context.counters().reached(e.bound());
        }
        if (greeting.begun() && session == null) {
            greeting.refused(e.reason());
            leave("refused: %s", e.text());
            connection.dismiss();
        } else {
            end(e.reason(), e.text());
        }
    }

    @Override
    public void end(int reason, String text) {
        if (!over) {
            if (session != null && reason != Reason.SUCCESS) {
                replies.disconnect(reason);
            }
            leave("closed: %s", text);
            connection.dismiss();
        }
    }

    /** The connection is gone already. */
    void lost(String text) {
        leave("lost: %s", text);
    }

    private void leave(String how, String text) {
        Session mine = session;
        if (!over) {
            over = true;
            keepAlive.cancel();
            context.admission().waitsNoMore(connection);
            context.event("client %s " + how, name, text);
            if (mine != null) {
                context.sessions().detach(mine, this, will);
            }
        }
    }

    /** The client's connection takes more again. */
    void writable() {
        Session mine = session;
        if (mine != null && !over) {
            mine.drain();
        }
    }

    @Override
    public boolean mqtt5() {
        return greeting.version() == 5;
    }

    @Override
    public int receiveMaximum() {
        return receiveMaximum;
    }

    @Override
    public long maximumPacketSize() {
        return maximumPacketSize;
    }

    @Override
    public boolean takes() {
        return connection.takes();
    }

    @Override
    public long lastReceived() {
        return connection.lastReceived();
    }

    @Override
    public boolean reserves(long bytes) {
        return connection.reserves(bytes);
    }

    @Override
    public void send(Frame frame) {
        if (frame.size() <= maximumPacketSize) {
            context.counters().publishSent++;
            aliases.write(frame);
        }
    }

    @Override
    public void send(Frame frame, int packetId, boolean again) {
        context.counters().publishSent++;
        aliases.write(frame, packetId, again);
    }

    @Override
    public void release(int packetId) {
        replies.acknowledge(PacketType.PUBREL, packetId, Reason.SUCCESS);
    }
}
