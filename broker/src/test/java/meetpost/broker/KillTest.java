package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random instants under load, again and again on one directory. The rounds are
 * {@code -Dmeetpost.kill.rounds}, 5 without it. Nothing that was acknowledged is lost, nothing of
 * QoS 2 comes twice, the order is kept, and the broker starts every time.
 */
class KillTest {

    private static final int ROUNDS = Integer.getInteger("meetpost.kill.rounds", 5);
    private static final int WINDOW = 20;

    /** Stays far below what a queue takes: a full one would refuse. */
    private static final int MOST_AHEAD = 2_000;

    @TempDir Path directory;

    private final Random random = new Random(ROUNDS);
    private final Subscriber subscriber = new Subscriber();
    private final Publisher atLeastOnce = new Publisher("p1", "1", 1, subscriber);
    private final Publisher exactlyOnce = new Publisher("p2", "2", 2, subscriber);
    private Process process;
    private int port;

    @Test
    void losesNothingThatItAcknowledged() throws Exception {
        begin();
        try (var wire = subscriber.connect(port)) {
            wire.expect("90 04 00 01 01 02");
        }
        process.destroyForcibly().waitFor();
        List<Client> all = List.of(atLeastOnce, exactlyOnce, subscriber);
        for (int round = 0; round < ROUNDS; round++) {
            // What waits for a subscriber is written, what it acknowledges at once is not.
            round(50 + random.nextInt(400), round % 3 == 1 ? all.subList(0, 2) : all);
        }
        begin();
        finish(atLeastOnce, exactlyOnce);
        drain();
        process.destroyForcibly().waitFor();

        assertTrue(exactlyOnce.next > 100, "no load");
        assertSame(numbers(exactlyOnce.next), subscriber.received.get("2"));
        List<Integer> first = new ArrayList<>(new LinkedHashSet<>(subscriber.received.get("1")));
        assertSame(numbers(atLeastOnce.next), first);
    }

