package meetpost.broker.storage;

import static java.util.concurrent.TimeUnit.DAYS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.broker.settings.BrokerEvents;
import meetpost.journal.Recovery;

/**
 * What of the stored state could not be read: counted, and said with its file. Safe for use by
 * several threads.
 */
public final class StorageDamage {

    /** A card that loses bytes goes on losing them: whoever asks within a day is told. */
    private static final long REMEMBERED = DAYS.toNanos(1);

    private final BrokerEvents events;
    private long records;
    private long since;
    private String last = "";

    StorageDamage(BrokerEvents events) {
        this.events = events;
    }

    /**
     * A file was not whole when it was read at the start.
     *
     * @param newest whether a power cut may have ended it in the middle of a record
     */
    synchronized void found(Path file, Recovery recovery, boolean newest, long now) {
        if (recovery.damaged() > 0) {
            said(
                    recovery.damaged(),
                    "journal %s: %s damaged records (%s bytes) are lost"
                            .formatted(file, recovery.damaged(), recovery.lostBytes()),
                    now);
        }
        if (recovery.tornBytes() > 0) {
            String text =
                    "journal %s: its last %s bytes are no whole record, and lost"
                            .formatted(file, recovery.tornBytes());
            if (newest) {
                events.event(text + ": a power cut?");
            } else {
                said(1, text, now);
            }
        }
    }

    /** A retained payload that was on the medium cannot be read any more. */
    public synchronized void lost(String topic, String why, long now) {
        said(1, "the retained value of %s is lost: %s".formatted(topic, why), now);
    }

    /** What a snapshot says that it had, and had not. */
    synchronized void missing(Replay replay) {
        List<String> things = new ArrayList<>();
        count(things, replay.retained().missing(), "retained messages");
        count(things, replay.lostSubscriptions(), "subscriptions");
        count(things, replay.lostMessages(), "messages that waited for clients");
        count(things, replay.lostSessions(), "sessions");
        if (!things.isEmpty()) {
            last = last + ", among them " + String.join(", ", things);
            events.event("journal: among what is lost are " + String.join(", ", things));
        }
    }

    private static void count(List<String> to, long number, String what) {
        if (number > 0) {
            to.add(number + " " + what);
        }
    }

    private void said(long lost, String text, long now) {
        records += lost;
        since = now;
        last = text;
        events.event(text + "; is the card failing?");
    }

    /** Records that are lost, since the start. */
    public synchronized long records() {
        return records;
    }

    /** What was found within the last day, in words. */
    public synchronized Optional<String> text(long now) {
        return records > 0 && now - since < REMEMBERED ? Optional.of(last) : Optional.empty();
    }
}
