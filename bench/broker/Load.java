import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Load for an MQTT 3.1.1 broker on loopback, from one thread and without an MQTT library, so that it
 * costs less than any broker does. Closed loop: what is on its way is bounded.
 *
 * <pre>java Load.java PORT throughput PUBLISHERS SUBSCRIBERS QOS BYTES WINDOW SECONDS clean|persistent
 * java Load.java PORT latency QOS BYTES RATE SECONDS</pre>
 *
 * Publishers and subscribers of equal number go in pairs; otherwise every subscriber hears every
 * publisher. Prints deliveries a second after a warm-up of a third, and the share of a core that the
 * load itself took: below 1.00 it was not the bottleneck.
 */
public final class Load {

    private final Selector selector = Selector.open();
    private final List<Peer> publishers = new ArrayList<>();
    private final List<Peer> subscribers = new ArrayList<>();
    private final int qos;
    private final int bytes;
    private final int window;
    private long deliveries;
    private final long[] latencies = new long[2_000_000];
    private int measured;
    private boolean timed;

    private Load(int qos, int bytes, int window) throws IOException {
        this.qos = qos;
        this.bytes = bytes;
        this.window = window;
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        if (args[1].equals("throughput")) {
            var load = new Load(Integer.parseInt(args[4]), Integer.parseInt(args[5]), Integer.parseInt(args[6]));
            load.connect(port, Integer.parseInt(args[2]), Integer.parseInt(args[3]), args[8].equals("clean"));
            load.throughput(Double.parseDouble(args[7]));
        } else {
            var load = new Load(Integer.parseInt(args[2]), Integer.parseInt(args[3]), 1_000);
            load.connect(port, 1, 1, true);
            load.latency(Integer.parseInt(args[4]), Double.parseDouble(args[5]));
        }
    }

    private void connect(int port, int from, int to, boolean clean) throws IOException {
        for (int i = 0; i < to; i++) {
            var peer = new Peer(port, "load-sub-" + i, clean);
            peer.subscribe(from == to ? "load/" + i : "load/#", qos);
            subscribers.add(peer);
        }
        for (int i = 0; i < from; i++) {
            var peer = new Peer(port, "load-pub-" + i, true);
            peer.topic = ("load/" + i).getBytes(StandardCharsets.UTF_8);
            publishers.add(peer);
        }
        for (int i = 0; i < from; i++) {
            publishers.get(i).heardBy = from == to ? List.of(subscribers.get(i)) : subscribers;
        }
        for (Peer peer : subscribers) {
            peer.settled(2);
        }
        for (Peer peer : publishers) {
            peer.settled(1);
        }
    }

    private void throughput(double seconds) throws IOException {
        long start = System.nanoTime();
        long warm = start + (long) (seconds / 3 * 1e9);
        long end = start + (long) (seconds * 4 / 3 * 1e9);
        long counted = 0;
        long since = 0;
        long cpu = 0;
        while (System.nanoTime() < end) {
            for (Peer publisher : publishers) {
                publisher.fill();
            }
            turn(5);
            if (since == 0 && System.nanoTime() >= warm) {
                since = System.nanoTime();
                counted = deliveries;
                cpu = cpuNanos();
            }
        }
        double took = (System.nanoTime() - since) / 1e9;
        double rate = (deliveries - counted) / took;
        double share = (cpuNanos() - cpu) / 1e9 / took;
        drain();
        System.out.printf(
                "deliveries_per_s=%.0f load_core_share=%.2f lost=%d%n", rate, share, lost());
    }

    /** What is still on its way arrives, for a broker that loses nothing. */
    private void drain() throws IOException {
        long end = System.nanoTime() + 2_000_000_000L;
        while (lost() > 0 && System.nanoTime() < end) {
            turn(10);
        }
    }