    private static void assertSame(List<Integer> expected, List<Integer> actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i), "at place " + i);
        }
        assertEquals(expected.size(), actual.size());
    }

    private void round(int millis, List<Client> clients) throws Exception {
        begin();
        var ended = new CountDownLatch(clients.size());
        for (Client client : clients) {
            var thread = new Thread(() -> runUntilItBreaks(client, ended), "kill-test");
            thread.setDaemon(true);
            thread.start();
        }
        // The instant of the kill is the point of this test: nothing is waited for.
        assertTrue(!ended.await(millis, TimeUnit.MILLISECONDS), "a client broke off before");
        process.destroyForcibly().waitFor();
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    private void runUntilItBreaks(Client client, CountDownLatch ended) {
        try (var wire = client.connect(port)) {
            client.run(wire);
        } catch (IOException | AssertionError e) {
            // The broker was killed: what the client must remember, it has.
            return;
        } finally {
            ended.countDown();
        }
    }

    private void finish(Publisher... publishers) throws IOException {
        for (Publisher publisher : publishers) {
            try (var wire = publisher.connect(port)) {
                publisher.repeat(wire);
            }
        }
    }

    private void drain() throws IOException {
        try (var wire = subscriber.connect(port)) {
            // What waits behind the window comes after the answer to a ping.
            int quiet = 0;
            while (quiet < 20) {
                int before = subscriber.count;
                wire.send("C0 00");
                while (subscriber.step(wire)) {}
                quiet = subscriber.count > before ? 0 : quiet + 1;
            }
        }
    }

    private void begin() throws IOException {
        process = BrokerProcess.start(directory);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        port = Integer.parseInt(String.valueOf(out.readLine()));
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    /** A client with a persistent session, and what it must remember. */
    private abstract static class Client {

        private final String clientId;
        private boolean known;

        Client(String clientId) {
            this.clientId = clientId;
        }

        RawClient connect(int port) throws IOException {
            var wire = new RawClient(port);
            wire.sendBytes(RawClient.connect(clientId, 0x00));
            byte[] connack = wire.in().readNBytes(4);
            if (connack.length < 4) {
                throw new IOException("no CONNACK");
            }
            if (known) {
                assertEquals(1, connack[2], "the session of " + clientId + " is there");
            }
            greeted(wire);
            known = true;
            return wire;
        }

        void greeted(RawClient wire) throws IOException {}

        abstract void run(RawClient wire) throws IOException;
    }

    private static final class Publisher extends Client {

        private final String topic;
        private final int qos;
        private final Subscriber to;

        /** Sent and not completed: number by packet identifier, in order. */
        private final Map<Integer, Integer> open = new LinkedHashMap<>();

        private final Set<Integer> received = new HashSet<>();
        private int next;

        Publisher(String clientId, String topic, int qos, Subscriber to) {
            super(clientId);
            this.to = to;
            this.topic = topic;
            this.qos = qos;
        }

        @Override
        void run(RawClient wire) throws IOException {
            repeat(wire);
            while (true) {
                if (next - to.seen.get(qos) > MOST_AHEAD) {
                    wire.expectNothing();
                    continue;
                }
                for (int i = 0; i < WINDOW; i++) {
                    int id = next % 60_000 + 1;
                    open.put(id, next++);
                    publish(wire, id, false);
                }
                settle(wire);
            }
        }

        /** [MQTT-4.4.0-1]. */
        void repeat(RawClient wire) throws IOException {
            for (int id : List.copyOf(open.keySet())) {
                if (received.contains(id)) {
                    wire.send("62 02 %04X".formatted(id));
                } else {
                    publish(wire, id, true);
                }
            }
            settle(wire);
        }

        private void publish(RawClient wire, int id, boolean again) throws IOException {
            wire.send(
                    "%02X 0D 00 01 '%s' %04X '%08d'"
                            .formatted(
                                    0x30 | (qos << 1) | (again ? 8 : 0), topic, id, open.get(id)));
        }

        private void settle(RawClient wire) throws IOException {
            while (!open.isEmpty()) {
                byte[] packet = wire.in().readNBytes(4);
                if (packet.length < 4) {
                    throw new IOException("killed");
                }
                int id = ((packet[2] & 0xFF) << 8) | (packet[3] & 0xFF);
                if (packet[0] == 0x50) {
                    received.add(id);
                    wire.send("62 02 %04X".formatted(id));
                } else {
                    received.remove(id);
                    open.remove(id);
                }
            }
        }
    }

    private static final class Subscriber extends Client {

        private final Map<String, List<Integer>> received =
                Map.of("1", new ArrayList<>(), "2", new ArrayList<>());
        private final Set<Integer> open = new HashSet<>();

        /** How far it has come, by QoS: what comes again is no progress. */
        private final AtomicIntegerArray seen = new AtomicIntegerArray(3);

        private int count;

        Subscriber() {
            super("s");
        }

        @Override
        void greeted(RawClient wire) throws IOException {
            wire.send("82 0A 00 01 00 01 '1' 01 00 01 '2' 02");
        }

        @Override
        void run(RawClient wire) throws IOException {
            while (true) {
                step(wire);
            }
        }

        /** False for the answer to a ping. */
        boolean step(RawClient wire) throws IOException {
            int header = wire.in().readUnsignedByte();
            byte[] body = wire.in().readNBytes(wire.in().readUnsignedByte());
            if (header >> 4 == 3) {
                publish(wire, header, body);
            } else if (header == 0x62) {
                open.remove(id(body, 0));
                wire.send("70 02 %04X".formatted(id(body, 0)));
            }
            return header != 0xD0;
        }

        private void publish(RawClient wire, int header, byte[] body) throws IOException {
            if (body.length < 13) {
                throw new IOException("killed");
            }
            String topic = new String(body, 2, 1, UTF_8);
            int id = id(body, 3);
            boolean twice = (header >> 1 & 3) == 2;
            if (!twice || open.add(id)) {
                int number = Integer.parseInt(new String(body, 5, 8, UTF_8));
                received.get(topic).add(number);
                count++;
                seen.accumulateAndGet(header >> 1 & 3, number + 1, Math::max);
            }
            wire.send("%s 02 %04X".formatted(twice ? "50" : "40", id));
        }

        private static int id(byte[] body, int at) {
            return ((body[at] & 0xFF) << 8) | (body[at + 1] & 0xFF);
        }
    }
}
