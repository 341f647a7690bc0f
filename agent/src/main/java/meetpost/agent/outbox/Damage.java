package meetpost.agent.outbox;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import meetpost.journal.Recovery;
import org.tinylog.Logger;

/**
 * What of an outbox could not be read: counted, and said in the log with the file. For one thread
 * at a time, but for what it is asked.
 */
final class Damage {

    private final Kind<?> kind;
    private final AtomicLong records = new AtomicLong();
    private volatile Optional<String> last = Optional.empty();

    Damage(Kind<?> kind) {
        this.kind = requireNonNull(kind, "kind");
    }

    /** Records that are lost, as far as they can be counted. */
    long records() {
        return records.get();
    }

    /** The last thing that was said, in words; not of what a power cut may leave. */
    Optional<String> last() {
        return last;
    }

    /**
     * After a file was read at the start.
     *
     * @param unreadable records that are whole, and say nothing to this version
     * @param newest whether a power cut may have ended it in the middle of a record
     */
    void found(Path file, Recovery recovery, int unreadable, boolean newest) {
        if (recovery.damaged() > 0) {
            records.addAndGet(recovery.damaged());
            say(
                    "%s: %s damaged records (%s bytes) are lost"
                            .formatted(file, recovery.damaged(), recovery.lostBytes()));
        }
        if (recovery.tornBytes() > 0) {
            records.incrementAndGet();
            String text =
                    "%s: its last %s bytes are no whole record, and lost"
                            .formatted(file, recovery.tornBytes());
            if (newest) {
                Logger.warn("{}: {}: a power cut?", kind.place(), text);
            } else {
                say(text);
            }
        }
        if (unreadable > 0) {
            records.addAndGet(unreadable);
            say(
                    "%s: %s records say nothing to this version, and are lost"
                            .formatted(file, unreadable));
        }
    }

    /** Things that could be read when they were written, or at the start, and now cannot. */
    void lost(Path file, int things, String why) {
        records.addAndGet(things);
        say("%s: %s %ss are lost: %s".formatted(file, things, kind.name(), why));
    }

    private void say(String text) {
        String line = kind.place() + ": " + text + "; is the card failing?";
        Logger.warn("{}", line);
        last = Optional.of(line);
    }
}
