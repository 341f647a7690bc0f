package meetpost.broker.session;

import io.netty.util.concurrent.ScheduledFuture;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Nullable;
import meetpost.broker.packet.Will;
import meetpost.broker.storage.Absence;

/** What is to happen to a session whose client is away. Confined to the event loop. */
final class Away {

    final Absence absence;
    @Nullable ScheduledFuture<?> lastWords;
    @Nullable ScheduledFuture<?> expiry;
    private @Nullable Will will;
    private @Nullable Holding holder;

    Away(Absence absence) {
        this.absence = absence;
    }

    /** Keeps a will until it is said; false if there is no memory for it. */
    boolean keeps(Will later, Holding by) {
        if (!by.take(Use.SESSIONS, later.message().cost())) {
            return false;
        }
        will = later;
        holder = by;
        return true;
    }

    /** The will, which is not kept any longer; none if there is none. */
    @Nullable
    Will takeWill() {
        Will kept = will;
        if (kept != null && holder != null) {
            holder.give(Use.SESSIONS, kept.message().cost());
        }
        will = null;
        return kept;
    }

    void cancel() {
        if (lastWords != null) {
            lastWords.cancel(false);
        }
        if (expiry != null) {
            expiry.cancel(false);
        }
    }
}
