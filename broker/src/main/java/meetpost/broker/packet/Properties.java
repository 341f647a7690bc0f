package meetpost.broker.packet;

import static meetpost.broker.message.ProtocolException.malformed;
import static meetpost.broker.message.ProtocolException.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Locale;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.message.TopicFilter;

/**
 * The properties of one MQTT 5 packet, section 2.2.2. What a PUBLISH or will hands on unchanged is
 * kept as the bytes it came in.
 */
public final class Properties {

    static final int PAYLOAD_FORMAT = 0x01;
    static final int MESSAGE_EXPIRY = 0x02;
    static final int CONTENT_TYPE = 0x03;
    static final int RESPONSE_TOPIC = 0x08;
    static final int CORRELATION_DATA = 0x09;
    public static final int SUBSCRIPTION_ID = 0x0B;
    public static final int SESSION_EXPIRY = 0x11;
    public static final int ASSIGNED_CLIENT_ID = 0x12;
    public static final int SERVER_KEEP_ALIVE = 0x13;
    public static final int AUTHENTICATION_METHOD = 0x15;
    static final int AUTHENTICATION_DATA = 0x16;
    static final int REQUEST_PROBLEM = 0x17;
    static final int WILL_DELAY = 0x18;
    static final int REQUEST_RESPONSE = 0x19;
    private static final int RESPONSE_INFORMATION = 0x1A;
    private static final int SERVER_REFERENCE = 0x1C;
    static final int REASON_STRING = 0x1F;
    public static final int RECEIVE_MAXIMUM = 0x21;
    public static final int TOPIC_ALIAS_MAXIMUM = 0x22;
    public static final int TOPIC_ALIAS = 0x23;
    private static final int MAXIMUM_QOS = 0x24;
    private static final int RETAIN_AVAILABLE = 0x25;
    static final int USER_PROPERTY = 0x26;
    public static final int MAXIMUM_PACKET_SIZE = 0x27;
    private static final int WILDCARDS_AVAILABLE = 0x28;
    private static final int IDENTIFIERS_AVAILABLE = 0x29;
    private static final int SHARED_AVAILABLE = 0x2A;

    /**
     * Which properties may occur in a packet, as bits, and the reason for one that may not. 2.2.2.2
     * says 0x81; why most packets have 0x82 is told in docs/decisions/0032.
     */
    record Allowed(long ids, int otherwise) {

        static Allowed of(int... ids) {
            return new Allowed(set(ids), Reason.PROTOCOL_ERROR);
        }
    }

    static final Allowed OF_CONNECT =
            Allowed.of(
                    SESSION_EXPIRY,
                    AUTHENTICATION_METHOD,
                    AUTHENTICATION_DATA,
                    REQUEST_PROBLEM,
                    REQUEST_RESPONSE,
                    RECEIVE_MAXIMUM,
                    TOPIC_ALIAS_MAXIMUM,
                    USER_PROPERTY,
                    MAXIMUM_PACKET_SIZE);
    private static final long HANDED_ON =
            set(PAYLOAD_FORMAT, CONTENT_TYPE, RESPONSE_TOPIC, CORRELATION_DATA, USER_PROPERTY);
    static final Allowed OF_WILL =
            new Allowed(HANDED_ON | set(MESSAGE_EXPIRY, WILL_DELAY), Reason.PROTOCOL_ERROR);

    /** A client's subscription identifier is read and goes no further: docs/decisions/0034. */
    public static final Allowed OF_PUBLISH =
            new Allowed(
                    HANDED_ON | set(MESSAGE_EXPIRY, TOPIC_ALIAS, SUBSCRIPTION_ID),
                    Reason.PROTOCOL_ERROR);

    public static final Allowed OF_ACKNOWLEDGEMENT = Allowed.of(REASON_STRING, USER_PROPERTY);
    public static final Allowed OF_SUBSCRIBE =
            new Allowed(set(SUBSCRIPTION_ID, USER_PROPERTY), Reason.MALFORMED);
    public static final Allowed OF_UNSUBSCRIBE = new Allowed(set(USER_PROPERTY), Reason.MALFORMED);
    public static final Allowed OF_DISCONNECT =
            Allowed.of(SESSION_EXPIRY, SERVER_REFERENCE, REASON_STRING, USER_PROPERTY);

    private static final byte[] NOTHING = {};
    public static final Properties NONE = new Properties();

    private long seen;
    private final long[] numbers = new long[SHARED_AVAILABLE + 1];
    private byte[] handedOn = NOTHING;

