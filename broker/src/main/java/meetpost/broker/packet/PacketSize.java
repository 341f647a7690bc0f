package meetpost.broker.packet;

import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/** How large a packet may be. */
public record PacketSize(Limits limits) {

    /** CONNECT with the largest will, user name and password. */
    private static final int LARGEST_CONNECT = 340_000;

    /** As soon as the length is known, so that an announcement takes no memory. */
    public void require(int length, boolean established) throws ProtocolException {
        int largest = limits.count(Limit.PACKET_SIZE);
        if (length > (established ? largest : Math.min(largest, LARGEST_CONNECT))) {
            throw exceeded("a packet of %s bytes".formatted(length));
        }
    }

    public ProtocolException exceededByFrame() {
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
