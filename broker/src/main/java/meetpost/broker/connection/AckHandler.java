package meetpost.broker.connection;

import meetpost.broker.message.OutgoingMessage;
import meetpost.broker.message.ProtocolException;
import meetpost.broker.message.Reason;
import meetpost.broker.packet.AckWriter;
import meetpost.broker.packet.Acknowledgements;
import meetpost.broker.packet.PacketReader;
import meetpost.broker.packet.PacketType;
import meetpost.broker.packet.Properties;
import meetpost.broker.session.Session;

/** What one client answers in the exchanges of QoS 1 and 2: PUBACK, PUBREC, PUBREL, PUBCOMP. */
final class AckHandler {

    private final PublishHandler publications;
    private final AckWriter replies;

    AckHandler(PublishHandler publications, AckWriter replies) {
        this.publications = publications;
        this.replies = replies;
    }

    /**
     * @param type of packet, 4 to 7
     */
    void acknowledgement(int type, PacketReader in, Session mine, boolean mqtt5)
            throws ProtocolException {
        int id = in.packetId();
        int reason = Reason.SUCCESS;
        if (mqtt5 && in.hasMore()) {
            reason = Acknowledgements.reason(type, in.u8());
            if (in.hasMore()) {
                in.properties(Properties.OF_ACKNOWLEDGEMENT);
            }
        }
        in.requireEnd();
        if (type == PacketType.PUBREL) {
            publications.complete(id, mine);
            return;
        }
        OutgoingMessage outgoing = mine.inflight().get(id);
        if (outgoing != null) {
            Acknowledgements.requireExpected(type, outgoing);
        }
        if (type != PacketType.PUBREC || reason >= Reason.UNSPECIFIED) {
            mine.acknowledged(id);
        } else {
            mine.inflight().releases(id);
            replies.acknowledge(PacketType.PUBREL, id, Reason.SUCCESS);
        }
    }
}