    private Properties() {}

    /** All of them are read before it is asked whether they belong here. */
    static Properties read(PacketReader in, int end, Allowed allowed) throws ProtocolException {
        var properties = new Properties();
        ByteBuf handedOn = Unpooled.buffer(end - in.at());
        while (in.at() < end) {
            int start = in.at();
            int id = in.varint();
            if (id > SHARED_AVAILABLE) {
                throw malformed(String.format(Locale.ROOT, "there is no property 0x%02X", id));
            }
            if (id != USER_PROPERTY && properties.has(id)) {
                throw protocol(String.format(Locale.ROOT, "property 0x%02X occurs twice", id));
            }
            properties.seen |= 1L << id;
            properties.readValue(in, id);
            if ((HANDED_ON >>> id & 1) == 1) {
                in.since(start, handedOn);
            }
        }
        if (in.at() != end) {
            throw malformed("a property is longer than the properties");
        }
        long stray = properties.seen & ~allowed.ids();
        if (stray != 0) {
            throw new ProtocolException(
                    allowed.otherwise(),
                    String.format(
                            Locale.ROOT,
                            "property 0x%02X does not belong here",
                            Long.numberOfTrailingZeros(stray)));
        }
        properties.handedOn = ByteBufUtil.getBytes(handedOn);
        return properties;
    }

    private void readValue(PacketReader in, int id) throws ProtocolException {
        switch (id) {
            case PAYLOAD_FORMAT,
                    REQUEST_PROBLEM,
                    REQUEST_RESPONSE,
                    MAXIMUM_QOS,
                    RETAIN_AVAILABLE,
                    WILDCARDS_AVAILABLE,
                    IDENTIFIERS_AVAILABLE,
                    SHARED_AVAILABLE -> {
                numbers[id] = in.u8();
                if (numbers[id] > 1) {
                    throw protocol(
                            String.format(
                                    Locale.ROOT,
                                    "property 0x%02X is %d, not 0 or 1",
                                    id,
                                    numbers[id]));
                }
            }
            case SERVER_KEEP_ALIVE, TOPIC_ALIAS_MAXIMUM -> numbers[id] = in.u16();
            case RECEIVE_MAXIMUM, TOPIC_ALIAS -> numbers[id] = notZero(id, in.u16());
            case MESSAGE_EXPIRY, SESSION_EXPIRY, WILL_DELAY -> numbers[id] = in.u32();
            case MAXIMUM_PACKET_SIZE -> numbers[id] = notZero(id, in.u32());
            case SUBSCRIPTION_ID -> numbers[id] = notZero(id, in.varint());
            case CORRELATION_DATA, AUTHENTICATION_DATA -> in.binary();
            case USER_PROPERTY -> {
                in.utf8();
                in.utf8();
            }
            case RESPONSE_TOPIC -> requireTopic(in.utf8());
            case CONTENT_TYPE,
                    ASSIGNED_CLIENT_ID,
                    AUTHENTICATION_METHOD,
                    RESPONSE_INFORMATION,
                    SERVER_REFERENCE,
                    REASON_STRING ->
                    in.utf8();
            default ->
                    throw malformed(String.format(Locale.ROOT, "there is no property 0x%02X", id));
        }
    }

    private static void requireTopic(String topic) throws ProtocolException {
        if (topic.isEmpty()) {
            throw protocol("the response topic is empty");
        }
        if (TopicFilter.hasWildcard(topic)) {
            throw protocol("the response topic '%s' has a wildcard".formatted(topic));
        }
    }

    private static long notZero(int id, long value) throws ProtocolException {
        if (value == 0) {
            int reason =
                    switch (id) {
                        case TOPIC_ALIAS -> Reason.TOPIC_ALIAS_INVALID;
                        case SUBSCRIPTION_ID -> Reason.MALFORMED;
                        default -> Reason.PROTOCOL_ERROR;
                    };
            throw new ProtocolException(
                    reason, String.format(Locale.ROOT, "property 0x%02X is 0", id));
        }
        return value;
    }

    public boolean has(int id) {
        return (seen >>> id & 1) == 1;
    }

    public long number(int id, long otherwise) {
        return has(id) ? numbers[id] : otherwise;
    }

    /** Payload format, content type, response topic, correlation data, user properties: encoded. */
    public byte[] handedOn() {
        return handedOn;
    }

    private static long set(int... ids) {
        return Arrays.stream(ids).mapToLong(id -> 1L << id).reduce(0, (a, b) -> a | b);
    }
}
