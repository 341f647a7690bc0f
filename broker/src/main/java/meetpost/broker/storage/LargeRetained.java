package meetpost.broker.storage;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.payload.PayloadFiles;
import meetpost.broker.payload.PayloadReader;
import meetpost.broker.payload.StoredPayload;
import meetpost.broker.settings.BrokerEvents;

/**
 * Which retained messages the journal has with their payloads in files, and which the disk has not
 * taken yet. Confined to the event loop.
 */
public final class LargeRetained {

    /** Files that wait to be deleted: as many bytes as this at most before others are written. */
    private static final long MOST_DISCARDED = 64L << 20;

    private final PayloadFiles files;
    private final PayloadReader reader;
    private final EventLoop loop;
    private final BrokerEvents events;
    private final StorageDamage damage;
    private final Consumer<String> again;

    /** As the journal has them, by topic. */
    private final Map<String, Message> written = new HashMap<>();

    /** No longer named by what will be written next. */
    private final List<StoredPayload> replaced = new ArrayList<>();

    private final Set<String> waiting = new LinkedHashSet<>();
    private boolean retryPlanned;
    private volatile String trouble = "";

    /**
     * @param again given a topic whose value is still to be written
     */
    public LargeRetained(
            PayloadFiles files,
            EventLoop loop,
            BrokerEvents events,
            StorageDamage damage,
            Consumer<String> again) {
        this.files = files;
        this.reader = new PayloadReader(files, loop);
        this.loop = loop;
        this.events = events;
        this.damage = damage;
        this.again = again;
    }

    public PayloadFiles files() {
        return files;
    }

    /** Takes what a journal had, where its payloads are there; the others are damage. */
    public void restore(RetainedReplay replay, BrokerState to) {
        for (Message one : replay.in(files)) {
            to.restore(restored(one));
        }
        for (String topic : replay.lost()) {
            damage.lost(topic, "its payload is not on the disk", System.nanoTime());
        }
        sweep();
    }

    /** A payload that the journal itself still had gets a file. */
    private Message restored(Message message) {
        String topic = message.topic().name();
        Message kept = message.large() && message.stored() == null ? write(message) : message;
        StoredPayload stored = kept == null ? null : kept.stored();
        if (kept == null || stored == null) {
            return message;
        }
        files.adopt(stored);
        written.put(topic, kept);
        return kept;
    }

    /** What a start has found without a record that names it goes. */
    private void sweep() {
        try {
            List<StoredPayload> named = new ArrayList<>();
            for (Message one : written.values()) {
                StoredPayload stored = one.stored();
                if (stored != null) {
                    named.add(stored);
                }
            }
            files.sweep(named);
        } catch (IOException e) {
            events.event("retained payloads that nothing needs stay: " + e.getMessage());
        }
    }

    /**
     * The value of a topic is due to be written: a large payload is, unless it is there already.
     *
     * @return the message as the journal is to have it; none if the disk does not take it
     */
    @Nullable
    public Message next(Message message, BrokerState of) {
        if (!message.large()) {
            replaced(message.topic().name());
            return message;
        }
        if (message.stored() != null) {
            return message;
        }
        Message stored = write(message);
        if (stored != null) {
            of.stored(stored);
        }
        return stored;
    }

    private @Nullable Message write(Message message) {
        String topic = message.topic().name();
        if (files.discardedBytes() > MOST_DISCARDED) {
            later(topic);
            return null;
        }
        try {
            Message stored = message.storedAs(files.write(message.payload()));
            waiting.remove(topic);
            recovered();
            replaced(topic);
            written.put(topic, stored);
            return stored;
        } catch (IOException e) {
            failed(e);
            later(topic);
            return null;
        }
    }

    /** The next value of a topic is not in a file, or there is none. */
    public void replaced(String topic) {
        waiting.remove(topic);
        Message before = written.remove(topic);
        StoredPayload stored = before == null ? null : before.stored();
        if (stored != null) {
            replaced.add(stored);
        }
    }

    /** The journal has all that was told. */
    public void committed() {
        replaced.forEach(files::discard);
        replaced.clear();
    }

    /** A message as the journal has it; none if it has no value of its topic. */
    @Nullable
    public Message written(Message message) {
        return message.large() && message.stored() == null
                ? written.get(message.topic().name())
                : message;
    }

    /** Reads a payload on another thread; one of the two hears of it on the event loop. */
    public void read(StoredPayload from, Consumer<byte[]> found, Consumer<IOException> lost) {
        reader.read(from, found, lost);
    }

    /** The payload of a retained message cannot be read. */
    public void lost(Message message, IOException why) {
        damage.lost(message.topic().name(), String.valueOf(why.getMessage()), System.nanoTime());
    }

    /** Reads nothing further. */
    public void close() {
        reader.close();
    }

    private void later(String topic) {
        waiting.add(topic);
        if (!retryPlanned) {
            retryPlanned = true;
            var unused = loop.schedule(this::retry, 1, SECONDS);
        }
    }

    /** One at a time, so that a disk that takes nothing is asked once. */
    private void retry() {
        retryPlanned = false;
        for (String topic : List.copyOf(waiting)) {
            again.accept(topic);
            if (waiting.contains(topic)) {
                return;
            }
        }
    }

    private void failed(IOException e) {
        if (trouble.isEmpty()) {
            events.event(
                    e.getMessage()
                            + "; large retained values are kept in memory, as far as that goes,"
                            + " until it works");
        }
        trouble = "large retained values are kept in memory only: " + e.getMessage();
    }

    private void recovered() {
        if (!trouble.isEmpty()) {
            trouble = "";
            events.event("large retained values can be written again");
        }
    }

    /** Why the disk takes no payload at present; empty if it does. Any thread. */
    public Optional<String> trouble() {
        return Optional.of(trouble).filter(text -> !text.isEmpty());
    }
}
