package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import meetpost.agent.link.Message;
import meetpost.agent.link.Session;
import meetpost.agent.outbox.Outbox;
import meetpost.agent.outbox.Outbox.Entry;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.send.OutgoingMessage;
import meetpost.drivers.sensor.Quantity;

/**
 * Readings on their way from the outbox to the broker: those taken while it was there go to their
 * live topics, the others to history, in order, as fast as they are acknowledged up to a rate. A
 * reading leaves the outbox when the broker has acknowledged all that was published of it.
 *
 * <p>{@link #add} and {@link #up} are for any thread, the rest for the publish loop's.
 */
final class Backlog {

    /** Of the session's window: the rest is for what is true now. */
    private static final int HISTORY_ON_ITS_WAY = Session.WINDOW / 2;

    private final Outbox<Reading> outbox;
    private final Readings readings;
    private final States states;
    private final TopicOwnership ownership;
    private final Pace pace;
    private final Map<Long, Entry<Reading>> out = new HashMap<>();
    private long mark;
    private int historyOut;

    private final Object adding = new Object();

    /** Of each sensor, by what it measures: its last reading may lack a quantity. */
    private final Map<String, Map<Quantity, Reading>> newest = new HashMap<>();

    /** Readings of each sensor since the last session ended. */
    private final Map<String, Integer> away = new HashMap<>();

    Backlog(
            Outbox<Reading> outbox,
            Readings readings,
            States states,
            TopicOwnership ownership,
            Pace pace) {
        this.outbox = requireNonNull(outbox, "outbox");
        this.readings = requireNonNull(readings, "readings");
        this.states = requireNonNull(states, "states");
        this.ownership = requireNonNull(ownership, "ownership");
        this.pace = requireNonNull(pace, "pace");
    }

    /** A sensor was read. */
    void add(Reading reading) {
        synchronized (adding) {
            if (isTheirs(reading)) {
                withhold(reading);
                return;
            }
            outbox.add(reading);
            Map<Quantity, Reading> own =
                    newest.computeIfAbsent(reading.sensor(), any -> new HashMap<>());
            reading.measurements().forEach(each -> own.put(each.quantity(), reading));
            away.merge(reading.sensor(), 1, Integer::sum);
        }
    }

    /** Whether another board has the topic of its sensor. */
    private boolean isTheirs(Reading reading) {
        return ownership.standing().isTheirs(readings.root(reading));
    }

    /** What was read before is not to be published either when the topic is ours again. */
    private void withhold(Reading reading) {
        ownership.withhold();
        synchronized (adding) {
            newest.remove(reading.sensor());
        }
        List<String> topics = readings.live(reading).stream().map(Message::topic).toList();
        states.remove(topics::contains);
    }

    /**
     * There is a session: what is read from now on is of now, and what was read last is what the
     * live topics show. Gives what {@link #begin} wants.
     */
    long up() {
        synchronized (adding) {
            if (onlyNew()) {
                return 0;
            }
            newest.values().forEach(own -> note(own.values()));
            return outbox.mark();
        }
    }

    /** The last one wins, where several speak of one topic. */
    private void note(Collection<Reading> ofOneSensor) {
        ofOneSensor.stream()
                .distinct()
                .sorted(Comparator.comparingLong(Reading::seq))
                .forEach(reading -> readings.live(reading).forEach(states::note));
    }

    /** The session is over. */
    void down() {
        synchronized (adding) {
            away.clear();
        }
    }

    /** Readings from {@code from} on are of now. */
    void begin(long from) {
        mark = from;
    }

    /** What was on its way will not be acknowledged. */
    void end() {
        historyOut = 0;
        out.values().forEach(outbox::giveBack);
        out.clear();
    }

    /** Whether the broker has all of it. */
    boolean isEmpty() {
        return outbox.isEmpty();
    }

    /** How long until history may go on. */
    Duration left() {
        return pace.left();
    }

    /** The messages of the next reading of now; empty if there is none. */
    List<OutgoingMessage> live() {
        return next(() -> outbox.next(mark)).map(this::live).orElse(List.of());
    }

    /** The messages of the next reading of then; empty if there is none, or not yet. */
    List<OutgoingMessage> history() {
        if (!pace.left().isZero() || historyOut >= HISTORY_ON_ITS_WAY) {
            return List.of();
        }
        // One of now is possible: taken since we looked for those.
        return next(outbox::next)
                .map(next -> next.id() >= mark ? live(next) : history(next))
                .orElse(List.of());
    }

    /** The next one whose topic is ours; those whose topic is another board's are not kept. */
    private Optional<Entry<Reading>> next(Supplier<Optional<Entry<Reading>>> queue) {
        if (ownership.standing().isWaiting()) {
            return Optional.empty();
        }
        Optional<Entry<Reading>> next = queue.get();
        while (next.filter(each -> isTheirs(each.thing())).isPresent()) {
            withhold(next.get().thing());
            outbox.confirm(next.get());
            next = queue.get();
        }
        return next;
    }

    /** Nothing waits but the first reading of each sensor: after a start, or a short break. */
    private boolean onlyNew() {
        return outbox.size() == away.size() && away.values().stream().allMatch(count -> count == 1);
    }

    private List<OutgoingMessage> live(Entry<Reading> entry) {
        List<Message> messages = readings.live(entry.thing());
        if (messages.isEmpty()) {
            return history(entry);
        }
        messages.forEach(states::note);
        return messages(entry, messages, () -> {});
    }

    private List<OutgoingMessage> history(Entry<Reading> entry) {
        pace.go();
        historyOut++;
        return messages(entry, List.of(readings.history(entry.thing())), () -> historyOut--);
    }

    private List<OutgoingMessage> messages(
            Entry<Reading> entry, List<Message> messages, Runnable confirmed) {
        out.put(entry.id(), entry);
        var left = new AtomicInteger(messages.size());
        Runnable acked =
                () -> {
                    if (left.decrementAndGet() == 0) {
                        out.remove(entry.id());
                        outbox.confirm(entry);
                        confirmed.run();
                    }
                };
        List<OutgoingMessage> outgoing = new ArrayList<>();
        messages.forEach(message -> outgoing.add(new OutgoingMessage(message, acked)));
        return outgoing;
    }
}
