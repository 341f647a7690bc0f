package meetpost.broker.message;

import meetpost.broker.payload.StoredPayload;

/** An application message: what a PUBLISH or a will says, whatever protocol it came by. */
public final class Message {

    public static final long NEVER = Long.MAX_VALUE;
    static final byte[] NO_PROPERTIES = {};

    /** A retained payload of more bytes lives on the disk. */
    private static final int LARGE = 4 << 10;

    /** About what the objects around topic and payload take of the heap. */
    private static final int OVERHEAD = 240;

    /** The same in one more queue. */
    private static final int ANOTHER = 80;

    private final Topic topic;
    private final byte[] payload;
    private final int qos;
    private final boolean retain;
    private final byte[] properties;
    private final long expiresAt;
    private final @Nullable StoredPayload stored;
    private int queues;
    private int flights;

    /**
     * @param properties those of MQTT 5 that are handed on, encoded
     * @param expiresAt by {@link System#nanoTime}; {@link #NEVER} if it stays good
     */
    public Message(
            Topic topic,
            byte[] payload,
            int qos,
            boolean retain,
            byte[] properties,
            long expiresAt) {
        this(topic, payload, qos, retain, properties, expiresAt, null);
    }

    private Message(
            Topic topic,
            byte[] payload,
            int qos,
            boolean retain,
            byte[] properties,
            long expiresAt,
            @Nullable StoredPayload stored) {
        this.topic = topic;
        this.payload = payload;
        this.qos = qos;
        this.retain = retain;
        this.properties = properties;
        this.expiresAt = expiresAt;
        this.stored = stored;
    }

    public Message(Topic topic, byte[] payload, int qos, boolean retain) {
        this(topic, payload, qos, retain, NO_PROPERTIES, NEVER);
    }

    Message withoutPayload() {
        return new Message(topic, new byte[0], qos, retain, NO_PROPERTIES, expiresAt);
    }

    /** The same with its payload on the disk. */
    public Message storedAs(StoredPayload there) {
        return new Message(topic, new byte[0], qos, retain, properties, expiresAt, there);
    }

    /** The same with its payload in memory. */
    public Message loaded(byte[] there) {
        return new Message(topic, there, qos, retain, properties, expiresAt);
    }

    public Topic topic() {
        return topic;
    }

    /** Empty where it is {@link #stored}. */
    public byte[] payload() {
        return payload;
    }

    /** Where the payload is on the disk; none where it is in memory. */
    @Nullable
    public StoredPayload stored() {
        return stored;
    }

    /** Bytes of the payload, wherever it is. */
    public int length() {
        return stored == null ? payload.length : stored.length();
    }

    /** Whether its payload lives on the disk while it is retained, if there is one. */
    public boolean large() {
        return length() > LARGE;
    }

    public int qos() {
        return qos;
    }

    public boolean retain() {
        return retain;
    }

    public byte[] properties() {
        return properties;
    }

    public boolean expires() {
        return expiresAt != NEVER;
    }

    public boolean expired(long now) {
        return expiresAt != NEVER && expiresAt - now <= 0;
    }

    /** The whole seconds it stays good, at least one. Only for one that {@link #expires}. */
    public long secondsLeft(long now) {
        return Math.max(1, (expiresAt - now + 999_999_999) / 1_000_000_000);
    }

    /** Bytes of the heap, for the bounds of queues and retained messages. */
    public int cost() {
        return payload.length + 2 * topic.utf8().length + properties.length + OVERHEAD;
    }

    /** What it takes of the heap if one more queue holds it: topic and payload are shared. */
    public int costInAnotherQueue() {
        return queues == 0 ? cost() : ANOTHER;
    }

    /** One more queue holds it. Gives what that takes of the heap. */
    public int enqueued() {
        int taken = costInAnotherQueue();
        queues++;
        return taken;
    }

    /** What it takes of the heap if it is under way to one more client. */
    public int costInAnotherFlight() {
        return flights == 0 ? cost() : ANOTHER;
    }

    /** It is under way to one more client. Gives what that takes of the heap. */
    public int departed() {
        int taken = costInAnotherFlight();
        flights++;
        return taken;
    }

    /** One client less will acknowledge it. Gives what that frees of the heap. */
    public int arrived() {
        flights--;
        return costInAnotherFlight();
    }

    /** One queue less holds it. Gives what that frees of the heap. */
    public int dequeued() {
        queues--;
        return costInAnotherQueue();
    }
}
