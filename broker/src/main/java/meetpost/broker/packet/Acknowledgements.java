package meetpost.broker.packet;

import static meetpost.broker.message.ProtocolException.protocol;

import java.util.Locale;
import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;

/** Which reason codes and which order of acknowledgements the standards allow. */
public final class Acknowledgements {

    private Acknowledgements() {}

    /** The reason in a PUBACK, PUBREC, PUBREL or PUBCOMP, {@code type} 4 to 7. */
    public static int reason(int type, int reason) throws ProtocolException {
        boolean known =
                type <= PacketType.PUBREC
                        ? switch (reason) {
                            case 0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99 -> true;
                            default -> false;
                        }
                        : reason == Reason.SUCCESS || reason == Reason.PACKET_ID_NOT_FOUND;
        if (!known) {
            throw protocol(
                    String.format(Locale.ROOT, "packet type %d with reason 0x%02X", type, reason));
        }
        return reason;
    }

    /** The reason in a client's DISCONNECT. */
    public static int disconnectReason(int reason) throws ProtocolException {
        return switch (reason) {
            case 0x00,
                    0x04,
                    0x80,
                    0x81,
                    0x82,
                    0x83,
                    0x90,
                    0x93,
                    0x94,
                    0x95,
                    0x96,
                    0x97,
                    0x98,
                    0x99 ->
                    reason;
            default ->
                    throw ProtocolException.unanswerable(
                            String.format(Locale.ROOT, "DISCONNECT with reason 0x%02X", reason));
        };
    }

    /** PUBACK for QoS 1, PUBREC and PUBCOMP in this order for QoS 2. */
    public static void requireExpected(int type, OutgoingMessage outgoing)
            throws ProtocolException {
        boolean right =
                outgoing.qos() == 1
                        ? type == PacketType.PUBACK
                        : type == PacketType.PUBREC
                                || (type > PacketType.PUBREC && outgoing.released());
        if (!right) {
            throw protocol(
                    "packet type %s for packet identifier %s, which is QoS %s%s"
                            .formatted(
                                    type,
                                    outgoing.packetId(),
                                    outgoing.qos(),
                                    outgoing.released() ? " and released" : ""));
        }
    }

    /** What MQTT 3.1.1 has for a refused CONNECT; 0 where it only closes. */
    public static int returnCode(int reason) {
        return switch (reason) {
            case Reason.UNSUPPORTED_VERSION -> 1;
            case Reason.CLIENT_ID_NOT_VALID -> 2;
            case Reason.SERVER_UNAVAILABLE, Reason.SERVER_BUSY, Reason.QUOTA_EXCEEDED -> 3;
            case Reason.NOT_AUTHORIZED, Reason.BAD_AUTHENTICATION_METHOD -> 5;
            default -> 0;
        };
    }
}
