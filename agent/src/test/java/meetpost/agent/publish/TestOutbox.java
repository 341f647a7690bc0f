package meetpost.agent.publish;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import meetpost.agent.outbox.Outbox;
import meetpost.agent.sampling.Sample.Reading;

/** An outbox without bounds that remembers what happened to it. */
final class TestOutbox implements Outbox<Reading> {

    private final TreeMap<Long, Entry<Reading>> kept = new TreeMap<>();
    private final Set<Long> out = new HashSet<>();
    private final List<Reading> confirmed = new ArrayList<>();
    private long next = 1;

    @Override
    public synchronized void add(Reading reading) {
        kept.put(next, new Entry<>(next, reading, false));
        next++;
    }

    @Override
    public synchronized Optional<Entry<Reading>> next() {
        return next(0);
    }

    @Override
    public synchronized Optional<Entry<Reading>> next(long from) {
        Optional<Entry<Reading>> found =
                kept.tailMap(from).values().stream()
                        .filter(each -> !out.contains(each.id()))
                        .findFirst();
        found.ifPresent(each -> out.add(each.id()));
        return found;
    }

    @Override
    public synchronized long mark() {
        return next;
    }

    @Override
    public synchronized void confirm(Entry<Reading> entry) {
        out.remove(entry.id());
        if (kept.remove(entry.id()) != null) {
            confirmed.add(entry.thing());
        }
    }

    @Override
    public synchronized void giveBack(Entry<Reading> entry) {
        out.remove(entry.id());
        kept.put(entry.id(), new Entry<>(entry.id(), entry.thing(), true));
    }

    @Override
    public synchronized int size() {
        return kept.size();
    }

    @Override
    public synchronized boolean isEmpty() {
        return kept.isEmpty();
    }

    @Override
    public long dropped() {
        return 0;
    }

    synchronized List<Reading> confirmed() {
        return List.copyOf(confirmed);
    }
}
