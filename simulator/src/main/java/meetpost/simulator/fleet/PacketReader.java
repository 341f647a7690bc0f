package meetpost.simulator.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;

/** Puts packets together from what arrives. */
final class PacketReader {

    /** What a device is sent is short. */
    private static final int LONGEST = 64 * 1024;

    private ByteBuffer buffer = ByteBuffer.allocate(2048);

    /**
     * Reads what there is.
     *
     * @return whether the connection is still open
     * @throws IOException if it broke, or what came is not MQTT
     */
    boolean read(ReadableByteChannel channel, Consumer<Packet> packets) throws IOException {
        int count = channel.read(buffer);
        while (count > 0) {
            take(packets);
            count = channel.read(buffer);
        }
        return count == 0;
    }

    private void take(Consumer<Packet> packets) throws IOException {
        buffer.flip();
        int needed = 0;
        while (needed == 0 && buffer.hasRemaining()) {
            needed = takeOne(packets);
        }
        buffer.compact();
        if (needed > buffer.capacity()) {
            buffer.flip();
            buffer = ByteBuffer.allocate(needed).put(buffer);
        }
    }

    /** How many bytes a packet has that is not complete; 0 if one was taken. */
    private int takeOne(Consumer<Packet> packets) throws IOException {
        int start = buffer.position();
        int header = buffer.get() & 0xFF;
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            if (shift > 21) {
                throw new IOException("the broker sent what is not MQTT");
            }
            if (!buffer.hasRemaining()) {
                buffer.position(start);
                return buffer.remaining() + 1;
            }
            int digit = buffer.get();
            length |= (digit & 127) << shift;
            if (digit >= 0) {
                break;
            }
        }
        if (length > LONGEST) {
            throw new IOException("the broker sent a packet of " + length + " bytes");
        }
        int end = buffer.position() + length;
        if (end > buffer.limit()) {
            buffer.position(start);
            return end - start;
        }
        packets.accept(
                new Packet(header >> 4, header & 15, buffer.slice(buffer.position(), length)));
        buffer.position(end);
        return 0;
    }
}
