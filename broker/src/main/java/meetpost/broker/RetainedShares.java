package meetpost.broker;

import static java.util.Objects.requireNonNull;

import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Claimant;
import meetpost.broker.budget.Quota;
import meetpost.broker.budget.Rank;
import meetpost.broker.budget.Share;
import meetpost.broker.budget.Use;

/** Of whose share each retained message is: of whoever sent it last. */
final class RetainedShares {

    private static final int TOPIC = 60;
    private static final int LEVEL = 60;
    private static final int SHALLOW = 4;
    private static final int DEEP_LEVEL = 190;

    private final Budget budget;
    private final Share unknown;

    RetainedShares(Budget budget) {
        this.budget = budget;
        this.unknown = budget.share(new Claimant(Rank.ANYBODY, ""));
        // Kept for good, so that there is one only.
        unknown.force(Use.RETAINED, 1, 1);
    }

    /** Of the heap; the first levels are mostly those of other topics too. */
    private static long weight(String topic) {
        long levels = 1 + topic.chars().filter(each -> each == '/').count();
        long deep = Math.max(0, levels - SHALLOW);
        return TOPIC + LEVEL * (levels - deep) + DEEP_LEVEL * deep + 2L * topic.length();
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
        long cost = message.cost();
        if (by.take(Use.RETAINED, cost, place)) {
            if (by.take(Use.RETAINED_TOPICS, weight(message.topic().name()), place)) {
                return null;
            }
            by.give(Use.RETAINED, cost);
        }
        by.give(Use.RETAINED_MESSAGES, 1);
        return budget.used(Quota.RETAINED) + cost > budget.limit(Quota.RETAINED)
                ? Limit.RETAINED_SIZE
                : Limit.MEMORY_SIZE;
    }

    /** Takes it in the place of another; or says what has no room. */
    @Nullable
    Limit replace(Share by, Message message, Share was, Message before, Object place) {
        long freed = before.cost();
        if (by != was) {
            give(was, before);
            Limit full = take(by, message, place);
            if (full != null) {
                force(was, before);
            }
            return full;
        }
        long more = message.cost() - freed;
        if (more <= 0) {
            by.give(Use.RETAINED, -more);
            return null;
        }
        return by.take(Use.RETAINED, more, place) ? null : Limit.RETAINED_SIZE;
    }

    /** Takes what is there already. */
    void force(Share by, Message message) {
        by.force(Use.RETAINED_MESSAGES, 1, 1);
        by.force(Use.RETAINED, message.cost(), message.cost());
        long weight = weight(message.topic().name());
        by.force(Use.RETAINED_TOPICS, weight, weight);
    }

    void give(@Nullable Share by, Message message) {
        Share share = requireNonNull(by);
        share.give(Use.RETAINED_MESSAGES, 1);
        share.give(Use.RETAINED, message.cost());
        share.give(Use.RETAINED_TOPICS, weight(message.topic().name()));
    }

    long bytes() {
        return budget.usedFor(Use.RETAINED) - 1;
    }
}
