package meetpost.broker;

/** How large a packet may be. */
record PacketSize(Limits limits) {

    /** CONNECT with the largest will, user name and password. */
    private static final int LARGEST_CONNECT = 340_000;

    /** As soon as the length is known, so that an announcement takes no memory. */
    void require(int length, boolean established) throws ProtocolException {
        int largest = limits.count(Limit.PACKET_SIZE);
        if (length > (established ? largest : Math.min(largest, LARGEST_CONNECT))) {
            throw exceeded("a packet of %s bytes".formatted(length));
        }
    }

    ProtocolException exceededByFrame() {
        int largest = limits.count(Limit.PACKET_SIZE);
        return exceeded("a WebSocket frame of more than %s bytes".formatted(largest));
    }

    private ProtocolException exceeded(String what) {
        return ProtocolException.reached(
                Limit.PACKET_SIZE,
                Reason.PACKET_TOO_LARGE,
                "%s, at most %s are taken".formatted(what, limits.count(Limit.PACKET_SIZE)));
    }
}
