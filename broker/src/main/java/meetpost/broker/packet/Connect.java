package meetpost.broker.packet;

import static meetpost.broker.message.ProtocolException.malformed;
import static meetpost.broker.message.ProtocolException.protocol;

import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.message.Topic;

/**
 * A CONNECT packet, checked. Section 3.1 of both versions of MQTT.
 *
 * @param version 3 for MQTT 3.1, 4 for 3.1.1, 5
 * @param clientId may be empty
 * @param keepAliveSeconds 0 for none
 * @param password empty without one
 * @param expirySeconds of the session; 0 ends with the connection, 0xFFFFFFFF never
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Connect(
        int version,
        String clientId,
        boolean cleanStart,
        int keepAliveSeconds,
        long expirySeconds,
        @Nullable Will will,
        @Nullable String username,
        byte[] password,
        Properties properties) {

    static final long NEVER = 0xFFFFFFFFL;

    /** Where Mosquitto takes administrators' commands, and no will. */
    private static final String CONTROL = "$CONTROL/";

    private static final int USERNAME = 0x80;
    private static final int PASSWORD = 0x40;
    private static final int WILL_RETAIN = 0x20;
    private static final int WILL_QOS = 0x18;
    private static final int WILL = 0x04;
    private static final int CLEAN = 0x02;
    private static final int RESERVED = 0x01;

    /**
     * Set in the protocol level by a bridge: Mosquitto's way to ask for 'no local' and 'retain as
     * published', which MQTT 3 has no other words for.
     */
    public static final int BRIDGE = 0x80;

    /** 3, 4 or 5; 3 and 4 perhaps with {@link #BRIDGE}. */
    public static int readVersion(PacketReader in) throws ProtocolException {
        String name = in.utf8();
        int level = in.u8();
        if ((name.equals("MQIsdp") && (level & ~BRIDGE) == 3)
                || (name.equals("MQTT") && ((level & ~BRIDGE) == 4 || level == 5))) {
            return level;
        }
        if (!name.equals("MQTT") && !name.equals("MQIsdp")) {
            throw malformed("the protocol is '%s', not MQTT".formatted(shown(name)));
        }
        throw new ProtocolException(
                Reason.UNSUPPORTED_VERSION,
                "protocol %s level %s is not spoken here, 3.1, 3.1.1 and 5 are"
                        .formatted(name, level));
    }

    /**
     * What follows the version. MQTT 5 clients are told what is wrong with properties; who cannot
     * even frame a packet is not, section 4.13.1.
     */
    public static Connect read(PacketReader in, int version, long now) throws ProtocolException {
        int flags = unanswered(() -> consistent(in.u8(), version));
        int keepAlive = unanswered(in::u16);
        boolean clean = (flags & CLEAN) != 0;
        Properties properties =
                version == 5 ? in.properties(Properties.OF_CONNECT) : Properties.NONE;
        if (properties.has(Properties.AUTHENTICATION_DATA)
                && !properties.has(Properties.AUTHENTICATION_METHOD)) {
            throw protocol("authentication data without a method");
        }
        String clientId = unanswered(in::utf8);
        Will will = (flags & WILL) == 0 ? null : readWill(in, flags, version, now);
        String username = (flags & USERNAME) == 0 ? null : unanswered(in::utf8);
        byte[] password = (flags & PASSWORD) == 0 ? new byte[0] : unanswered(in::binary);
        if (in.hasMore()) {
            throw ProtocolException.unanswerable("CONNECT is longer than its fields");
        }
        long expiry =
                version == 5 ? properties.number(Properties.SESSION_EXPIRY, 0) : clean ? 0 : NEVER;
        return new Connect(
                version, clientId, clean, keepAlive, expiry, will, username, password, properties);
    }

    private interface Field<T> {
        T read() throws ProtocolException;
    }

    private static <T> T unanswered(Field<T> field) throws ProtocolException {
        try {
            return field.read();
        } catch (ProtocolException e) {
            throw ProtocolException.unanswerable(e.text());
        }
    }

    private static int consistent(int flags, int version) throws ProtocolException {
        if ((flags & RESERVED) != 0 && version > 3) {
            throw malformed("the reserved connect flag is set");
        }
        if ((flags & WILL) == 0 && (flags & (WILL_QOS | WILL_RETAIN)) != 0) {
            throw malformed("will QoS or will retain without a will");
        }
        if ((flags & WILL_QOS) == WILL_QOS) {
            throw malformed("the will's QoS is 3");
        }
        if ((flags & PASSWORD) != 0 && (flags & USERNAME) == 0 && version < 5) {
            throw protocol("a password without a user name");
        }
        return flags;
    }

    private static Will readWill(PacketReader in, int flags, int version, long now)
            throws ProtocolException {
        Properties properties = version == 5 ? in.properties(Properties.OF_WILL) : Properties.NONE;
        Topic topic = unanswered(in::topic);
        if (topic.name().isEmpty() || topic.name().startsWith(CONTROL)) {
            throw ProtocolException.unanswerable(
                    "the will's topic is '%s', expected one that is not empty and not %s…"
                            .formatted(shown(topic.name()), CONTROL));
        }
        byte[] payload = unanswered(in::binary);
        var message =
                new Message(
                        topic,
                        payload,
                        (flags & WILL_QOS) >> 3,
                        (flags & WILL_RETAIN) != 0,
                        properties.handedOn(),
                        expiresAt(properties, now));
        return new Will(message, properties.number(Properties.WILL_DELAY, 0));
    }

    public static long expiresAt(Properties properties, long now) {
        long seconds = properties.number(Properties.MESSAGE_EXPIRY, -1);
        return seconds < 0 ? Message.NEVER : now + seconds * 1_000_000_000L;
    }

    private static String shown(String name) {
        return name.length() <= 20 ? name : name.substring(0, 20) + "…";
    }
}
