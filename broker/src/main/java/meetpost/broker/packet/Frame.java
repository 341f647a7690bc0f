package meetpost.broker.packet;

import io.netty.buffer.ByteBuf;
import meetpost.broker.message.Message;
import meetpost.broker.message.Topic;

/**
 * A PUBLISH in the bytes that go to every subscriber of one QoS, retain flag and protocol version:
 * encoded once, only the packet identifier differs. What is small is copied for each of them, a
 * large payload is shared until the last one has got it. To be released by who made it.
 */
public final class Frame {

    /** A payload from this size on is shared: smaller ones are copied faster than referred to. */
    static final int LARGE = 2048;

    private static final int PUBLISH = 3 << 4;
    private static final int DUP = 8;
    private static final int RETAIN = 1;

    /** Bytes of the property. */
    private static final int ALIAS = 3;

    private final byte[] bytes;
    private final ByteBuf shared;
    private final Topic topic;
    private final int idAt;
    private final int properties;
    private int length;

    /**
     * @param identifiers of the matching subscriptions, MQTT 5
     * @param now by {@link System#nanoTime}
     * @param shared the payload if it is {@link #LARGE}, else empty; is taken over
     */
    Frame(
            Message message,
            boolean mqtt5,
            int qos,
            boolean retain,
            int[] identifiers,
            long now,
            ByteBuf shared) {
        this.topic = message.topic();
        byte[] name = topic.utf8();
        byte[] payload = message.payload();
        boolean large = shared.isReadable();
        properties = mqtt5 ? propertiesLength(message, identifiers) : 0;
        int head =
                2
                        + name.length
                        + (qos > 0 ? 2 : 0)
                        + (mqtt5 ? varintLength(properties) + properties : 0);
        int body = head + payload.length;
        bytes = new byte[1 + varintLength(body) + (large ? head : body)];
        this.shared = shared;

        put(PUBLISH | (qos << 1) | (retain ? RETAIN : 0));
        putVarint(body);
        put(name.length >> 8);
        put(name.length);
        put(name);
        idAt = length;
        length += qos > 0 ? 2 : 0;
        if (mqtt5) {
            putVarint(properties);
            putProperties(message, identifiers, now);
        }
        if (!large) {
            put(payload);
        }
    }

    String topic() {
        return topic.name();
    }

    public int size() {
        return bytes.length + shared.readableBytes();
    }

    /** For QoS 0. */
    void write(PacketOutput to) {
        to.room(bytes.length).writeBytes(bytes);
        share(to);
    }

    void write(PacketOutput to, int packetId, boolean again) {
        ByteBuf out = to.room(bytes.length);
        int start = out.writerIndex();
        out.writeBytes(bytes);
        out.setShort(start + idAt, packetId);
        if (again) {
            out.setByte(start, bytes[0] | DUP);
        }
        share(to);
    }

    /**
     * With a topic alias, MQTT 5: what is encoded for all is cut up for one.
     *
     * @param packetId 0 for QoS 0
     * @param named whether the topic stands beside its alias
     */
    void writeAliased(PacketOutput to, int packetId, boolean again, int alias, boolean named) {
        int topicAt = idAt - topic.utf8().length;
        int kept = named ? topic.utf8().length : 0;
        int id = packetId > 0 ? 2 : 0;
        int valuesAt = idAt + id + varintLength(properties);
        int head = 2 + kept + id + varintLength(properties + ALIAS) + ALIAS;
        int own = head + bytes.length - valuesAt;
        int body = own + shared.readableBytes();
        ByteBuf out = to.room(1 + varintLength(body) + own);
        out.writeByte(again ? bytes[0] | DUP : bytes[0]);
        AckWriter.writeVarint(out, body);
        out.writeShort(kept).writeBytes(bytes, topicAt, kept);
        if (packetId > 0) {
            out.writeShort(packetId);
        }
        AckWriter.writeVarint(out, properties + ALIAS);
        out.writeByte(Properties.TOPIC_ALIAS).writeShort(alias);
        out.writeBytes(bytes, valuesAt, bytes.length - valuesAt);
        share(to);
    }

    private void share(PacketOutput to) {
        if (shared.isReadable()) {
            to.share(shared.retainedDuplicate());
        }
    }

    void release() {
        shared.release();
    }

    private static int propertiesLength(Message message, int[] identifiers) {
        int n = message.properties().length + (message.expires() ? 5 : 0);
        for (int identifier : identifiers) {
            n += 1 + varintLength(identifier);
        }
        return n;
    }

    private void putProperties(Message message, int[] identifiers, long now) {
        put(message.properties());
        if (message.expires()) {
            long seconds = message.secondsLeft(now);
            put(Properties.MESSAGE_EXPIRY);
            for (int shift = 24; shift >= 0; shift -= 8) {
                put((int) (seconds >> shift));
            }
        }
        for (int identifier : identifiers) {
            put(Properties.SUBSCRIPTION_ID);
            putVarint(identifier);
        }
    }

    private void put(int b) {
        bytes[length++] = (byte) b;
    }

    private void put(byte[] all) {
        System.arraycopy(all, 0, bytes, length, all.length);
        length += all.length;
    }

    private void putVarint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            put((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }

    public static int varintLength(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
    }
}
