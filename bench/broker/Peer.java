import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection of the load: speaks as much MQTT 3.1.1 as that needs. */
final class Peer {

    private final Load load;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
    private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 20);
    private byte[] topic = new byte[0];
    private byte[] filter = new byte[0];
    private List<Peer> heardBy = List.of();
    private long sent;
    private long acked;
    private long received;
    private int answers;
    private int id;

    Peer(Load load, int port, String name, boolean clean) throws IOException {
        this.load = load;
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(load.selector(), SelectionKey.OP_READ, this);
        byte[] client = name.getBytes(StandardCharsets.UTF_8);
        out.put((byte) 0x10).put((byte) (12 + client.length));
        out.putShort((short) 4).put("MQTT".getBytes(StandardCharsets.UTF_8));
        out.put((byte) 4).put((byte) (clean ? 2 : 0)).putShort((short) 600);
        out.putShort((short) client.length).put(client);
        flush();
    }

    void subscribe(String to, int qos) throws IOException {
        filter = to.getBytes(StandardCharsets.UTF_8);
        out.put((byte) 0x82).put((byte) (5 + filter.length)).putShort((short) 1);
        out.putShort((short) filter.length).put(filter).put((byte) qos);
        flush();
    }

    void unsubscribe() throws IOException {
        out.put((byte) 0xA2).put((byte) (4 + filter.length)).putShort((short) 2);
        out.putShort((short) filter.length).put(filter);
        flush();
    }

    void publishesTo(String name, List<Peer> subscribers) {
        topic = name.getBytes(StandardCharsets.UTF_8);
        heardBy = subscribers;
    }

    /** CONNACK, SUBACK and UNSUBACK so far. */
    int answers() {
        return answers;
    }

    /** Deliveries that what was sent leads to. */
    long expected() {
        return sent * heardBy.size();
    }

    /** As many as the window lets out. */
    void fill(int qos, int bytes, int window, int publishers) throws IOException {
        long heard = Long.MAX_VALUE;
        for (Peer subscriber : heardBy) {
            heard = Math.min(heard, subscriber.received);
        }
        long shared = heardBy.size() == 1 ? 1 : publishers;
        while ((qos == 0 || sent - acked < window)
                && sent - heard / shared < (qos == 0 ? window : 4L * window)
                && out.remaining() > bytes + 64) {
            publish(qos, bytes);
        }
        flush();
    }

    void publish(int qos, int bytes) {
        int length = 2 + topic.length + (qos > 0 ? 2 : 0) + bytes;
        out.put((byte) (0x30 | qos << 1));
        do {
            out.put((byte) (length & 0x7F | (length > 0x7F ? 0x80 : 0)));
            length >>>= 7;
        } while (length > 0);
        out.putShort((short) topic.length).put(topic);
        if (qos > 0) {
            id = id == 0xFFFF ? 1 : id + 1;
            out.putShort((short) id);
        }
        out.putLong(System.nanoTime());
        for (int i = 8; i < bytes; i++) {
            out.put((byte) 'x');
        }
        sent++;
    }

    void flush() throws IOException {
        out.flip();
        channel.write(out);
        key.interestOps(SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0));
        out.compact();
    }

    void ready(SelectionKey now) throws IOException {
        if (now.isReadable()) {
            if (channel.read(in) < 0) {
                throw new IOException("the broker closed a connection");
            }
            in.flip();
            while (packet()) {}
            in.compact();
        }
        if (out.position() > 0) {
            flush();
        }
    }

    /** Handles one packet if it is there as a whole. */
    private boolean packet() {
        int at = in.position();
        int length = 0;
        int shift = 0;
        int p = at + 1;
        byte b;
        do {
            if (p >= in.limit()) {
                return false;
            }
            b = in.get(p++);
            length |= (b & 0x7F) << shift;
            shift += 7;
        } while (b < 0);
        if (p + length > in.limit()) {
            return false;
        }
        int first = in.get(at) & 0xFF;
        switch (first >> 4) {
            case 3 -> delivered(first >> 1 & 3, p);
            case 4, 7 -> acked++;
            case 5 -> answer(0x62, p);
            case 6 -> answer(0x70, p);
            default -> answers++;
        }
        in.position(p + length);
        return true;
    }

    private void delivered(int qos, int p) {
        int name = in.getShort(p) & 0xFFFF;
        int payload = p + 2 + name;
        if (qos > 0) {
            answer(qos == 1 ? 0x40 : 0x50, payload);
            payload += 2;
        }
        received++;
        load.delivered(in.getLong(payload));
    }

    private void answer(int type, int idAt) {
        out.put((byte) type).put((byte) 2).putShort(in.getShort(idAt));
    }
}
