package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} under load, and then a random page of 4 KB of a random file is zeroed, again and
 * again on one directory; the rounds are {@code -Dmeetpost.damage.rounds}, 5 without it. The broker
 * starts every time, both sessions are there, and what is lost had room on the page or the broker
 * says that nothing is.
 */
class DamagedKillTest {

    private static final int ROUNDS = Integer.getInteger("meetpost.damage.rounds", 5);
    private static final int PAGE = 4096;

    /** The records at the edges of the page have 512 bytes and a packet each. */
    private static final int EDGES = 2 * (512 + 64);

    /** Topic, value, and what says their lengths. */
    private static final int RETAINED_BYTES = 21;

    /** The message may stand before another session. */
    private static final int WAITING_BYTES = 6;

    private static final int MOST_RETAINED = 600;

    @TempDir Path directory;

    private final Random random = new Random(ROUNDS);
    private final Set<Integer> retained = new TreeSet<>();
    private final Set<Integer> waiting = new TreeSet<>();
    private Process process;
    private int port;
    private int next;
    private int lostRetained;
    private int lostWaiting;
    private int cameBack;
    private int damagedRounds;
    private long damagedRecords;

    @Test
    void losesWhatLayOnThePageAndSaysSo() throws Exception {
        begin();
        for (String session : List.of("s", "other")) {
            try (var client = RawClient.connected(port, session, 0, "20 02 00 00")) {
                client.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            publish(300 + random.nextInt(400));
            process.destroyForcibly().waitFor();
            zero();
            begin();
            compare(round);
        }
        process.destroyForcibly().waitFor();
        System.out.printf(
                "%d rounds, %d retained and as many queued: %d with damaged records (%d records);"
                        + " lost %d retained, %d queued; %d came back%n",
                ROUNDS, next, damagedRounds, damagedRecords, lostRetained, lostWaiting, cameBack);
    }

    /** Each number is a retained value of its own, and a message for both sessions. */
    private void publish(int count) throws IOException {
        try (var client = RawClient.connected(port, "p")) {
            for (int i = 0; i < count; i++) {
                int n = next++;
                int id = n % 60_000 + 1;
                client.send("33 13 00 07 'r%06d' %04X '%08d'".formatted(n, id, n));
                client.send("32 0D 00 01 't' %04X '%08d'".formatted(id, n));
                client.expect("40 02 %04X 40 02 %04X".formatted(id, id));
                retained.add(n);
                waiting.add(n);
            }
            for (int n :
                    List.copyOf(retained)
                            .subList(0, Math.max(0, retained.size() - MOST_RETAINED))) {
                client.send("33 0B 00 07 'r%06d' 00 01".formatted(n)).expect("40 02 00 01");
                retained.remove(n);
            }
        }
    }

    private void zero() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files =
                    all.filter(file -> file.toString().matches(".*\\.(log|snapshot)"))
                            .sorted()
                            .toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        int size = (int) Files.size(file);
        int page = random.nextInt((size + PAGE - 1) / PAGE) * PAGE;
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(page);
            bytes.write(new byte[Math.min(PAGE, size - page)]);
        }
    }

    private void compare(int round) throws IOException {
        long damaged;
        Set<Integer> found = new HashSet<>();
        try (var client = RawClient.connected(port, "c")) {
            client.send("82 20 00 01 00 1B '$SYS/broker/storage/damaged' 00")
                    .expect("90 03 00 01 00");
            damaged = Long.parseLong(body(client).substring(2 + 27));
            client.send("82 06 00 02 00 01 '#' 00").expect("90 03 00 02 00");
            client.send("C0 00");
            for (String body = body(client); !body.isEmpty(); body = body(client)) {
                if (body.startsWith("r", 2)) {
                    assertEquals(body.substring(3, 9), body.substring(11), "round " + round);
                    found.add(Integer.parseInt(body.substring(3, 9)));
                }
            }
        }
        Set<Integer> delivered = new HashSet<>();
        int bytes = drain("s", delivered) + drain("other", new HashSet<>());
        int lost = difference(retained, found);
        String what =
                "round %d: %d damaged records, %d retained and %d bytes of queues lost"
                        .formatted(round, damaged, lost, bytes);
        cameBack += difference(found, retained);
        lostRetained += lost;
        lostWaiting += difference(waiting, delivered);
        damagedRounds += damaged > 0 ? 1 : 0;
        damagedRecords += damaged;
        if (damaged == 0) {
            assertEquals(retained, new TreeSet<>(found), what);
            assertEquals(waiting, new TreeSet<>(delivered), what);
        }
        assertTrue(lost * RETAINED_BYTES + bytes <= PAGE + EDGES, what);
        retained.clear();
        retained.addAll(found);
        waiting.clear();
    }

    private static int difference(Set<Integer> of, Set<Integer> without) {
        return (int) of.stream().filter(n -> !without.contains(n)).count();
    }

    /** How many bytes of a queue are lost, at least. */
    private int drain(String session, Set<Integer> delivered) throws IOException {
        try (var client = new RawClient(port)) {
            client.sendBytes(RawClient.connect(session, 0));
            byte[] connack = client.in().readNBytes(4);
            assertEquals(0, connack[3]);
            if (connack[2] == 0) {
                // What it had subscribed to was on the page.
                client.send("82 06 00 01 00 01 't' 01");
            }
            for (int quiet = 0; quiet < 10; quiet++) {
                client.send("C0 00");
                for (byte[] packet = packet(client); packet.length > 0; packet = packet(client)) {
                    if ((packet[0] & 0xF0) == 0x30) {
                        delivered.add(
                                Integer.parseInt(new String(packet, packet.length - 8, 8, UTF_8)));
                        client.send("40 02 %02X%02X".formatted(packet[4], packet[5]));
                        quiet = 0;
                    }
                }
            }
        }
        return difference(waiting, delivered) * WAITING_BYTES;
    }

    /** Of a PUBLISH of QoS 0, as text; empty for the answer to a ping. */
    private static String body(RawClient client) throws IOException {
        byte[] packet = packet(client);
        return new String(
                packet, Math.min(1, packet.length), Math.max(0, packet.length - 1), UTF_8);
    }

    /** The first byte and all behind the length; empty for the answer to a ping. */
    private static byte[] packet(RawClient client) throws IOException {
        int first = client.in().readUnsignedByte();
        int length = client.in().readUnsignedByte();
        if (first == 0xD0) {
            return new byte[0];
        }
        byte[] packet = new byte[1 + length];
        packet[0] = (byte) first;
        client.in().readFully(packet, 1, length);
        return packet;
    }

    private void begin() throws IOException {
        process = BrokerProcess.start(directory);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        port = Integer.parseInt(String.valueOf(out.readLine()));
    }
}