    /** Deliveries that are missing; below zero: that are too many. */
    private long lost() {
        long expected = 0;
        for (Peer publisher : publishers) {
            expected += publisher.sent * publisher.heardBy.size();
        }
        return expected - deliveries;
    }

    private void latency(int rate, double seconds) throws IOException {
        long start = System.nanoTime();
        long interval = 1_000_000_000L / rate;
        long total = (long) (rate * seconds);
        long warmUp = total / 5;
        for (long n = 0; n < total; n++) {
            long due = start + n * interval;
            while (System.nanoTime() < due) {
                // Sleeping would add the scheduler's latency to the broker's.
                turn(0);
            }
            timed = n >= warmUp;
            publishers.get(0).publish();
            publishers.get(0).flush();
        }
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < end && measured < total - warmUp) {
            turn(1);
        }
        long[] sorted = Arrays.copyOf(latencies, measured);
        Arrays.sort(sorted);
        System.out.printf(
                "p50_us=%.0f p99_us=%.0f max_us=%.0f samples=%d lost=%d%n",
                sorted[measured / 2] / 1e3,
                sorted[(int) (measured * 0.99)] / 1e3,
                sorted[measured - 1] / 1e3,
                measured,
                total - warmUp - measured);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void turn(long millis) throws IOException {
        if (millis == 0) {
            selector.selectNow();
        } else {
            selector.select(millis);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            ((Peer) key.attachment()).ready(key);
        }
        selector.selectedKeys().clear();
    }

    /** One connection. */
    private final class Peer {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
        private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 20);
        private byte[] topic = new byte[0];
        private List<Peer> heardBy = List.of();
        private long sent;
        private long acked;
        private long received;
        private int packets;
        private int id;

        Peer(int port, String name, boolean clean) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
            byte[] client = name.getBytes(StandardCharsets.UTF_8);
            out.put((byte) 0x10).put((byte) (12 + client.length));
            out.putShort((short) 4).put("MQTT".getBytes(StandardCharsets.UTF_8));
            out.put((byte) 4).put((byte) (clean ? 2 : 0)).putShort((short) 600);
            out.putShort((short) client.length).put(client);
            flush();
        }

        void subscribe(String filter, int at) throws IOException {
            byte[] text = filter.getBytes(StandardCharsets.UTF_8);
            out.put((byte) 0x82).put((byte) (5 + text.length)).putShort((short) 1);
            out.putShort((short) text.length).put(text).put((byte) at);
            flush();
        }

        void settled(int answers) throws IOException {
            long end = System.nanoTime() + 5_000_000_000L;
            while (packets < answers) {
                if (System.nanoTime() > end) {
                    throw new IOException("the broker did not answer CONNECT and SUBSCRIBE within 5 s");
                }
                turn(10);
            }
        }

        /** As many as the window lets out. */
        void fill() throws IOException {
            long heard = Long.MAX_VALUE;
            for (Peer subscriber : heardBy) {
                heard = Math.min(heard, subscriber.received);
            }
            long shared = heardBy.size() == subscribers.size() ? publishers.size() : 1;
            while ((qos == 0 || sent - acked < window)
                    && sent - heard / shared < (qos == 0 ? window : 4L * window)
                    && out.remaining() > bytes + 64) {
                publish();
            }
            flush();
        }

        void publish() {
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
                while (packet()) {
                    packets++;
                }
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
                default -> { }
            }
            in.position(p + length);
            return true;
        }

        private void delivered(int at, int p) {
            int name = in.getShort(p) & 0xFFFF;
            int payload = p + 2 + name;
            if (at > 0) {
                answer(at == 1 ? 0x40 : 0x50, payload);
                payload += 2;
            }
            received++;
            deliveries++;
            if (timed) {
                latencies[measured++] = System.nanoTime() - in.getLong(payload);
            }
        }

        private void answer(int type, int idAt) {
            out.put((byte) type).put((byte) 2).putShort(in.getShort(idAt));
        }
    }
}
