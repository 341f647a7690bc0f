package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import meetpost.agent.history.Change.Kind;
import meetpost.agent.process.FileTrouble;
import meetpost.agent.settings.HistorySettings;
import meetpost.drivers.sensor.Quantity;

/** Answers one question. What it costs is bounded, whatever is asked. For one thread. */
final class Search {

    /** As many as a plot shows. */
    private static final int USUAL_STEPS = 750;

    private static final int MOST_STEPS = 10_000;
    private static final int MOST_CHANGES = 2_000;

    private final Query query;
    private final ClockOffset clock;
    private final long since;
    private final long until;
    private final Map<Long, NavigableMap<Long, Summary>> found = new LinkedHashMap<>();
    private final Map<Quantity, NavigableMap<Long, Summary>> values = new LinkedHashMap<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private final long longest;
    private final long now;
    private Optional<Change> before = Optional.empty();
    private long omitted;

    /**
     * @param clock the calendar of now
     * @param now in milliseconds since 1970
     */
    Search(
            HistorySettings settings,
            Query query,
            List<Quantity> quantities,
            ClockOffset clock,
            long now) {
        this.query = requireNonNull(query, "query");
        this.clock = requireNonNull(clock, "clock");
        this.now = now;
        longest =
                settings.spans().get(settings.spans().size() - 1).keep().toMillis()
                        + settings.spans().get(settings.spans().size() - 1).every().toMillis();
        since = Math.max(query.since(), now - longest);
        until = Math.max(since + 1, query.until());
        for (Quantity each : quantities) {
            NavigableMap<Long, Summary> its = new TreeMap<>();
            values.put(each, its);
            found.put(Series.id(query.name(), each.dutch()), its);
        }
    }

    /**
     * Answers it.
     *
     * @param store empty: what is on disk cannot be had
     * @param isEnough ends it early
     * @param trouble why not
     */
    Excerpt past(
            Optional<HistoryStore> store,
            Recorder recorder,
            ChangeRecorder recent,
            BooleanSupplier isEnough,
            Optional<String> trouble) {
        Optional<String> problem = trouble;
        long asked = query.step().orElse((until - since) / USUAL_STEPS);
        long step = 1_000;
        try {
            if (store.isPresent()) {
                Tier tier = store.get().tier(now - since, asked);
                step = step(asked, tier.every());
                long each = tier.every();
                long length = step;
                if (query.kind() == Kind.SENSOR) {
                    store.get()
                            .rows(
                                    tier,
                                    since,
                                    until,
                                    found::containsKey,
                                    isEnough,
                                    row -> add(row, each, length));
                }
                store.get().changes(since - longest, until, isEnough, this::add);
            } else {
                step = step(asked, recorder.every());
            }
        } catch (IOException e) {
            problem = Optional.of(FileTrouble.text(e));
        }
        long length = step;
        recorder.each(
                clock,
                row -> {
                    if (found.containsKey(row.series())) {
                        add(row, recorder.every(), length);
                    }
                });
        recent.each(clock, this::add);
        before.ifPresent(changes::addFirst);
        return new Excerpt(query, step, values, List.copyOf(changes), omitted, problem);
    }

    /** A multiple of what is kept, and no more of them than are allowed. */
    private long step(long asked, long kept) {
        long least = Math.max(asked, (until - since + MOST_STEPS - 1) / MOST_STEPS);
        return Math.max(1, (least + kept - 1) / kept) * kept;
    }

    private void add(Row row, long every, long step) {
        long begin = Math.floorDiv(row.step() * every, step) * step;
        if (begin + step > since && begin < until) {
            NavigableMap<Long, Summary> its = requireNonNull(found.get(row.series()), "a series");
            its.merge(begin, row.summary(), Summary::and);
        }
    }

    private void add(Change change) {
        boolean its =
                (change.kind() == query.kind() && change.name().equals(query.name()))
                        || change.kind() == Kind.PROGRAM;
        if (!its || change.time() >= until) {
            return;
        }
        if (change.time() < since) {
            if (change.kind() != Kind.PROGRAM) {
                before = Optional.of(change);
            }
            return;
        }
        changes.add(change);
        if (changes.size() > MOST_CHANGES) {
            before = Optional.of(changes.removeFirst());
            omitted++;
        }
    }
}
