package meetpost.agent.outbox;

import static meetpost.agent.outbox.OutboxContract.reading;
import static meetpost.agent.outbox.OutboxContract.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DiskOutboxRandomTest extends OutboxOnDisk {

    /** Whatever happens in whatever order, against a list that cannot be wrong. */
    @Test
    void agreesWithAListThroughRandomKills() throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            new Trial(seed).run();
            deleteFiles();
        }
    }

    /** No reading comes twice, none is neither given nor counted, none overtakes. */
    @Test
    void countsWhatItDropsWhereThereIsLittleRoom() throws Exception {
        for (long seed = 1; seed <= 2; seed++) {
            crowd(seed);
            deleteFiles();
        }
    }

    private void crowd(long seed) {
        var random = new Random(seed);
        DiskWriter<Reading> writer = open(1 + random.nextInt(20), 16 * 1024);
        DiskOutbox<Reading> outbox = writer.outbox();
        List<Entry<Reading>> out = new ArrayList<>();
        Set<Long> given = new LinkedHashSet<>();
        long done = 0;
        int added = 0;
        for (int step = 0; step < 800; step++) {
            int die = random.nextInt(100);
            if (die < 60) {
                outbox.add(reading("s" + Math.min(random.nextInt(8), 3), ++added));
            } else if (die < 70) {
                outbox.next().ifPresent(out::add);
            } else if (die < 75 && !out.isEmpty()) {
                outbox.giveBack(out.remove(random.nextInt(out.size())));
            } else if (die < 85 && !out.isEmpty()) {
                Entry<Reading> entry = out.remove(random.nextInt(out.size()));
                int before = outbox.size();
                outbox.confirm(entry);
                done += before - outbox.size();
                assertTrue(given.add(entry.thing().seq()), "twice, seed " + seed);
            } else {
                writer.work(true);
            }
            assertEquals(added, outbox.size() + outbox.dropped() + done, "seed " + seed);
        }
        out.forEach(outbox::giveBack);
        List<Long> left = takeAll(outbox).stream().map(entry -> entry.thing().seq()).toList();
        assertEquals(left.stream().sorted().distinct().toList(), left, "seed " + seed);
        assertTrue(left.stream().noneMatch(given::contains), "seed " + seed);
        assertEquals(added, left.size() + outbox.dropped() + done, "seed " + seed);
    }

    private void deleteFiles() throws IOException {
        for (String file : files()) {
            Files.delete(directory.resolve(file));
        }
    }

    private final class Trial {

        private final long seed;
        private final Random random;
        private final Map<Long, Entry<Reading>> out = new HashMap<>();

        /** Sequence numbers that must come, and those that may. */
        private final Set<Long> written = new LinkedHashSet<>();

        private final Set<Long> unwritten = new LinkedHashSet<>();
        private final Set<Long> confirmedUntold = new LinkedHashSet<>();
        private DiskWriter<Reading> writer;
        private long seq;

        Trial(long seed) {
            this.seed = seed;
            random = new Random(seed);
            writer = open(1 + random.nextInt(40), MEGABYTE / 4);
        }

        void run() {
            for (int step = 0; step < 1_200; step++) {
                step(random.nextInt(100));
            }
            writer.work(true);
            out.values().forEach(writer.outbox()::giveBack);
            out.clear();
            List<Long> left = takeAll(writer.outbox()).stream().map(e -> e.thing().seq()).toList();
            assertEquals(left.stream().sorted().distinct().toList(), left, "order, seed " + seed);
            var expected = new LinkedHashSet<>(written);
            expected.addAll(unwritten);
            assertEquals(expected, new LinkedHashSet<>(left), "seed " + seed);
            assertEquals(0, writer.outbox().dropped(), "seed " + seed);
        }

        private void step(int die) {
            if (die < 45) {
                add();
            } else if (die < 65) {
                writer.outbox().next().ifPresent(this::take);
            } else if (die < 80 && !out.isEmpty()) {
                Entry<Reading> entry = pick();
                writer.outbox().confirm(entry);
                (written.remove(entry.thing().seq()) ? confirmedUntold : unwritten)
                        .remove(entry.thing().seq());
            } else if (die < 85 && !out.isEmpty()) {
                writer.outbox().giveBack(pick());
            } else if (die == 99) {
                kill();
            } else {
                work();
            }
            assertEquals(written.size() + unwritten.size(), writer.outbox().size(), "seed " + seed);
        }

        private void add() {
            seq++;
            writer.outbox().add(reading("s" + random.nextInt(3), seq));
            unwritten.add(seq);
            // As the thread would, when it is rung for.
            if (writer.outbox().isFull()) {
                work();
            }
        }

        private void take(Entry<Reading> entry) {
            long taken = entry.thing().seq();
            assertTrue(written.contains(taken) || unwritten.contains(taken), "seed " + seed);
            assertFalse(out.containsKey(entry.id()), "seed " + seed);
            out.put(entry.id(), entry);
        }

        private Entry<Reading> pick() {
            List<Long> ids = out.keySet().stream().sorted().toList();
            return out.remove(ids.get(random.nextInt(ids.size())));
        }

        private void work() {
            writer.work(true);
            written.addAll(unwritten);
            unwritten.clear();
            confirmedUntold.clear();
        }

        private void kill() {
            work();
            out.clear();
            writer = open(1 + random.nextInt(40), MEGABYTE / 4);
        }
    }
}
