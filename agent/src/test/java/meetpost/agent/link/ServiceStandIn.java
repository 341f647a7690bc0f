package meetpost.agent.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A broker with rules of its own, as hosted ones have: it gives a session, and closes it without a
 * word when it is sent what its rules forbid. It delivers nothing but what is published on a topic
 * back to who published it.
 */
public final class ServiceStandIn implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Predicate<Packet> forbidden;
    private final AtomicInteger sessions = new AtomicInteger();
    private final List<List<String>> subscribed = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /**
     * A packet of a client's.
     *
     * @param type 3 is PUBLISH, 8 is SUBSCRIBE (MQTT 3.1.1 section 2.2.1)
     * @param names the topic, or the filters
     */
    public record Packet(int type, List<String> names) {

        public Packet {
            names = List.copyOf(names);
        }

        public boolean isSubscribe() {
            return type == 8;
        }

        public boolean isPublish() {
            return type == 3;
        }
    }

    public ServiceStandIn(Predicate<Packet> forbidden) throws IOException {
        this.forbidden = forbidden;
        start(this::accept);
    }

    /** AWS IoT Core: "Maximum subscriptions per subscribe request: 8". */
    public static ServiceStandIn withEightFilters() throws IOException {
        return new ServiceStandIn(packet -> packet.isSubscribe() && packet.names().size() > 8);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** That it gave. */
    public int sessions() {
        return sessions.get();
    }

    /** The filters of each SUBSCRIBE that it answered. */
    public List<List<String>> subscribed() {
        return List.copyOf(subscribed);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : open) {
            each.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void serve(Socket client) {
        try (client;
                var in = new DataInputStream(client.getInputStream());
                var out = new DataOutputStream(client.getOutputStream())) {
            while (answer(in, out)) {
                out.flush();
            }
        } catch (IOException e) {
            // The client is gone.
            return;
        }
    }

    /** Reads a packet and answers it; false: it is forbidden, or a goodbye. */
    private boolean answer(DataInputStream in, DataOutputStream out) throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        for (int shift = 0, next = 0x80; next >= 0x80; shift += 7) {
            next = in.readUnsignedByte();
            length |= (next & 0x7F) << shift;
        }
        byte[] body = in.readNBytes(length);
        switch (first >> 4) {
            case 1 -> {
                sessions.incrementAndGet();
                out.write(new byte[] {0x20, 2, 0, 0});
            }
            case 3 -> {
                return published(first, body, out);
            }
            case 8 -> {
                return subscribed(body, out);
            }
            case 12 -> out.write(new byte[] {(byte) 0xD0, 0});
            case 14 -> {
                return false;
            }
            default -> {
                // PUBACK.
            }
        }
        return true;
    }

    private boolean published(int first, byte[] body, DataOutputStream out) throws IOException {
        int topic = word(body, 0);
        var packet = new Packet(3, List.of(new String(body, 2, topic, UTF_8)));
        if (forbidden.test(packet)) {
            return false;
        }
        boolean acknowledged = (first & 0x06) != 0;
        int at = 2 + topic + (acknowledged ? 2 : 0);
        if (acknowledged) {
            out.write(new byte[] {0x40, 2, body[2 + topic], body[3 + topic]});
        }
        int left = 2 + topic + body.length - at;
        if (left < 0x80) {
            out.write(new byte[] {0x30, (byte) left});
            out.write(body, 0, 2 + topic);
            out.write(body, at, body.length - at);
        }
        return true;
    }

    private boolean subscribed(byte[] body, DataOutputStream out) throws IOException {
        List<String> filters = new ArrayList<>();
        for (int at = 2; at < body.length; ) {
            int size = word(body, at);
            filters.add(new String(body, at + 2, size, UTF_8));
            at += 2 + size + 1;
        }
        if (forbidden.test(new Packet(8, filters))) {
            return false;
        }
        subscribed.add(filters);
        out.write(new byte[] {(byte) 0x90, (byte) (2 + filters.size()), body[0], body[1]});
        out.write(new byte[filters.size()]);
        return true;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "service-stand-in");
        thread.setDaemon(true);
        thread.start();
    }
}
