import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Load for an MQTT 3.1.1 broker on loopback, from one thread and without an MQTT library, so that it
 * costs less than any broker does. Closed loop: what is on its way is bounded.
 *
 * <pre>java Load PORT throughput PUBLISHERS SUBSCRIBERS QOS BYTES WINDOW SECONDS clean|persistent
 * java Load PORT latency QOS BYTES RATE SECONDS</pre>
 *
 * Publishers and subscribers of equal number go in pairs; otherwise every subscriber hears every
 * publisher. Prints deliveries a second after a warm-up of a third, and the share of a core that the
 * load's thread took: below 1.00 it waited for the broker.
 */
public final class Load {

    private static final int MOST_LATENCIES = 2_000_000;

    private final Selector selector = Selector.open();
    private final List<Peer> publishers = new ArrayList<>();
    private final List<Peer> subscribers = new ArrayList<>();
    private final int qos;
    private final int bytes;
    private final int window;
    private long deliveries;
    private final long[] latencies = new long[MOST_LATENCIES];
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
            var peer = new Peer(this, port, "load-sub-" + i, clean);
            peer.subscribe(from == to ? "load/" + i : "load/#", qos);
            subscribers.add(peer);
        }
        for (int i = 0; i < from; i++) {
            var peer = new Peer(this, port, "load-pub-" + i, true);
            peer.publishesTo("load/" + i, from == to ? List.of(subscribers.get(i)) : subscribers);
            publishers.add(peer);
        }
        settled(subscribers, 2);
        settled(publishers, 1);
    }

    /** Every one of them has had so many packets. */
    private void settled(List<Peer> peers, int answers) throws IOException {
        long end = System.nanoTime() + 5_000_000_000L;
        while (peers.stream().anyMatch(peer -> peer.answers() < answers)) {
            if (System.nanoTime() > end) {
                throw new IOException("the broker did not answer within 5 s");
            }
            turn(10);
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
                publisher.fill(qos, bytes, window, publishers.size());
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
        // A session that stays behind must not gather what comes for another run.
        for (Peer subscriber : subscribers) {
            subscriber.unsubscribe();
        }
        settled(subscribers, 3);
        System.out.printf(
                "deliveries_per_s=%.0f deliveries=%d load_core_share=%.2f lost=%d%n",
                rate, deliveries, share, lost());
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
        return publishers.stream().mapToLong(Peer::expected).sum() - deliveries;
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
            publishers.get(0).publish(qos, bytes);
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
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
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

    Selector selector() {
        return selector;
    }

    /** A message has come that was sent at that {@link System#nanoTime}. */
    void delivered(long sentAt) {
        deliveries++;
        if (timed) {
            latencies[measured++] = System.nanoTime() - sentAt;
        }
    }
}
