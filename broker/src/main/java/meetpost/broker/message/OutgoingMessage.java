package meetpost.broker.message;

/** One message on its way to one session: queued, then in flight until it is acknowledged. */
public final class OutgoingMessage {

    private Message message;
    private final int qos;
    private final boolean retain;
    private final int[] identifiers;
    private final @Nullable TopicFilter share;
    private int packetId;
    private boolean released;
    private long number;
    private boolean deferred;

    /**
     * @param share the shared subscription that it came by; none for ordinary ones
     */
    public OutgoingMessage(
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

    public Message message() {
        return message;
    }

    public int qos() {
        return qos;
    }

    public boolean retain() {
        return retain;
    }

    public int[] identifiers() {
        return identifiers;
    }

    @Nullable
    public TopicFilter share() {
        return share;
    }

    /** 0 until it is sent. */
    public int packetId() {
        return packetId;
    }

    public void sendAs(int id) {
        packetId = id;
    }

    /** QoS 2: PUBREC has come, so that only PUBREL may be sent again. */
    public boolean released() {
        return released;
    }

    /** From now on the client has the message: nobody needs its payload any more. */
    public void release() {
        released = true;
        message = message.withoutPayload();
    }

    /** Its number in the store, which tells the order; 0 if it has none. */
    public long number() {
        return number;
    }

    /** Whether the store keeps it. */
    public boolean stored() {
        return number > 0 && !deferred;
    }

    public void storedAs(long as) {
        number = as;
        deferred = false;
    }

    /** It has a number, and is not in the store yet, {@code DeferredWrites}. */
    public boolean deferred() {
        return deferred;
    }

    public void postponeAs(long as) {
        number = as;
        deferred = true;
    }

    /** It need not be stored any more; false if it was not deferred. */
    public boolean settle() {
        boolean was = deferred;
        if (was) {
            deferred = false;
            number = 0;
        }
        return was;
    }
}
