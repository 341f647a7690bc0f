package meetpost.broker.packet;

import io.netty.buffer.ByteBuf;

/** Where packets to one client are written. Nothing leaves before the end of the loop's round. */
public interface PacketOutput {

    /** A buffer to write {@code size} bytes of one packet to, at its writer index. */
    ByteBuf room(int size);

    /** Sends what is shared with others, behind what was written. Takes it over. */
    void share(ByteBuf payload);
}
