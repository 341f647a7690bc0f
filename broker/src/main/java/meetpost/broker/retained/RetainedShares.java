package meetpost.broker.retained;

import static java.util.Objects.requireNonNull;

import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Claimant;
import meetpost.broker.budget.Quota;
import meetpost.broker.budget.Rank;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.settings.Limit;

/** Of whose share each retained message is: of whoever sent it last. */
final class RetainedShares {

    private static final int TOPIC = 60;
    private static final int LEVEL = 60;
    private static final int SHALLOW = 4;
    private static final int DEEP_LEVEL = 190;

    /** Bytes of large payloads that the disk has not taken yet. */
    private static final long MOST_UNWRITTEN = 4 << 20;

    private final Budget budget;
    private final Share unknown;
    private final boolean keepsPayloads;

    /**
     * @param keepsPayloads whether large payloads live on the disk
     */
    RetainedShares(Budget budget, boolean keepsPayloads) {
        this.budget = budget;
        this.keepsPayloads = keepsPayloads;
        this.unknown = budget.share(new Claimant(Rank.ANYBODY, ""));
        // Kept for good, so that there is one only.
        unknown.force(Use.RETAINED, 1, 1);
    }

    /** Of the heap; the first levels are mostly those of other topics too. */
    private static long weight(Message message) {
        String topic = message.topic().name();
        long levels = 1 + topic.chars().filter(each -> each == '/').count();
        long deep = Math.max(0, levels - SHALLOW);
        return TOPIC + LEVEL * (levels - deep) + DEEP_LEVEL * deep + 2L * topic.length();
    }

    /** Bytes of the disk. */
    long onDisk(Message message) {
        return keepsPayloads && message.large() ? message.length() : 0;
    }

    /** Bytes of a payload in memory that is to go to the disk. */
    private long unwritten(Message message) {
        return message.stored() == null ? onDisk(message) : 0;
    }

    /** Bytes of the heap besides. */
    private long inMemory(Message message) {
        return message.cost() - unwritten(message);
    }

    /** Of what was kept since before a restart. */
    Share unknown() {
        return unknown;
    }

    /** Takes the room for a message; or says what has none. */
    @Nullable
    Limit take(Share by, Message message, Object place) {
        if (!by.take(Use.RETAINED_MESSAGES, 1, place)) {
            return Limit.RETAINED_MESSAGES;
        }
        Limit full = takeBytes(by, message, place);
        if (full != null) {
            by.give(Use.RETAINED_MESSAGES, 1);
        }
        return full;
    }

    private @Nullable Limit takeBytes(Share by, Message message, Object place) {
        long onDisk = onDisk(message);
        if (onDisk > 0 && !by.take(Use.RETAINED_DISK, onDisk, place)) {
            return Limit.RETAINED_DISK_SIZE;
        }
        long unwritten = unwritten(message);
        if (unwritten > 0 && !by.take(Use.RETAINED_UNWRITTEN, unwritten, place)) {
            by.give(Use.RETAINED_DISK, onDisk);
            return Limit.MEMORY_SIZE;
        }
        long cost = inMemory(message);
        if (by.take(Use.RETAINED, cost, place)) {
            if (by.take(Use.RETAINED_TOPICS, weight(message), place)) {
                return null;
            }
            by.give(Use.RETAINED, cost);
        }
        by.give(Use.RETAINED_UNWRITTEN, unwritten);
        by.give(Use.RETAINED_DISK, onDisk);
        return budget.used(Quota.RETAINED) + cost > budget.limit(Quota.RETAINED)
                ? Limit.RETAINED_SIZE
                : Limit.MEMORY_SIZE;
    }

    /** Takes it in the place of another; or says what has no room. */
    @Nullable
    Limit replace(Share by, Message message, Share was, Message before, Object place) {
        if (by != was || onDisk(message) > 0 || onDisk(before) > 0) {
            give(was, before);
            Limit full = take(by, message, place);
            if (full != null) {
                force(was, before);
            }
            return full;
        }
        long more = (long) message.cost() - before.cost();
        if (more <= 0) {
            by.give(Use.RETAINED, -more);
            return null;
        }
        return by.take(Use.RETAINED, more, place) ? null : Limit.RETAINED_SIZE;
    }

    /** Takes what is there already. */
    void force(Share by, Message message) {
        force(by, Use.RETAINED_MESSAGES, 1);
        force(by, Use.RETAINED_DISK, onDisk(message));
        force(by, Use.RETAINED_UNWRITTEN, unwritten(message));
        force(by, Use.RETAINED, inMemory(message));
        force(by, Use.RETAINED_TOPICS, weight(message));
    }

    private static void force(Share by, Use use, long amount) {
        by.force(use, amount, amount);
    }

    void give(@Nullable Share by, Message message) {
        Share share = requireNonNull(by);
        share.give(Use.RETAINED_MESSAGES, 1);
        share.give(Use.RETAINED_DISK, onDisk(message));
        share.give(Use.RETAINED_UNWRITTEN, unwritten(message));
        share.give(Use.RETAINED, inMemory(message));
        share.give(Use.RETAINED_TOPICS, weight(message));
    }

    /** The payload of a message that was in memory is on the disk now. */
    void stored(Share by, Message message) {
        by.give(Use.RETAINED_UNWRITTEN, unwritten(message));
    }

    /** Whether what the disk has not taken is more than memory is for. */
    boolean crowded() {
        return budget.usedFor(Use.RETAINED_UNWRITTEN) > MOST_UNWRITTEN;
    }

    long bytes() {
        return budget.usedFor(Use.RETAINED) + budget.usedFor(Use.RETAINED_UNWRITTEN) - 1;
    }
}
