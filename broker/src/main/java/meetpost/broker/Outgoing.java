package meetpost.broker;

/** One message on its way to one session: queued, then in flight until it is acknowledged. */
final class Outgoing {

    private final Message message;
    private final int qos;
    private final boolean retain;
    private final int[] identifiers;
    private final @Nullable TopicFilter share;
    private int packetId;
    private boolean released;
    private long stored;

    /**
     * @param share the shared subscription that it came by; none for ordinary ones
     */
    Outgoing(
            Message message,
            int qos,
            boolean retain,
            int[] identifiers,
            @Nullable TopicFilter share) {
        this.share = share;
        this.message = message;
        this.qos = qos;
        this.retain = retain;
        this.identifiers = identifiers;
    }

    Message message() {
        return message;
    }

    int qos() {
        return qos;
    }

    boolean retain() {
        return retain;
    }

    int[] identifiers() {
        return identifiers;
    }

    @Nullable
    TopicFilter share() {
        return share;
    }

    /** 0 until it is sent. */
    int packetId() {
        return packetId;
    }

    void sendAs(int id) {
        packetId = id;
    }

    /** QoS 2: PUBREC has come, so that only PUBREL may be sent again. */
    boolean released() {
        return released;
    }

    void release() {
        released = true;
    }

    /** Under what number the store keeps it; 0 if it does not. */
    long stored() {
        return stored;
    }

    void storedAs(long number) {
        stored = number;
    }
}
